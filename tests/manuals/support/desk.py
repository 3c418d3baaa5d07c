"""The desk of the publisher, help, and the end of a session."""

from playwright.sync_api import Page, expect

from tests.manuals.manual import Chapter
from tests.manuals.sight import choose, menu, press, rows, said, there, titled
from tests.manuals.support.scene import Scene

CHAPTER = Chapter()


@CHAPTER.step(
    "7", "file", "Le bureau du support : les demandes", by="technicien",
    shows="Toutes les demandes des clients ; celles que personne n’a prises en charge sont marquées.",
)  # fmt: skip
def queue(page: Page, _scene: Scene) -> None:
    page.goto("/support/")
    there(menu(page), "link", "Demandes", "Messages types", "Établissements", "Aide")
    choose(page, "Demandes")
    there(page, "columnheader", "Établissement", "Agent", "Support", "Statut")
    expect(rows(page).filter(has_text="École supérieure de Brécy")).to_have_count(1)


@CHAPTER.step(
    "7", "messages-types", "Les messages types", by="technicien",
    shows="Les textes que le support écrit souvent ; les noms entre accolades prennent leur valeur à l’insertion.",
)  # fmt: skip
def standard(page: Page, _scene: Scene) -> None:
    choose(page, "Messages types")
    titled(page, "Messages types")
    there(page, "link", "Accusé")


@CHAPTER.step(
    "7", "clients", "Les établissements clients", by="responsable",
    shows="Chaque établissement avec ses agents, ses contrats et ses formations.",
)  # fmt: skip
def customers(page: Page, _scene: Scene) -> None:
    page.goto("/support/")
    choose(page, "Établissements")
    press(page.locator("main"), "Centre hospitalier de Valmorel", "link")
    there(page.locator("main"), "link", "Agents", "Contrats", "Formations")


@CHAPTER.step(
    "7", "ressources", "Les ressources à télécharger", by="responsable",
    shows="Les documents et paquets publiés, leurs versions et les contrats qui y donnent droit.",
)  # fmt: skip
def resources(page: Page, _scene: Scene) -> None:
    choose(page, "Ressources")
    titled(page, "Ressources")
    there(page, "link", "Guide", "Ajouter une ressource")


@CHAPTER.step(
    "7", "demandes-de-compte", "Les demandes de compte", by="responsable",
    shows="La demande reçue de la page de connexion attend une réponse : l’accepter, ou la refuser en disant pourquoi.",
)  # fmt: skip
def applications(page: Page, _scene: Scene) -> None:
    choose(page, "Demandes de compte", "Administration")
    press(page.locator("main"), "Solène Aubry", "link")
    said(page, "Centre hospitalier de Valmorel", "01 99 00 47 12")
    there(page, "link", "Refuser la demande")


@CHAPTER.step(
    "7", "actualite", "Écrire une actualité pour certains clients", by="responsable",
    shows="Une actualité s’adresse à tous les clients, à ceux d’un service, d’un contrat ou d’un profil, ou à vous.",
)  # fmt: skip
def news(page: Page, _scene: Scene) -> None:
    choose(page, "Actualités", "Administration")
    press(page, "Rédiger une actualité", "link")
    products = page.get_by_role("group", name="Avec un contrat actif pour ces produits")
    expect(products).to_be_hidden()
    page.get_by_label("Titre").first.fill("Orpaie 7.20 est disponible")
    page.get_by_role("radio", name="Certains clients").check()
    products.get_by_role("checkbox", name="Orpaie").check()
    there(page, "group", "De ces profils", "Avec un contrat actif de ces services")
    press(page, "Enregistrer")
    said(page.locator("main"), "Orpaie 7.20 est disponible")  # the banner shows one news item at a time


@CHAPTER.step(
    "8", "aide", "L’aide", by="agent",
    shows="Le mode d’emploi, les horaires, les délais, et qui peut faire quoi, d’après les droits en vigueur.",
)  # fmt: skip
def help_page(page: Page, _scene: Scene) -> None:
    choose(page, "Aide")
    titled(page, "Aide")
    there(page, "heading", "Déposer une DI", "Clôturer", "Qui peut faire quoi")
    there(page, "columnheader", "Agent d’établissement", "Administrateur d’établissement", "Référent technique")


@CHAPTER.step(
    "9", "deconnexion", "Se déconnecter", by="agent",
    shows="« Déconnexion » ferme la session ; la page de connexion revient.",
)  # fmt: skip
def sign_out(page: Page, _scene: Scene) -> None:
    press(page.get_by_role("banner"), "Déconnexion")
    page.goto("/support/demandes/")
    there(page, "button", "Se connecter")
