"""3.1 and 3.2: file a request, find it, read it, answer it; whose it is."""

import re

from playwright.sync_api import Page, expect

from tests.manuals.manual import Chapter
from tests.manuals.sight import absent, choose, press, rows, said, there, titled
from tests.manuals.support.scene import Scene

CHAPTER = Chapter()

SUBJECT = "Bulletin introuvable"
LOOK = 30_000  # milliseconds for the server to look inside a file, on a machine that does much else


@CHAPTER.step(
    "3.1", "depot", "Déposer une DI", by="agent",
    shows="Choisissez le contrat : les informations propres à son produit apparaissent. Donnez un sujet, décrivez, "
    "joignez une ou plusieurs pièces.",
)  # fmt: skip
def fill_in(page: Page, _scene: Scene) -> None:
    choose(page, "Déposer une DI", "Support")
    titled(page, "Déposer une nouvelle demande d’intervention")
    page.get_by_label("Contrat").select_option(label=page.locator("option", has_text="Orpaie").inner_text().strip())
    page.get_by_label("Module").select_option("Bulletins")
    page.get_by_label("Version").fill("7.19")
    page.get_by_label("Sujet").fill(SUBJECT)
    page.get_by_role("textbox", name="Description").click()
    page.keyboard.type("Bonjour, le bulletin de mai ne s’affiche plus.")
    there(page, "button", "Gras", "Italique", "Liste à puces", "Lien", "Tableau")
    file = {"name": "ecran.txt", "mimeType": "text/plain", "buffer": "Écran de mai\n".encode()}
    page.locator("input[type=file]").first.set_input_files([file])
    expect(page.locator(".upload-row", has_text="ecran.txt")).to_contain_text("Reçu", timeout=LOOK)


@CHAPTER.step(
    "3.1", "depot-enregistre", "La DI est déposée", by="agent",
    shows="La demande reçoit son numéro et le statut « À traiter » ; le support est averti.",
)  # fmt: skip
def submit(page: Page, scene: Scene) -> None:
    press(page, "Soumettre la DI")
    titled(page, SUBJECT)
    said(page, "est déposée", "À traiter", "ecran.txt")
    scene.filed = page.url


@CHAPTER.step(
    "3.2", "liste", "Voir les DI de mon établissement", by="agent",
    shows="Les DI en cours de l’établissement. L’enveloppe marque celles qui attendent une réponse de leur "
    "propriétaire.",
)  # fmt: skip
def listed(page: Page, _scene: Scene) -> None:
    choose(page, "Voir les DI de mon établissement", "Support")
    titled(page, "Liste des demandes d’intervention de mon établissement")
    there(page, "columnheader", "N°", "Contrat", "Sujet", "Agent", "Support", "Date de la demande", "Statut")
    expect(rows(page).filter(has_text="Sujet closed")).to_have_count(0)
    expect(rows(page).filter(has_text="Demande à réaffecter")).to_have_count(1)
    expect(rows(page).filter(has_text="Sujet to_confirm")).to_contain_text("En attente de réponse de son propriétaire")


@CHAPTER.step(
    "3.2", "cloturees", "Afficher les DI clôturées", by="agent",
    shows="Les DI clôturées sont cachées au départ ; ce bouton les ajoute.",
)  # fmt: skip
def with_closed(page: Page, _scene: Scene) -> None:
    press(page, "Afficher les DI clôturées", "link")
    expect(rows(page).filter(has_text="Sujet closed")).to_contain_text("Clôturée")


@CHAPTER.step(
    "3.2", "recherche", "Rechercher, trier, choisir le nombre de résultats", by="agent",
    shows="La recherche ignore accents et majuscules ; un clic sur un titre de colonne trie ; le nombre de résultats "
    "par page se choisit sous la liste.",
)  # fmt: skip
def search(page: Page, _scene: Scene) -> None:
    press(page, "25", "link")
    page.get_by_role("columnheader", name="Sujet").get_by_role("link").click()
    page.wait_for_url("**tri=**")
    page.get_by_label("Rechercher dans cette liste").fill("BULLETIN")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=BULLETIN**")
    expect(rows(page)).to_have_count(1)


