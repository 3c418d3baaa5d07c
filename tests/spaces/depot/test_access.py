"""Every address of this space, as every person of the firm, as its strangers, and as whoever has no post in it."""

import csv
from pathlib import Path

import pytest
from django.db import transaction
from django.urls import reverse

from entregent.documents.models import Document, Folder
from entregent.people.audiences import PARTY
from entregent.people.submissions import new_key
from entregent.spaces.depot import address
from entregent.spaces.depot.models import Absence, ClientGroup, Handler
from tests.spaces.depot.firm import COLUMNS

ROWS = list(csv.DictReader((Path(address.__file__).parent / "access.csv").open(encoding="utf-8")))


class Things:
    """What the addresses of the table are about."""

    def __init__(self, firm):
        self.firm = firm
        house, partner = firm.houses["firm"], firm.viewer("associee")
        self.papers = {"handed": firm.paper("client", "a.txt"), "taken": firm.paper("client", "b.txt"),
                       "asked": firm.paper("client", "c.txt"), "removed": firm.paper("client", "d.txt"),
                       "closed": firm.paper("client", "e.txt", verdict="unscannable")}  # fmt: skip
        for name in ("taken", "asked"):
            self.papers[name].take(firm.category, 2026, by=firm.viewer("comptable"))
        self.papers["asked"].ask_removal("Erreur", by=firm.viewer("client"))
        self.papers["removed"].remove(by=firm.viewer("client"))
        self.folder = Folder(house=house, space="depot", name="Paie")
        self.folder.keep({}, by=partner)
        self.empty = Folder(house=house, space="depot", name="Vide")
        self.empty.keep({}, by=partner)
        meant = {PARTY: {firm.parties["bakery"].pk}}
        self.document = Document(
            house=house, space="depot", folder=self.folder, title="Bulletin", link="https://a.example/"
        )
        self.document.publish(meant, by=partner)
        self.gone = Document(house=house, space="depot", folder=self.folder, title="Ancien", link="https://a.example/")
        self.gone.publish(meant, by=partner)
        self.gone.trash(by=partner)
        self.group = ClientGroup.objects.create(house=house, name="Artisans")
        self.absence = Absence(house=house, member=firm.members["comptable"], deputy=firm.members["remplacante"],
                               first="2026-01-01", last="2026-01-31")  # fmt: skip
        self.absence.save()

    def arguments(self, name):
        kind, _, key = name.partition(":")
        found = {
            "paper": lambda: self.papers[key].pk, "deposit": lambda: self.papers["handed"].deposit.number,
            "party": lambda: self.firm.parties[key].pk, "folder": lambda: self.folder.pk,
            "empty": lambda: self.empty.pk, "document": lambda: self.document.pk, "gone": lambda: self.gone.pk,
            "group": lambda: self.group.pk, "absence": lambda: self.absence.pk,
            "handler": lambda: Handler.objects.unscoped("test").first().pk,
            "destination": lambda: self.firm.destinations["Conseil"].pk, "category": lambda: self.firm.category.pk,
        }  # fmt: skip
        return [found[kind]()] if name else []


@pytest.fixture
def things(firm):
    return Things(firm)


def test_access(firm, things):
    """What one does is undone before the next."""
    wrong = []
    clients = {person: firm.client(person) for person in COLUMNS}
    for row in ROWS:
        url = reverse(row["url"], args=things.arguments(row["object"]))
        for person, client in clients.items():
            point = transaction.savepoint()
            typed = {"submission": new_key(firm.viewer(person))} if person != "public" else {}
            answer = client.get(url) if row["method"] == "GET" else client.post(url, typed)
            transaction.savepoint_rollback(point)
            if answer.status_code != int(row[person]):
                wrong.append(f"{row['method']} {row['url']} {row['object']} as {person}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)


def test_whoever_has_no_post_here_finds_nothing(scenery):
    """The wall, at the door: people of another space."""
    for person in ("agent", "technicien", "responsable"):
        for name in ("home", "published", "papers", "arrivals", "transfer", "help"):
            assert scenery.client(person).get(reverse(f"depot:{name}")).status_code == 404


def test_the_table_sees_a_door_left_open(firm, things, monkeypatch):
    """Planted: the guard of the arrivals is taken away."""
    from entregent.spaces.depot.views import papers

    url = reverse("depot:arrivals")
    assert firm.client("client").get(url).status_code == 404
    monkeypatch.setattr(papers, "firm", lambda request: request.viewer)
    assert firm.client("client").get(url).status_code == 200
