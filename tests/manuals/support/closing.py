"""3.3 Clôture d’une demande: the desk proposes, the owner confirms with the questionnaire, or refuses."""

import re

from playwright.sync_api import Page, expect

from tests.manuals.manual import Chapter
from tests.manuals.sight import press, rows, said, there, titled
from tests.manuals.support.scene import Scene

CHAPTER = Chapter()

LEVELS = ("Très satisfait(e)", "Satisfait(e)", "Insatisfait(e)")
POINTS = ("Le délai de traitement", "Le suivi", "La solution apportée", "Réglementaire", "Technique", "Humain")


@CHAPTER.step(
    "3.3", "prise-en-charge", "Le support prend la demande en charge", by="technicien",
    shows="Un technicien prend la demande en charge : elle passe « En cours », à son nom.",
)  # fmt: skip
def take(page: Page, scene: Scene) -> None:
    page.goto(scene.filed)
    press(page, "Prendre en charge")
    expect(page.locator("#request-state")).to_contain_text("En cours")
    expect(page.locator("#request-facts")).to_contain_text("Théo Marchand")


@CHAPTER.step(
    "3.3", "proposition", "Le support propose la clôture", by="technicien",
    shows="Quand tout est fait, il propose la clôture avec quelques mots : la demande attend son propriétaire.",
)  # fmt: skip
def propose(page: Page, scene: Scene) -> None:
    press(page, "Proposer la clôture", "link")
    page.get_by_role("textbox", name=re.compile("Message")).click()
    page.keyboard.type("Bonjour, la version 7.20 corrige l’affichage.")
    press(page, "Proposer la clôture")
    expect(page.locator("#request-state")).to_contain_text("Clôture à valider")


@CHAPTER.step(
    "3.3", "attente", "Une clôture à valider", by="agent",
    shows="La DI porte l’enveloppe et le statut « Clôture à valider » ; elle s’ouvre sur ce qui est attendu de vous.",
)  # fmt: skip
def awaited(page: Page, scene: Scene) -> None:
    page.goto("/support/demandes/?vue=cloture-a-valider")
    expect(rows(page)).to_have_count(2)
    page.goto(scene.filed)
    there(page, "link", "Valider la clôture", "Refuser la clôture")


@CHAPTER.step(
    "3.3", "questionnaire", "Le questionnaire de clôture", by="agent",
    shows="Une note de 0 à 10, un niveau de satisfaction pour chaque point, un commentaire. Rien n’est coché d’avance.",
)  # fmt: skip
def questionnaire(page: Page, _scene: Scene) -> None:
    press(page, "Valider la clôture", "link")
    titled(page, "Questionnaire de clôture")
    said(page, "Quelle note de satisfaction, comprise entre 0 et 10")
    said(page, "Quel est votre niveau de satisfaction concernant")
    expect(page.locator("input[type=radio]:checked")).to_have_count(0)
    there(page, "group", *POINTS)
    for point in POINTS:
        there(page.get_by_role("group", name=point), "radio", *LEVELS)
        page.get_by_role("group", name=point).get_by_role("radio", name=LEVELS[0], exact=True).check()
    page.get_by_role("radio", name="9", exact=True).check()
    page.get_by_label("Commentaire").fill("Réponse claire, merci.")


@CHAPTER.step(
    "3.3", "demande-cloturee", "La demande est clôturée", by="agent",
    shows="Le questionnaire rempli clôture la demande ; vos réponses restent lisibles et se corrigent 24 heures.",
)  # fmt: skip
def closed(page: Page, _scene: Scene) -> None:
    press(page, "Clôturer la demande")
    expect(page.locator("#request-state")).to_contain_text("Clôturée")
    said(page, "9 / 10", "Réponse claire, merci.")


@CHAPTER.step(
    "3.3", "refus", "Refuser la clôture", by="agent",
    shows="S’il manque quelque chose, refusez la clôture et dites quoi : la demande repasse « En cours ».",
)  # fmt: skip
def refuse(page: Page, scene: Scene) -> None:
    page.goto(scene.address("to_confirm"))
    press(page, "Refuser la clôture", "link")
    page.get_by_role("textbox", name="Que manque-t-il encore").click()
    page.keyboard.type("Le second bulletin manque toujours.")
    press(page, "Renvoyer au support")
    expect(page.locator("#request-state")).to_contain_text("En cours")
