"""2. Vos messages, 3. Vos archives."""

import re

from playwright.sync_api import Page, expect

from tests.manuals.manual import Chapter
from tests.manuals.secretariat.scene import ARCHIVED, WAITING, Scene
from tests.manuals.sight import choose, press, said, there, titled

CHAPTER = Chapter()


@CHAPTER.step(
    "2.1", "vos-messages", "« Vous avez 65 messages »", by="medecin",
    shows="Cinquante messages par page, les numéros de page en haut et en bas, les messages urgents en tête.",
)  # fmt: skip
def messages(page: Page, _scene: Scene) -> None:
    choose(page, "Vos messages")
    said(page, f"Vous avez {WAITING} messages")
    expect(page.locator(".slip")).to_have_count(50)
    expect(page.locator("nav.pager")).to_have_count(2)
    expect(page.locator(".slip").first).to_contain_text("Urgent")


@CHAPTER.step(
    "2.2", "types", "Les types de message", by="medecin",
    shows="Numéro, icône et mot du type, date et heure, informations, case à cocher.",
)  # fmt: skip
def kinds(page: Page, _scene: Scene) -> None:
    for word in ("Information", "Rendez-vous", "Visite", "Fax", "Urgent"):
        there(page, "link", word)
    expect(page.locator(".slip [name=cle]").first).to_be_visible()
    expect(page.get_by_role("link", name="06 12 34 56 78").first).to_have_attribute("href", "tel:+33612345678")


@CHAPTER.step(
    "2.3", "page-suivante", "La page suivante", by="medecin",
    shows="La deuxième page montre les quinze autres.",
)  # fmt: skip
def second_page(page: Page, _scene: Scene) -> None:
    page.locator("nav.pager").last.get_by_role("link", name="2", exact=True).click()
    expect(page.locator(".slip")).to_have_count(WAITING - 50)


@CHAPTER.step(
    "2.4", "fiche", "Du nom à la fiche du contact", by="medecin",
    shows="Pour un rendez-vous, le nom mène à la fiche détaillée, avec l’historique des messages et des rendez-vous.",
)  # fmt: skip
def sheet(page: Page, _scene: Scene) -> None:
    page.goto("/secretariat/messages/?type=rendez-vous")
    page.get_by_role("link", name="Dupont Hélène").first.click()
    titled(page, "Dupont Hélène")
    there(page, "heading", "Coordonnées", "Rendez-vous", "Messages")


@CHAPTER.step(
    "2.5", "plan", "De l’adresse au plan", by="medecin",
    shows="L’adresse mène à un plan ; rien n’est demandé à personne avant votre clic.",
)  # fmt: skip
def address(page: Page, _scene: Scene) -> None:
    page.goto("/secretariat/messages/?type=rendez-vous")
    page.get_by_role("link", name=re.compile("12 rue de l’Été")).first.click()
    there(page, "link", "Ouvrir dans OpenStreetMap")


@CHAPTER.step(
    "2.6", "urgent", "Prendre connaissance d’un message urgent", by="medecin",
    shows="« J’ai pris connaissance » : votre secrétariat le voit, et le message quitte la tête de la liste.",
)  # fmt: skip
def urgent(page: Page, _scene: Scene) -> None:
    page.goto("/secretariat/messages/?type=urgent")
    page.get_by_role("link", name="Ouvrir pour en prendre connaissance").click()
    press(page, "J’ai pris connaissance")
    said(page, "Lu par Medecin")


@CHAPTER.step(
    "2.7", "version-imprimable", "Version imprimable", by="medecin",
    shows="Les messages seuls, sans les menus.",
)  # fmt: skip
def paper(page: Page, _scene: Scene) -> None:
    page.goto("/secretariat/messages/?tout=1")
    press(page, "Version imprimable", "link")
    expect(page.locator(".slip")).to_have_count(WAITING)
    expect(page.get_by_role("navigation")).to_have_count(0)


@CHAPTER.step(
    "2.8", "exporter", "Exporter", by="medecin",
    shows="Choisissez les types d’appels, ceux qui ne sont pas archivés ou une période, puis les champs.",
)  # fmt: skip
def export(page: Page, _scene: Scene) -> None:
    page.goto("/secretariat/messages/?tout=1")
    press(page, "Exporter", "link")
    there(page, "checkbox", "Messages", "Rendez-vous", "Visites")
    there(page, "radio", "Ceux qui ne sont pas archivés", "Ceux reçus dans une période")


@CHAPTER.step(
    "2.9", "liste-des-appels", "La liste des appels", by="medecin",
    shows="La liste apparaît ; elle se prend au format Excel, Word, CSV ou ODS.",
)  # fmt: skip
def calls(page: Page, _scene: Scene) -> None:
    press(page, "Exporter")
    there(page, "link", "Excel", "Word", "CSV", "ODS")
    with page.expect_download() as begun:
        page.get_by_role("link", name="Excel").click()
    assert begun.value.suggested_filename.endswith(".xlsx")


@CHAPTER.step(
    "2.91", "archivage", "Archiver les messages cochés", by="medecin",
    shows="« Cocher/Décocher tout », puis « Archiver les messages cochés » ; « Annuler » les ramène.",
)  # fmt: skip
def archive(page: Page, _scene: Scene) -> None:
    page.goto("/secretariat/messages/?type=visite")
    count = page.locator(".slip").count()
    press(page, "Cocher/Décocher tout")
    expect(page.locator("[name=cle]:checked")).to_have_count(count)
    press(page, "Archiver les messages cochés")
    said(page, f"{count} messages archivés")
    press(page, "Annuler")
    said(page, f"Vous avez {WAITING} messages")


@CHAPTER.step(
    "3.1", "vos-archives", "« Vos archives »", by="medecin",
    shows="Vos messages archivés, cinquante par page, visibles 60 jours puis effacés.",
)  # fmt: skip
def archives(page: Page, _scene: Scene) -> None:
    choose(page, "Vos archives")
    said(page, f"Vous avez {ARCHIVED} messages archivés", "60 jours")
    expect(page.locator(".slip")).to_have_count(ARCHIVED)
