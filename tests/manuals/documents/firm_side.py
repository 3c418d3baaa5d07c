"""La prise en charge par l’interlocuteur, et ce que le client en voit."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.manuals.documents.customer import NAMES
from tests.manuals.documents.scene import Scene
from tests.manuals.manual import Chapter
from tests.manuals.sight import absent, choose, press, rows, said, there, titled
from tests.spaces.depot.firm import every_mail

CHAPTER = Chapter()


@CHAPTER.step(
    "3.1", "averti", "Le collaborateur est averti", by="comptable",
    shows="Un mail par dépôt, sans pièce jointe, mène à l’accusé ; la liste des arrivées montre ce qui attend.",
)  # fmt: skip
def told(page: Page, _scene: Scene) -> None:
    told_people = {mail.to_address for mail in every_mail().filter(kind="depot.deposit.announced")}
    assert told_people == {"comptable@demo.example", "conseiller@demo.example"}
    page.goto("/documents/")
    titled(page, "Arrivées")
    expect(rows(page)).to_have_count(2)


@CHAPTER.step(
    "3.2", "prendre-en-charge", "Prendre en charge", by="comptable",
    shows="Ouvrez le document, puis « Prendre en charge » : dites l’année et la nature, il va au coffre.",
)  # fmt: skip
def take(page: Page, _scene: Scene) -> None:
    press(page, NAMES[0], "link")
    expect(page.locator(".viewer img").first).to_be_visible()
    press(page, "Prendre en charge", "link")
    page.get_by_label("Nature").select_option(label="Factures d’achat")
    press(page, "Prendre en charge")
    said(page, "Le document est au coffre ; son client est averti.", "Pris en charge")


@CHAPTER.step(
    "3.3", "refuser", "Refuser avec une raison", by="comptable",
    shows="Un document inutilisable est refusé : le client lit la raison et ce qu’il faut envoyer à la place.",
)  # fmt: skip
def refuse(page: Page, _scene: Scene) -> None:
    choose(page, "Arrivées")
    press(page, NAMES[1], "link")
    press(page, "Refuser", "link")
    page.get_by_label("Motif").fill("La page est coupée : renvoyez-la entière.")
    press(page, "Refuser")
    said(page, "Refusé par le cabinet")


@CHAPTER.step(
    "3.4", "coffre", "Le coffre", by="comptable",
    shows="Les documents pris en charge sont classés par client, année et nature.",
)  # fmt: skip
def safe(page: Page, _scene: Scene) -> None:
    choose(page, "Coffre")
    there(page, "columnheader", "Client", "Année", "Nature")
    expect(rows(page).first).to_contain_text("Boulangerie Fournier")


@CHAPTER.step(
    "4.1", "suivi", "Le client suit son document", by="client",
    shows="Qui l’a consulté, qui l’a pris en charge et quand ; il ne se supprime plus.",
)  # fmt: skip
def follow(page: Page, _scene: Scene) -> None:
    page.goto("/documents/fichiers-en-cours/?vue=pris-en-charge")
    press(page, NAMES[0], "link")
    said(page, "Pris en charge par", "Jeanny Jorquera")
    expect(page.get_by_text(re.compile("consulté par Jeanny Jorquera le")).first).to_be_visible()
    absent(page, "button", "Supprimer")


@CHAPTER.step(
    "4.2", "demander-le-retrait", "Demander le retrait", by="client",
    shows="Après la prise en charge, « Demander le retrait » : le cabinet répond.",
)  # fmt: skip
def ask_removal(page: Page, _scene: Scene) -> None:
    press(page, "Demander le retrait", "link")
    page.get_by_label("Pourquoi le retirer").fill("Cette facture n’est pas la nôtre.")
    press(page, "Demander le retrait")
    said(page, "La demande est faite à votre cabinet.")


@CHAPTER.step(
    "4.3", "publier", "Le cabinet publie un document", by="associee",
    shows="Un fichier, un dossier, un ou plusieurs clients : ils sont avertis, jamais avec le fichier.",
)  # fmt: skip
def publish(page: Page, _scene: Scene) -> None:
    page.goto("/documents/publications/nouvelle/")
    note = {"name": "note.txt", "mimeType": "text/plain", "buffer": b"Vos honoraires changent."}
    page.locator("main input[type=file]").set_input_files([note])
    page.get_by_label("Titre").fill("Lettre de mission")
    page.get_by_label("Dossier").select_option(label="Courriers")
    page.get_by_label("Boulangerie Fournier").check()
    expect(page.locator(".upload-row")).to_have_attribute("data-state", "received")
    press(page, "Publier")
    titled(page, "Lettre de mission")
    said(page, "Personne ne l’a encore ouvert.")


@CHAPTER.step(
    "4.4", "nouveau", "Le client le trouve, marqué nouveau", by="client",
    shows="Ce qui est nouveau est marqué, dans la liste et dans les dossiers.",
)  # fmt: skip
def fresh(page: Page, _scene: Scene) -> None:
    choose(page, "Mes documents", "Consulter")
    expect(rows(page).filter(has_text="Lettre de mission")).to_have_class("is-marked")
