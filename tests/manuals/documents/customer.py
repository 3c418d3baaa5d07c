"""Accéder à l’espace « Mes documents », intégrer un document, le suivre."""

from __future__ import annotations

from functools import cache

from playwright.sync_api import Page, expect

from tests.files.papers import written_pdf
from tests.manuals.documents.scene import Scene
from tests.manuals.manual import Chapter
from tests.manuals.sight import choose, labelled, press, rows, said, there, titled
from tests.spaces.depot.firm import PASSWORD

CHAPTER = Chapter()
ROBOT = "Je ne suis pas un robot"
NAMES = ("facture_coop_022020.pdf", "facture_coop_012020.pdf")


@cache
def pdf(name: str) -> dict[str, object]:
    return {"name": name, "mimeType": "application/pdf", "buffer": written_pdf(words=f"Coopérative de Lède, {name}")}


@CHAPTER.step(
    "1.1", "connexion", "Se connecter à son espace", by="client",
    shows="Saisissez votre adresse mail et votre mot de passe, puis cliquez sur « Se connecter ».",
)  # fmt: skip
def sign_in(page: Page, _scene: Scene) -> None:
    page.goto("/connexion/")
    page.get_by_label("Adresse mail ou identifiant").fill("client@demo.example")
    page.get_by_label("Mot de passe", exact=False).first.fill(PASSWORD)
    expect(page.get_by_role("checkbox", name=ROBOT)).to_be_checked()
    press(page, "Se connecter")
    page.wait_for_url("**/documents/**")


@CHAPTER.step(
    "1.2", "mes-documents", "Aller dans « Consulter », puis « Mes documents »", by="client",
    shows="L’onglet « Documents » donne accès aux documents mis à disposition par votre cabinet.",
)  # fmt: skip
def my_documents(page: Page, _scene: Scene) -> None:
    choose(page, "Mes documents", "Consulter")
    titled(page, "Mes documents")
    there(page, "link", "Documents", "Fichiers en cours")
    said(page, "Vos bilans de l’année")


@CHAPTER.step(
    "1.3", "fichiers-en-cours", "L’onglet « Fichiers en cours »", by="client",
    shows="« Fichiers en cours » sert à déposer des documents pour votre comptable ou votre conseiller.",
)  # fmt: skip
def files_in_progress(page: Page, _scene: Scene) -> None:
    page.get_by_role("navigation", name="Mes documents").get_by_role("link", name="Fichiers en cours").click()
    there(page, "heading", "Mes dossiers")
    there(page, "link", "Transférer des documents")


@CHAPTER.step(
    "2.1", "transferer", "Transférer des documents", by="client",
    shows="Cliquez sur « Transférer des documents » : choisissez d’abord le dossier de destination.",
)  # fmt: skip
def transfer(page: Page, _scene: Scene) -> None:
    page.locator("main").get_by_role("link", name="Transférer des documents").first.click()
    titled(page, "Transférer des documents")
    labelled(page, "Dossier de destination")
    there(page, "button", "Sélectionner des fichiers", "Tout transférer", "Tout supprimer")
    said(page, "Fichiers en attente de transfert", "Nombre de documents restants")


@CHAPTER.step(
    "2.2", "conseils", "Bien numériser", by="client",
    shows="200 dpi au moins, 300 dpi recommandés, niveaux de gris ou noir et blanc, un fichier par document.",
)  # fmt: skip
def advice(page: Page, _scene: Scene) -> None:
    page.locator("summary", has_text="Bien numériser un document").click()
    said(page, "Numérisez à 200 dpi au moins", "Faites un fichier par document.")


@CHAPTER.step(
    "2.3", "destinataire", "Choisir le destinataire", by="client",
    shows="Sans destinataire, rien ne part : la page le dit. Choisissez « Comptable » ou « Conseil ».",
)  # fmt: skip
def destination(page: Page, _scene: Scene) -> None:
    page.locator("main input[type=file]").set_input_files([pdf(name) for name in NAMES])
    expect(page.get_by_role("button", name="Tout transférer")).to_be_disabled()
    said(page, "Choisissez d’abord une destination")
    page.get_by_label("Dossier de destination").select_option(label="Comptable")


@CHAPTER.step(
    "2.4", "en-attente", "Les fichiers attendent", by="client",
    shows="Nom, taille, progression, statut, actions : la croix en retire un, « Tout supprimer » les retire tous.",
)  # fmt: skip
def waiting(page: Page, _scene: Scene) -> None:
    there(page, "columnheader", "Nom", "Taille", "Progression", "Statut", "Actions")
    expect(page.locator("[data-transfer-left]")).to_have_text("2")
    press(page, "Tout supprimer")
    expect(page.locator("[data-transfer-left]")).to_have_text("0")
    press(page, "Annuler")
    expect(page.locator("[data-transfer-left]")).to_have_text("2")


@CHAPTER.step(
    "2.5", "alerter", "Alerter vos contacts", by="client",
    shows="Votre comptable est averti dans tous les cas ; cochez qui doit l’être aussi.",
)  # fmt: skip
def alert(page: Page, _scene: Scene) -> None:
    there(page, "group", "Alerter vos contacts")
    page.get_by_label("Marc Aurelle (Conseil)").check()


@CHAPTER.step(
    "2.6", "tout-transferer", "Tout transférer", by="client",
    shows="« Tout transférer » finalise le dépôt : l’accusé nomme chaque document, sa taille et son empreinte.",
)  # fmt: skip
def send_all(page: Page, scene: Scene) -> None:
    press(page, "Tout transférer")
    page.wait_for_url("**/depots/*/")
    titled(page, "Accusé de dépôt n°")
    said(page, *NAMES)
    there(page, "link", "Accusé en PDF")
    scene.receipt = page.url


@CHAPTER.step(
    "2.7", "mes-dossiers", "Les documents sont dans le dossier choisi", by="client",
    shows="« Nom » et « Date » se trient ; cochez pour télécharger ou supprimer plusieurs documents à la fois.",
)  # fmt: skip
def my_folders(page: Page, _scene: Scene) -> None:
    press(page, "Fichiers en cours", "link")
    there(page, "columnheader", "Nom", "Date")
    page.get_by_role("columnheader", name="Nom").get_by_role("link").click()
    expect(rows(page).first).to_contain_text("facture_coop_012020.pdf")
    page.get_by_label("Cocher « facture_coop_022020.pdf »").check()
    there(page, "button", "Télécharger", "Supprimer")


@CHAPTER.step(
    "2.8", "doublon", "Un document déjà déposé est signalé", by="client",
    shows="Le même fichier est reconnu avant d’être envoyé : retirez-le, ou déposez-le quand même.",
)  # fmt: skip
def twin(page: Page, _scene: Scene) -> None:
    page.goto("/documents/transfert/")
    page.locator("main input[type=file]").set_input_files([pdf(NAMES[0])])
    said(page, "Déjà déposé le")
    there(page, "button", f"Déposer quand même {NAMES[0]}")
    press(page, "Tout supprimer")


@CHAPTER.step(
    "2.9", "visualiser", "Visualiser, télécharger, supprimer", by="client",
    shows="La page d’un document le montre, dit qui l’a consulté, et permet de le télécharger ou de le supprimer.",
)  # fmt: skip
def look(page: Page, _scene: Scene) -> None:
    page.goto("/documents/fichiers-en-cours/")
    press(page, NAMES[0], "link")
    titled(page, NAMES[0])
    expect(page.locator(".viewer img").first).to_be_visible()
    there(page, "link", "Télécharger")
    there(page, "button", "Supprimer")
    said(page, "Personne du cabinet ne l’a encore ouvert.")
