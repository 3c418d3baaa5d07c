"""Sixty documents that the firm published over a year: for one client, a group, or all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.utils import timezone
from django.utils.formats import date_format

from entregent.core import clock
from entregent.core.clock import now
from entregent.documents.models import PUBLISHING, Document, Folder
from entregent.documents.shelving import mark_read
from entregent.people.audiences import PARTY, Groups
from entregent.people.viewer import Viewer
from entregent.spaces.depot.client_audiences import GROUP
from entregent.spaces.depot.demo.handing_in import office_hours, send
from entregent.spaces.depot.demo.papers import Paper, accounts, letter, payslip
from entregent.spaces.depot.demo.world import World

FOLDERS = ("Comptes annuels", "Paie", "Fiscal", "Courriers du cabinet", "Actualités")
EMPLOYEES = {
    "bakery": ("Solenn Karadoux", "Idris Bellomar"), "garage": ("Maxence Rouvelon",), "joinery": ("Tilda Ossentrain",),
}  # fmt: skip
FLYERS = (
    ("Facture électronique : ce qui change", "Les étapes à venir, et ce que le cabinet prépare pour vous."),
    ("Calendrier fiscal du trimestre", "Les dates à retenir, mois par mois."),
    ("Frais kilométriques : le barème", "Comment tenir votre relevé de trajets."),
    ("Bien numériser vos pièces", "300 dpi, niveaux de gris, un fichier par document."),
    ("Embaucher un apprenti", "Aides, contrat, déclaration : les étapes."),
    ("Clôture de l’exercice : la liste des pièces", "Ce qu’il faut réunir avant la fin du mois."),
)
PAGE = "https://trois-rivieres.demo.example/guide-facture"
MONTHS, YEAR = 11, 350


@dataclass(frozen=True)
class Issue:
    """One document. days_ago: when it was published."""

    folder: str
    title: str
    summary: str
    days_ago: float
    groups: Groups
    content: bytes = b""
    link: str = ""


def publish(world: World) -> None:
    folders = {}
    with clock.at(now() - timedelta(days=YEAR)):
        for position, name in enumerate(FOLDERS):
            folders[name] = folder = Folder(house=world.house, space="depot", name=name, position=position)
            folder.keep({}, by=world.partner)
    for issue in sorted(issues(world), key=lambda one: -one.days_ago):
        publish_one(world, folders[issue.folder], issue, office_hours(now() - timedelta(days=issue.days_ago)))


def publish_one(world: World, folder: Folder, issue: Issue, at: datetime) -> None:
    by = world.viewers["comptable"] if issue.folder in ("Paie", "Fiscal") else world.partner
    with clock.at(at):
        files = [send(by, Paper(f"{issue.title}.pdf", issue.content), PUBLISHING)] if issue.content else []
        document = Document(house=world.house, space="depot", folder=folder, title=issue.title, summary=issue.summary,
                            link=issue.link, starts_at=at)  # fmt: skip
        document.publish(issue.groups, files, by=by)
    if issue.days_ago > 12:
        for reader in readers(world, issue):
            with clock.at(min(at + timedelta(days=1.3), now())):
                mark_read(document, reader.acting)


def readers(world: World, issue: Issue) -> Iterator[Viewer]:
    meant = issue.groups.get(PARTY)
    for key, people in world.people.items():
        if meant is None or world.parties[key].pk in meant:
            yield people[0]


def issues(world: World) -> Iterator[Issue]:
    chance = Random(60)  # noqa: S311 (a story, not a secret)
    year = timezone.localdate(now()).year
    for key, client in world.clients.items():
        own: Groups = {PARTY: {world.parties[key].pk}}
        name, house = client.name, world.house.name
        made, ago = accounts(house, name, year - 1, chance), 210 + chance.random()
        yield Issue(
            "Comptes annuels", f"Comptes annuels {year - 1}", "Bilan et compte de résultat.", ago, own, made
        )  # fmt: skip
        for month in range(MONTHS):
            yield from of_month(world, key, own, month, chance)
        yield tax_letter(house, name, own, chance)
    yield from for_all(world, chance)


def of_month(world: World, key: str, own: Groups, month: int, chance: Random) -> Iterator[Issue]:
    ago = 30 * (MONTHS - month) - 26 + chance.random()
    words = date_format(now() - timedelta(days=ago + 4), "F Y")
    for employee in EMPLOYEES[key]:
        slip = payslip(world.house.name, world.clients[key].name, employee, words, chance)
        yield Issue("Paie", f"Bulletin {words}, {employee}", "Bulletin de paie à remettre au salarié.", ago, own, slip)


def tax_letter(house: str, name: str, own: Groups, chance: Random) -> Issue:
    subject = "Acompte d’impôt sur les sociétés"
    text = (
        "Nous avons préparé l’acompte du trimestre. Il sera prélevé le 15 du mois sur le compte que vous avez déclaré.",
        "Vérifiez que ce compte est provisionné ; dites-nous avant le 10 si vous souhaitez moduler l’acompte.",
    )
    ago = 40 + chance.random() * 30
    day = timezone.localdate(now() - timedelta(days=ago))
    return Issue("Fiscal", subject, "À lire avant le 10 du mois.", ago, own, letter(house, name, subject, text, day))


def for_all(world: World, chance: Random) -> Iterator[Issue]:
    for rank, (title, summary) in enumerate(FLYERS):
        ago = 20 + 45 * rank + chance.random() * 10 if rank else 2.2
        day = timezone.localdate(now() - timedelta(days=ago))
        text = (summary, "Cette note informe, elle ne remplace pas l’examen de votre situation par votre comptable.")
        groups: Groups = {GROUP: {world.group.pk}} if rank == 3 and world.group else {}
        content = letter(world.house.name, "nos clients", title, text, day)
        yield Issue("Actualités", title, summary, ago, groups, content)
    yield Issue("Actualités", "Guide en ligne de la facture électronique", "La page du cabinet, tenue à jour.", 9.5, {},
                link=PAGE)  # fmt: skip
    for rank, subject in enumerate(("Vos interlocuteurs au cabinet", "Fermeture estivale", "Nos honoraires")):
        ago = 60 + 70 * rank
        text = ("Ce courrier est adressé à tous les clients du cabinet.", "Votre comptable répond à vos questions.")
        day = timezone.localdate(now() - timedelta(days=ago))
        content = letter(world.house.name, "nos clients", subject, text, day)
        yield Issue("Courriers du cabinet", subject, "", ago, {}, content)
