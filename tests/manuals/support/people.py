"""4. Collaborateurs."""

from playwright.sync_api import Page, expect

from tests.manuals.manual import Chapter
from tests.manuals.sight import choose, press, rows, said, there, titled
from tests.manuals.support.scene import Scene

CHAPTER = Chapter()


@CHAPTER.step(
    "4", "collaborateurs", "La liste des collaborateurs", by="administrateur",
    shows="Vos collaborateurs, leur adresse mail et leur profil ; « Recherche avancée » filtre par colonne.",
)  # fmt: skip
def listed(page: Page, _scene: Scene) -> None:
    choose(page, "Collaborateurs")
    titled(page, "Liste des collaborateurs")
    there(page, "columnheader", "Nom", "Adresse mail", "Profil")
    for profile in ("Agent d’établissement", "Administrateur d’établissement", "Référent technique"):
        expect(rows(page).filter(has_text=profile).first).to_be_visible()
    press(page, "Recherche avancée", "link")
    there(page, "button", "Afficher ces lignes")


@CHAPTER.step(
    "4", "collaborateur", "Le détail d’un collaborateur", by="administrateur",
    shows="Un double clic montre la fiche d’un collaborateur et la liste de ses DI.",
)  # fmt: skip
def one(page: Page, _scene: Scene) -> None:
    choose(page, "Collaborateurs")
    rows(page).filter(has_text="Luc Amiel").locator("td").last.dblclick()
    titled(page, "Luc Amiel")
    said(page, "Agent d’établissement", "collegue@demo.example")
    there(page, "button", "Bloquer le compte")


@CHAPTER.step(
    "4", "blocage", "Bloquer un compte", by="administrateur",
    shows="Une question est posée avant de bloquer ; le compte bloqué ne peut plus se connecter, ses sessions se "
    "ferment aussitôt.",
)  # fmt: skip
def block(page: Page, _scene: Scene) -> None:
    press(page, "Bloquer le compte")
    there(page.get_by_role("dialog"), "button", "Le laisser ouvert", "Bloquer le compte")


@CHAPTER.step(
    "4", "deblocage", "Débloquer un compte", by="administrateur",
    shows="La manœuvre inverse rend l’accès au compte.",
)  # fmt: skip
def unblock(page: Page, _scene: Scene) -> None:
    press(page.get_by_role("dialog"), "Bloquer le compte")
    press(page, "Débloquer le compte")
    there(page, "button", "Bloquer le compte")
