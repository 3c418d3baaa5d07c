"""What the invented vendor lets its customers download: twelve resources, with small files drawn when they are told."""

from __future__ import annotations

import zipfile
from datetime import timedelta
from io import BytesIO
from random import Random
from typing import NamedTuple

from django.core.files.uploadedfile import SimpleUploadedFile

from entregent.core import clock
from entregent.files import attaching, receiving
from entregent.library.models import PURPOSE, Category, Release, Resource
from entregent.spaces.support.contract_audiences import PRODUCT, SERVICE
from entregent.spaces.support.demo import papers
from entregent.spaces.support.demo.places import World
from entregent.spaces.support.demo.requests import PRODUCTS
from entregent.spaces.support.models import Product, Service

UPDATES, TOOLS, DOCUMENTS = "Mises à jour", "Outils", "Documentation"
NAMES = {data.key: data.name for data in PRODUCTS}


class Edition(NamedTuple):
    """A version. state: "published", "withdrawn" or "kept"."""

    label: str
    days_ago: int
    news: str = ""
    state: str = "published"


class Offer(NamedTuple):
    """file: its name, with {} for the version. products: keys. services: names. weight: in kilobytes, about."""

    category: str
    name: str
    name_en: str
    file: str
    weight: int
    products: tuple[str, ...]
    editions: tuple[Edition, ...]
    notes: str = ""
    services: tuple[str, ...] = ()


OFFERS = (
    Offer(UPDATES, "Orpaie, mise à jour ou installation", "Orpaie, update or installation", "orpaie-{}.zip", 148,
          ("payroll",), (
        Edition("7.19.2", 210),
        Edition("7.20.0", 74, "Nouvelle saisie des éléments variables.\n\nLa base est reprise à la première "
                "ouverture : comptez vingt minutes pour mille agents."),
        Edition("7.20.1", 6, "Corrige le contrôle avant dépôt des déclarations de décembre."),
    ), "À passer sur le serveur, tous les postes fermés."),
    Offer(UPDATES, "Indemnis, mise à jour ou installation", "Indemnis, update or installation", "indemnis-{}.zip", 96,
          ("allowances",), (
        Edition("4.2", 190), Edition("4.3", 31, "Échéancier par trimestre, reprise des dossiers clos."),
    )),
    Offer(UPDATES, "Comptalis, mise à jour ou installation", "Comptalis, update or installation", "comptalis-{}.zip",
          121, ("finance",), (
        Edition("11.0", 160), Edition("11.0.2", 45, "Corrige l’édition des mandats de plus de cent lignes."),
        Edition("11.1-rc1", 2, "Pour les sites pilotes.", "kept"),
    )),
    Offer(UPDATES, "Constantes de paie", "Payroll constants", "constantes-{}.csv", 0, ("payroll",), (
        Edition("2026.01", 320), Edition("2026.07", 140), Edition("2026.10", 40, "Taux applicables au 1er octobre."),
    ), "À importer dans Orpaie, menu Paramétrage."),
    Offer(UPDATES, "Barèmes d’allocations", "Allowance rates", "baremes-{}.csv", 0, ("allowances",), (
        Edition("2026.04", 230),
    )),
    Offer(TOOLS, "Outils d’installation", "Installation tools", "outils-installation-{}.zip", 102, (), (
        Edition("3.0", 300), Edition("3.1", 88, "Prend en charge les serveurs récents."),
    ), "Pour le référent technique.", ("Logiciel",)),
    Offer(TOOLS, "Contrôle avant dépôt", "Check before filing", "controle-depot-{}.zip", 18, ("payroll",), (
        Edition("1.3", 120, state="withdrawn"), Edition("1.4", 52),
    )),
    Offer(TOOLS, "Export vers le tableur", "Export to a spreadsheet", "export-tableur-{}.zip", 24,
          ("finance", "allowances"), (Edition("2.0", 99),)),
    Offer(DOCUMENTS, "Manuel de mise à jour d’Orpaie", "Orpaie update manual", "manuel-orpaie-{}.pdf", 0,
          ("payroll",), (
        Edition("7.20", 74),
    )),
    Offer(DOCUMENTS, "Écritures de fin d’année", "Year-end entries", "fin-annee-{}.pdf", 0, ("finance",), (
        Edition("2025", 330), Edition("2026", 12, "Calendrier et écritures de l’exercice."),
    )),
    Offer(DOCUMENTS, "Prise en main d’Indemnis", "First steps with Indemnis", "indemnis-prise-en-main-{}.pdf", 0,
          ("allowances",), (Edition("4.3", 31),)),
    Offer(DOCUMENTS, "Lettre statutaire", "Letter on public service law", "lettre-statutaire-{}.pdf", 0, (), (
        Edition("12", 100), Edition("13", 9, "Congés, temps partiel, indemnités : ce qui change."),
    ), services=("Juridique",)),
)  # fmt: skip


