"""1. Se connecter."""

from playwright.sync_api import Page, expect

from tests.cast import PASSWORD
from tests.manuals.manual import Chapter
from tests.manuals.sight import press, said, there, titled
from tests.manuals.support.scene import Scene

CHAPTER = Chapter()

DOOR = "/connexion/"
STRANGER = "visiteur"
ROBOT = "Je ne suis pas un robot"


def tick(page: Page) -> None:
    """The box ticks itself while one types."""
    expect(page.get_by_role("checkbox", name=ROBOT)).to_be_checked()


@CHAPTER.step(
    "1.1", "connexion", "Se connecter", by="agent",
    shows="Saisissez votre adresse mail et votre mot de passe, cochez « Je ne suis pas un robot », puis cliquez sur "
    "« Se connecter ».",
)  # fmt: skip
def sign_in(page: Page, _scene: Scene) -> None:
    page.goto(DOOR)
    there(page, "button", "Se connecter")
    there(page, "link", "Mot de passe oublié ?", "Demande ou mise à jour de compte")
    page.get_by_label("Adresse mail ou identifiant").fill("agent@demo.example")
    page.get_by_label("Mot de passe", exact=False).first.fill(PASSWORD)
    tick(page)


@CHAPTER.step(
    "1.2", "mot-de-passe-oublie", "Mot de passe oublié", by=STRANGER,
    shows="Donnez l’adresse mail de votre compte, puis cliquez sur « Soumettre la demande ».",
)  # fmt: skip
def forgotten(page: Page, _scene: Scene) -> None:
    page.goto(DOOR)
    press(page, "Mot de passe oublié ?", "link")
    titled(page, "Mot de passe oublié")
    page.get_by_label("Adresse mail").fill("collegue@demo.example")
    tick(page)
    there(page, "button", "Soumettre la demande")


@CHAPTER.step(
    "1.2", "lien-par-courriel", "Le lien est envoyé", by=STRANGER,
    shows="Un lien qui ne sert qu’une fois arrive dans votre boîte ; il mène au choix d’un nouveau mot de passe.",
)  # fmt: skip
def forgotten_done(page: Page, _scene: Scene) -> None:
    press(page, "Soumettre la demande")
    page.wait_for_url("**/envoye/")
    said(page, "60 minutes")


@CHAPTER.step(
    "1.3", "demande-de-compte", "Demander un compte ou sa mise à jour", by=STRANGER,
    shows="Remplissez chaque champ obligatoire : nom, prénom, téléphone, adresse mail et raison sociale.",
)  # fmt: skip
def ask_for_an_account(page: Page, _scene: Scene) -> None:
    page.goto(DOOR)
    press(page, "Demande ou mise à jour de compte", "link")
    press(page, "Sylvaro Logiciels", "link")
    titled(page, "Demande ou mise à jour de compte")
    page.get_by_role("radio").first.check()
    for label, words in (
        ("Nom", "Aubry"), ("Prénom", "Solène"), ("Téléphone", "01 99 00 47 12"),
        ("Adresse mail", "solene.aubry@demo.example"), ("Raison sociale", "Centre hospitalier de Valmorel"),
    ):  # fmt: skip
        page.get_by_label(label).first.fill(words)
    said(page, "obligatoire")
    tick(page)


@CHAPTER.step(
    "1.3", "demande-recue", "La demande est transmise", by=STRANGER,
    shows="Une personne lit la demande ; la réponse arrive par courriel.",
)  # fmt: skip
def asked(page: Page, _scene: Scene) -> None:
    press(page, "Soumettre la demande")
    titled(page, "Votre demande est envoyée")
