"""2. Page d’accueil: the header, the profile, the menu, the dashboard."""

from playwright.sync_api import Page, expect

from tests.cast import PASSWORD
from tests.manuals.manual import Chapter
from tests.manuals.sight import labelled, menu, press, rows, said, there, titled
from tests.manuals.support.scene import Scene

CHAPTER = Chapter()

STATUSES = ("À traiter", "En cours", "Clôture à valider", "Clôturée", "Annulée")
MONTHS = 12


@CHAPTER.step(
    "2.1", "accueil", "La page d’accueil", by="agent",
    shows="La barre d’en-tête reste toujours visible ; le tableau de bord compte les DI de votre établissement ; le "
    "menu mène à tout le reste. Le logo ramène ici.",
)  # fmt: skip
def home(page: Page, _scene: Scene) -> None:
    press(page, "Se connecter")
    titled(page, "Tableau de bord")
    page.locator("header .top-mark").click()
    titled(page, "Tableau de bord")


@CHAPTER.step(
    "2.2", "en-tete", "La barre d’en-tête", by="agent",
    shows="Logo, bandeau défilant et « News », « Tableau de bord », « Mon profil », « Déconnexion ». Le bandeau "
    "s’arrête et repart par son bouton.",
)  # fmt: skip
def header(page: Page, _scene: Scene) -> None:
    bar = page.get_by_role("banner")
    there(bar, "link", "News", "Tableau de bord", "Mon profil")
    there(bar, "button", "Déconnexion")
    page.emulate_media(reduced_motion="no-preference")  # else nothing moves, and nothing is there to stop
    press(bar, "Mettre les actualités en pause")
    there(bar, "button", "Faire défiler les actualités")


@CHAPTER.step(
    "2.2", "actualites", "Les informations de votre éditeur", by="agent",
    shows="« News » ouvre toutes les informations en cours ; les urgentes viennent d’abord.",
)  # fmt: skip
def news(page: Page, _scene: Scene) -> None:
    press(page.get_by_role("banner"), "News", "link")
    titled(page, "Actualités")
    there(page, "heading", "Nouvelle version", "Fermeture annuelle")


@CHAPTER.step(
    "2.2", "profil", "Mon profil", by="agent",
    shows="Vos informations, votre profil et vos demandes d’intervention, avec leur date de clôture.",
)  # fmt: skip
def profile(page: Page, _scene: Scene) -> None:
    press(page.get_by_role("banner"), "Mon profil", "link")
    titled(page, "Mon profil")
    there(page, "heading", "Informations générales", "Mes demandes d’intervention")
    labelled(page, "Genre", "Nom", "Prénom", "Adresse mail", "Téléphone", "Mot de passe actuel", "Nouveau mot de passe")
    said(page, "Obligatoire pour enregistrer vos nouvelles informations", "Agent d’établissement")
    there(page, "columnheader", "Contrat", "Sujet", "Date de dépôt", "Date de clôture", "Statut")
    said(page, "depuis plus de 3 mois sont archivées")


@CHAPTER.step(
    "2.2", "profil-enregistre", "Modifier ses informations", by="agent",
    shows="Le mot de passe actuel est demandé pour tout enregistrement ; sans lui, rien ne change et rien n’est perdu.",
)  # fmt: skip
def change_profile(page: Page, _scene: Scene) -> None:
    page.get_by_label("Téléphone").fill("01 99 00 41 12")
    press(page, "Enregistrer les modifications")
    page.locator("#errors").wait_for()
    expect(page.get_by_label("Téléphone")).to_have_value("01 99 00 41 12")
    page.get_by_label("Mot de passe actuel").fill(PASSWORD)
    press(page, "Enregistrer les modifications")
    said(page, "Vos informations sont enregistrées")


@CHAPTER.step(
    "2.3", "menu", "Le menu latéral", by="agent",
    shows="Une flèche à côté d’un onglet signifie qu’il se déroule : « Support » et « Établissement ».",
)  # fmt: skip
def side_menu(page: Page, _scene: Scene) -> None:
    page.goto("/support/")
    side = menu(page)
    for group in ("Support", "Établissement"):
        side.locator("summary", has_text=group).click()
    there(side, "link", "Déposer une DI", "Voir les DI de mon établissement", "Collaborateurs", "Mon établissement")
    there(side, "link", "Contrats", "Téléchargements", "Aide", "Site de Sylvaro Logiciels")


@CHAPTER.step(
    "2.4", "tableau-de-bord", "Le tableau de bord", by="agent",
    shows="Chaque pavé compte les DI d’un statut et mène à leur liste ; le graphique se lit aussi en tableau.",
)  # fmt: skip
def dashboard(page: Page, _scene: Scene) -> None:
    tiles = page.locator(".tile")
    for number, status in enumerate(STATUSES):
        expect(tiles.nth(number)).to_contain_text(status)
        count = int(tiles.nth(number).locator(".tile-count").inner_text())
        tiles.nth(number).click()
        page.wait_for_url("**vue=**")
        expect(rows(page)).to_have_count(count)
        page.goto("/support/")
    said(page, "Nombre de DI ouvertes/mois")
    page.get_by_text("Lire sous forme de tableau").click()
    expect(page.locator(".graph tbody tr")).to_have_count(MONTHS)