def publish(world: World) -> None:
    """Each version on its day, by the manager; the last ones were taken by a few of those who may."""
    manager, chance = world.desk.manager, Random(31)  # noqa: S311 (a story, not a secret)
    categories = {one.name: one for one in Category.objects.visible_to(manager)}
    keys = {
        PRODUCT: dict(Product.objects.visible_to(manager).values_list("name", "pk")),
        SERVICE: dict(Service.objects.visible_to(manager).values_list("name", "pk")),
    }
    for offer in OFFERS:
        meant = {PRODUCT: {keys[PRODUCT][NAMES[one]] for one in offer.products},
                 SERVICE: {keys[SERVICE][one] for one in offer.services}}  # fmt: skip
        with clock.at(clock.now() - timedelta(days=max(one.days_ago for one in offer.editions) + 1)):
            resource = Resource(
                house=world.desk.house, space="support", category=categories[offer.category], name=offer.name,
                name_en=offer.name_en, notes=offer.notes,
            )  # fmt: skip
            resource.save(force_insert=True)
            resource.address(meant, by=manager)
        releases = [issue(world, resource, offer, edition) for edition in offer.editions]
        note_downloads(world, releases[-1], offer, chance)


def issue(world: World, resource: Resource, offer: Offer, edition: Edition) -> Release:
    manager, moment = world.desk.manager, clock.now() - timedelta(days=edition.days_ago)
    with clock.at(moment):
        name = offer.file.format(edition.label)
        sent = SimpleUploadedFile(name, package_bytes(name, offer, edition))
        release = Release(resource=resource, label=edition.label, released_on=moment.date(), notes=edition.news)
        release.add([receiving.take_plain_file(manager, sent, PURPOSE).uuid], by=manager)
        if edition.state != "kept":
            release.publish(by=manager)
        if edition.state == "withdrawn":
            release.withdraw("Refuse à tort les dossiers sans matricule.", by=manager)
    return release


def note_downloads(world: World, release: Release, offer: Offer, chance: Random) -> None:
    """Some of the agents who hold one of its products have downloaded it since."""
    if not release.is_published:
        return
    (file,) = attaching.files_of(release)
    able = [place for place in world.places if not offer.products or set(offer.products) & place.contracts.keys()]
    for place in chance.sample(able, min(4, len(able))):
        since = (clock.now() - (release.published_at or clock.now())) * chance.random()
        with clock.at(clock.now() - since):
            attaching.record_file_event("files.file.fetched", file, by=chance.choice(place.agents))


def package_bytes(name: str, offer: Offer, edition: Edition) -> bytes:
    ending = name.rpartition(".")[2]
    if ending == "zip":
        return package(offer, edition)
    return papers.DRAWN[ending]((offer.name, f"Version {edition.label}", edition.news.partition("\n")[0]))


def package(offer: Offer, edition: Edition) -> bytes:
    """An archive of about its weight: a note, and bytes that nobody will read."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("LISEZMOI.txt", f"{offer.name}\r\nVersion {edition.label}\r\nFichier de démonstration.\r\n")
        archive.writestr("paquet.bin", Random(edition.label).randbytes(offer.weight * 1024))  # noqa: S311 (filling)
    return made.getvalue()
