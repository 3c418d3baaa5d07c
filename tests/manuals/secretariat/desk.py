"""5. The other side: an operator answers."""

from playwright.sync_api import Page, expect

from tests.manuals.manual import Chapter
from tests.manuals.secretariat.scene import Scene
from tests.manuals.sight import choose, press, said, there, titled

CHAPTER = Chapter()


@CHAPTER.step(
    "5.1", "ecran-d-appel", "L’écran d’appel", by="operatrice",
    shows="Le numéro appelé ouvre l’abonné : accueil, consignes, appelant, derniers messages, créneaux libres.",
)  # fmt: skip
def call(page: Page, _scene: Scene) -> None:
    page.goto("/secretariat/appels/ecran/?numero=0612345678&appele=0199004501")
    titled(page, "Cabinet Aubertin")
    said(page, "Bonjour de medecin", "Dupont Hélène")
    there(page, "heading", "Qui appelle ?", "Prendre un message", "Créneaux libres")


@CHAPTER.step(
    "5.2", "prise-de-message", "Prendre un message", by="operatrice",
    shows="Le type, l’urgence, ce qui a été dit ; le message part selon les règles de l’abonné.",
)  # fmt: skip
def message(page: Page, _scene: Scene) -> None:
    page.get_by_role("radio", name="Visite").check()
    page.get_by_label("Message", exact=False).last.fill("Demande un passage dans la matinée")
    press(page, "Enregistrer et transmettre")
    said(page, "Demande un passage dans la matinée")


@CHAPTER.step(
    "5.3", "message-recu", "Le message chez l’abonné", by="medecin",
    shows="Il attend en tête de la liste, avec son numéro.",
)  # fmt: skip
def received(page: Page, _scene: Scene) -> None:
    page.goto("/secretariat/messages/?tout=1")
    expect(page.locator(".slip").first).to_contain_text("Demande un passage dans la matinée")


@CHAPTER.step(
    "5.4", "premier-creneau", "Le premier créneau libre", by="operatrice",
    shows="Sur plusieurs agendas, ceux qui lui sont confiés seulement.",
)  # fmt: skip
def openings(page: Page, _scene: Scene) -> None:
    choose(page, "Appels")
    press(page, "Premier créneau libre", "link")
    said(page, "Agenda medecin")
    expect(page.get_by_text("Agenda avocat")).to_have_count(0)


@CHAPTER.step(
    "5.5", "regles", "Les règles de l’abonné", by="medecin",
    shows="Accueil, transmission, consignes, plages de travail et exceptions.",
)  # fmt: skip
def rules(page: Page, _scene: Scene) -> None:
    choose(page, "Règles de ma ligne")
    there(page, "heading", "Accueil et ligne", "Comment les messages sont transmis", "Consignes aux opératrices")
    there(page, "link", "Ajouter une plage", "Fermer ou ouvrir des dates")
