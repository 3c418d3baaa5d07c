"""1. Authentification: « accès clients », identifier and password, the favourite, the forgotten password."""

from playwright.sync_api import Page, expect

from tests.manuals.manual import Chapter
from tests.manuals.secretariat.scene import Scene
from tests.manuals.sight import press, said, there, titled
from tests.spaces.secretariat.cast import PASSWORD

CHAPTER = Chapter()
STRANGER = "visiteur"
ROBOT = "Je ne suis pas un robot"


@CHAPTER.step(
    "1.1", "acces-clients", "L’accueil et ses « Accès clients »", by=STRANGER,
    shows="Sur la page d’accueil de votre prestataire, cliquez sur « Accès clients ».",
)  # fmt: skip
def home(page: Page, _scene: Scene) -> None:
    page.goto("/")
    press(page, "Accès clients", "link")
    titled(page, "Se connecter")


@CHAPTER.step(
    "1.2", "identifiant", "Identifiant et mot de passe", by="medecin",
    shows="Saisissez l’identifiant remis par votre télésecrétariat et votre mot de passe ; cochez « Rester connecté » "
    "sur un appareil qui n’est qu’à vous.",
)  # fmt: skip
def sign_in(page: Page, _scene: Scene) -> None:
    page.goto("/connexion/")
    page.get_by_label("Adresse mail ou identifiant").fill("SEC-medecin")
    page.get_by_label("Mot de passe", exact=False).first.fill(PASSWORD)
    page.get_by_role("checkbox", name="Rester connecté sur cet appareil").check()
    expect(page.get_by_role("checkbox", name=ROBOT)).to_be_checked()


@CHAPTER.step(
    "1.3", "premiere-page", "Vos messages à l’arrivée", by="medecin",
    shows="La connexion mène à vos messages ; « Se déconnecter » est sur toutes les pages, sous votre nom.",
)  # fmt: skip
def arrive(page: Page, _scene: Scene) -> None:
    press(page, "Se connecter")
    page.wait_for_url("**/secretariat/messages/**")
    there(page, "heading", "Vos messages")


@CHAPTER.step(
    "1.4", "ancien-favori", "Un favori qui portait le mot de passe", by=STRANGER,
    shows="Un mot de passe dans une adresse est jeté : il ne connecte personne, et la page dit quoi garder à la place.",
)  # fmt: skip
def old_favourite(page: Page, _scene: Scene) -> None:
    page.goto(f"/?identifiant=SEC-medecin&pass={PASSWORD}")
    said(page, "Un mot de passe dans une adresse")
    expect(page.get_by_label("Adresse mail ou identifiant")).to_have_value("SEC-medecin")
    assert PASSWORD not in page.url


@CHAPTER.step(
    "1.5", "mot-de-passe-oublie", "Mot de passe oublié ?", by=STRANGER,
    shows="Donnez votre identifiant ou votre adresse : un courriel apporte un lien qui marche une fois, jamais un "
    "mot de passe.",
)  # fmt: skip
def forgotten(page: Page, _scene: Scene) -> None:
    page.goto("/connexion/")
    press(page, "Mot de passe oublié ?", "link")
    titled(page, "Mot de passe oublié")
    page.get_by_label("Adresse mail").fill("SEC-medecin")
    expect(page.get_by_role("checkbox", name=ROBOT)).to_be_checked()
    press(page, "Soumettre la demande")
    page.wait_for_url("**/envoye/")
    said(page, "60 minutes")