@CHAPTER.step(
    "3.2", "detail", "Le détail d’une demande", by="agent",
    shows="Un double clic ouvre la DI : son numéro, son service, son contrat, l’historique des messages et, en bas, la "
    "zone de réponse.",
)  # fmt: skip
def detail(page: Page, _scene: Scene) -> None:
    rows(page).first.locator("td").first.dblclick()
    titled(page, SUBJECT)
    said(page, "Demande d’intervention n°", "Service : Logiciel", "Contrat : Orpaie")
    there(page, "link", "Modifier", "Annuler la demande d’intervention", "Aller en bas de la page")
    there(page, "link", "Aller en haut de la page")
    there(page, "heading", "Historique des messages", "Répondre à la demande d’intervention")


@CHAPTER.step(
    "3.2", "reponse", "Répondre à la demande d’intervention", by="agent",
    shows="Écrivez sous les messages ; le brouillon est gardé pendant que vous écrivez.",
)  # fmt: skip
def answer(page: Page, _scene: Scene) -> None:
    page.get_by_role("textbox", name="Votre réponse").click()
    page.keyboard.type("J’ajoute que cela concerne aussi juin.")
    press(page, "Envoyer le message")
    expect(page.locator(".message").last).to_contain_text("aussi juin")


@CHAPTER.step(
    "3.2", "modification", "Modifier une demande", by="agent",
    shows="Le sujet et les informations complémentaires se modifient tant que la demande est en cours.",
)  # fmt: skip
def change(page: Page, scene: Scene) -> None:
    page.goto(scene.filed)
    press(page.locator("#request-actions"), "Modifier", "link")
    page.get_by_label("Module").select_option("Déclarations")
    press(page, "Enregistrer")
    said(page, "La demande est modifiée", "Déclarations")


@CHAPTER.step(
    "3.2", "autre-proprietaire", "La demande d’un autre", by="collegue",
    shows="Vous ouvrez la DI d’un collègue sans pouvoir la modifier : la page dit à qui elle appartient et qui peut "
    "vous la réaffecter.",
)  # fmt: skip
def of_another(page: Page, scene: Scene) -> None:
    page.goto(scene.filed)
    said(page, "Cette demande appartient à Nadia Ferrand")
    absent(page, "button", "Envoyer le message")
    absent(page, "link", "Annuler la demande d’intervention")


@CHAPTER.step(
    "3.2", "a-reaffecter", "Une demande à réaffecter", by="agent",
    shows="Une DI dont le propriétaire est parti porte « Demande à réaffecter » : chacun la lit, un administrateur la "
    "donne à quelqu’un.",
)  # fmt: skip
def orphan(page: Page, scene: Scene) -> None:
    page.goto(scene.address("orphan"))
    said(page, "Demande à réaffecter")
    absent(page, "button", "Envoyer le message")


@CHAPTER.step(
    "3.2", "reaffectation", "Réaffecter une demande", by="administrateur",
    shows="L’administrateur de l’établissement choisit le nouveau propriétaire, qui en est averti.",
)  # fmt: skip
def hand_over(page: Page, scene: Scene) -> None:
    page.goto(scene.address("orphan"))
    press(page, "Réaffecter", "link")
    page.get_by_label("Nouveau propriétaire").select_option(label="Nadia Ferrand")
    press(page, "Réaffecter")
    said(page, "La demande appartient désormais à Nadia Ferrand")


@CHAPTER.step(
    "3.2", "annulation", "Annuler la demande d’intervention", by="agent",
    shows="Le propriétaire annule sa demande en disant pourquoi ; elle reste lisible.",
)  # fmt: skip
def cancel(page: Page, scene: Scene) -> None:
    page.goto(scene.address("to_handle"))
    press(page, "Annuler la demande d’intervention", "link")
    page.get_by_label(re.compile("Motif|Raison|Pourquoi")).fill("Réglé entre-temps.")
    press(page, "Annuler la demande")
    said(page, "La demande est annulée", "Annulée")
