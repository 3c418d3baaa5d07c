"""5. Mon établissement, and 6. Téléchargements."""

from playwright.sync_api import Page, expect

from tests.manuals.manual import Chapter
from tests.manuals.sight import choose, press, rows, said, there, titled
from tests.manuals.support.scene import Scene

CHAPTER = Chapter()


@CHAPTER.step(
    "5", "etablissement", "Mon établissement : infos générales", by="agent",
    shows="L’identification et les coordonnées de votre établissement.",
)  # fmt: skip
def general(page: Page, _scene: Scene) -> None:
    choose(page, "Mon établissement", "Établissement")
    titled(page, "Mon établissement · Centre hospitalier de Valmorel")
    there(page, "heading", "Identification", "Coordonnées")
    said(page, "Raison sociale", "Nom complet", "Ville", "Code postal", "Téléphone", "Fax")
    there(page, "link", "Infos générales", "Agents", "Contrats")


@CHAPTER.step(
    "5", "agents", "Mon établissement : les agents", by="agent",
    shows="La liste des agents, avec leur numéro, leur profil et s’ils sont actifs.",
)  # fmt: skip
def agents(page: Page, _scene: Scene) -> None:
    press(page.locator("main"), "Agents", "link")
    there(page, "columnheader", "Numéro", "Nom", "Adresse mail", "Profil", "Actif")
    page.get_by_label("Rechercher dans cette liste").fill("évrard")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=**")
    expect(rows(page)).to_have_count(1)


@CHAPTER.step(
    "5", "contrats", "Mon établissement : les contrats", by="agent",
    shows="Les contrats de l’établissement, leurs numéros, leurs dates, et s’ils sont actifs.",
)  # fmt: skip
def contracts(page: Page, _scene: Scene) -> None:
    choose(page, "Contrats", "Établissement")
    there(page, "columnheader", "N° du contrat", "N° de licence", "Contrat", "Date de signature", "Actif")
    expect(rows(page)).to_have_count(4)


@CHAPTER.step(
    "6", "telechargements", "Les téléchargements", by="agent",
    shows="Les documents et les paquets de vos contrats actifs, rangés par rubrique, avec leur taille.",
)  # fmt: skip
def downloads(page: Page, _scene: Scene) -> None:
    choose(page, "Téléchargements")
    titled(page, "Liste des téléchargements")
    said(page, "SHA-256", "Version 1.9")
    with page.expect_download() as coming:
        press(page, "Télécharger", "link")
    assert coming.value.suggested_filename == "1.9.zip"
