"""4. Agenda."""

from playwright.sync_api import Page, expect

from tests.manuals.manual import Chapter
from tests.manuals.secretariat.scene import Scene
from tests.manuals.sight import choose, press, said, there

CHAPTER = Chapter()
FREE = "td.is-consultation:not(.is-past)"


def at(page: Page, scene: Scene) -> None:
    page.goto(scene.agenda)
    cell = page.locator(FREE).first
    scene.slot = scene.slot or cell.get_attribute("data-key") or ""


@CHAPTER.step(
    "4.1", "agenda-du-jour", "La vue journalière", by="medecin",
    shows="L’agenda s’ouvre sur la date du jour.",
)  # fmt: skip
def today(page: Page, _scene: Scene) -> None:
    choose(page, "Agenda")
    expect(page.get_by_role("grid")).to_be_visible()
    expect(page.get_by_role("link", name="Jour", exact=True)).to_have_attribute("aria-current", "true")


@CHAPTER.step(
    "4.2", "agenda-de-la-semaine", "Le mode « Semaine »", by="medecin",
    shows="Sept jours côte à côte.",
)  # fmt: skip
def week(page: Page, _scene: Scene) -> None:
    press(page, "Semaine", "link")
    expect(page.locator("[data-time-grid] thead th")).to_have_count(8)


@CHAPTER.step(
    "4.3", "couleurs", "Non travaillé, libre, visite", by="medecin",
    shows="Gris : non travaillé ; blanc : « libre » ; vert : « visite » ; occupé : son texte.",
)  # fmt: skip
def states(page: Page, scene: Scene) -> None:
    page.goto(f"{scene.agenda}&heures=toutes")
    for kind, word in (("closed", "non travaillé"), ("consultation", "libre"), ("visit", "visite"), ("busy", "Dupont")):
        expect(page.locator(f"td.is-{kind}").first).to_contain_text(word)


@CHAPTER.step(
    "4.4", "cadenas", "Le cadenas", by="medecin",
    shows="Un clic bloque le créneau : « Rendez-vous pris » ; « Annuler » le libère.",
)  # fmt: skip
def padlock(page: Page, scene: Scene) -> None:
    at(page, scene)
    page.locator(f"td[data-key='{scene.slot}'] [data-verb='lock']").click()
    expect(page.locator(f"td[data-key='{scene.slot}']")).to_contain_text("Rendez-vous pris")


@CHAPTER.step(
    "4.5", "corbeille", "La corbeille sur un créneau occupé", by="medecin",
    shows="Le rendez-vous est annulé et la plage redevient libre ; « Rétablir » le ramène tant qu’elle l’est.",
)  # fmt: skip
def cancel(page: Page, scene: Scene) -> None:
    page.locator(f"td[data-key='{scene.slot}'] [data-verb='bin']").click()
    expect(page.locator(f"td[data-key='{scene.slot}']")).to_contain_text("libre")
    there(page, "button", "Rétablir")


@CHAPTER.step(
    "4.6", "fermeture", "La corbeille sur un créneau libre", by="medecin",
    shows="Le créneau devient non travaillé, ce jour-là seulement, et la flèche bleue apparaît.",
)  # fmt: skip
def close(page: Page, scene: Scene) -> None:
    page.locator(f"td[data-key='{scene.slot}'] [data-verb='bin']").click()
    expect(page.locator(f"td[data-key='{scene.slot}']")).to_contain_text("non travaillé")
    expect(page.locator(f"td[data-key='{scene.slot}'] [data-verb='arrow']")).to_be_visible()


@CHAPTER.step(
    "4.7", "fleche", "La flèche bleue", by="medecin",
    shows="Elle rend le créneau.",
)  # fmt: skip
def arrow(page: Page, scene: Scene) -> None:
    page.locator(f"td[data-key='{scene.slot}'] [data-verb='arrow']").click()
    expect(page.locator(f"td[data-key='{scene.slot}']")).to_contain_text("libre")


@CHAPTER.step(
    "4.8", "dialogue", "Un clic sur un créneau", by="medecin",
    shows="Une fenêtre s’ouvre, avec deux onglets : « Rendez-vous » et « Paramètres ».",
)  # fmt: skip
def dialogue(page: Page, scene: Scene) -> None:
    page.locator(f"td[data-key='{scene.slot}'] [data-slot]").click()
    there(page, "tab", "Rendez-vous", "Paramètres")


@CHAPTER.step(
    "4.9", "liste-des-contacts", "« Voir la liste des contacts »", by="medecin",
    shows="Une fenêtre avec un champ de recherche ; « Sélectionner » à la ligne du contact.",
)  # fmt: skip
def contacts(page: Page, _scene: Scene) -> None:
    page.get_by_role("link", name="Voir la liste des contacts").click()
    page.get_by_label("Nom, numéro, date de naissance").fill("dup 1975")
    page.get_by_role("link", name="Sélectionner Dupont Hélène").click()
    expect(page.get_by_label("Texte affiché sur l’agenda")).to_have_value("Dupont Hélène")


@CHAPTER.step(
    "4.91", "rendez-vous", "Motif, durée, nouveau patient", by="medecin",
    shows="Le motif, la durée en minutes sur plusieurs créneaux, « nouveau patient », puis l’enregistrement.",
)  # fmt: skip
def booked(page: Page, scene: Scene) -> None:
    page.get_by_label("Motif").fill("Renouvellement")
    page.get_by_label("Durée, en minutes").fill("30")
    page.get_by_role("checkbox", name="Nouveau patient").check()
    press(page, "Enregistrer le rendez-vous")
    expect(page.locator(f"td[data-key='{scene.slot}']")).to_contain_text("Dupont Hélène")
    expect(page.locator(f"td[data-key='{scene.slot}']")).to_have_attribute("rowspan", "2")


@CHAPTER.step(
    "4.92", "parametres", "L’onglet « Paramètres »", by="medecin",
    shows="La nature, la couleur et une note privée ; les plages de travail de l’agenda sont à un clic.",
)  # fmt: skip
def settings(page: Page, scene: Scene) -> None:
    page.locator(f"td[data-key='{scene.slot}'] [data-slot]").first.click()
    page.get_by_role("tab", name="Paramètres").click()
    for label in ("Nature", "Couleur", "Note privée"):
        expect(page.get_by_label(label)).to_be_visible()
    said(page, "Plages de travail de l’agenda")
