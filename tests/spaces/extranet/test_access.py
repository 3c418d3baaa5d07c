"""Every address of this space, as every person of the body and its cabinets, and as their strangers."""

import csv
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction
from django.urls import reverse

from entregent.people.submissions import new_key
from entregent.spaces.extranet import address
from entregent.spaces.extranet.models import ChangeRequest, Correspondence, ListUpdate
from entregent.spaces.extranet.models.list_update import send_updates
from tests.spaces.extranet.body import COLUMNS

TABLE = Path(address.__file__).parent / "access.csv"
ROWS = list(csv.DictReader(TABLE.open(encoding="utf-8")))


class Things:
    """What the addresses of the table are about."""

    def __init__(self, body):
        self.body = body
        body.supervise()
        self.letters = {"new": body.send(), "asking": body.send(asks=True), "waiting": body.send(asks=True),
                        "archived": body.send(), "own": body.send("combret")}  # fmt: skip
        self.letters["archived"].open(by=body.viewer("superviseur"))
        self.answer = body.reply(self.letters["waiting"])
        self.change = ChangeRequest.ask(body.clients["chazel"].dossier, "fax", "02", by=body.viewer("superviseur"))

        by, own = body.viewer("superviseur"), body.own_dossier("combret")
        chazel = body.clients["chazel"].dossier
        self.document = body.publish()
        self.message = Correspondence.write(chazel, body.address(), "Objet", "Texte", by=by)
        self.training = body.training()
        self.registration = self.training.register(chazel, "Christian Chazel", by=by)
        self.lines = {
            key: ListUpdate(dossier=own, kind="added", name=key, on=date(2026, 1, 1)) for key in ("sent", "draft")
        }
        self.lines["sent"].put_in(by=by)
        send_updates(own, by=by)
        self.lines["draft"].put_in(by=by)

    def arguments(self, name):
        kind, _, key = name.partition(":")
        found = {
            "letter": lambda: [self.letters[key].pk], "answer": lambda: [self.answer.pk], "field": lambda: [key],
            "change": lambda: [self.change.pk], "client": lambda: [self.body.clients["chazel"].number],
            "client-field": lambda: [self.body.clients["chazel"].number, key],
            "campaign": lambda: [self.letters["new"].campaign_id],
            "person": lambda: [self.body.members[key].pk],
            "folder": lambda: [self.document.folder_id], "document": lambda: [self.document.pk],
            "message": lambda: [self.message.pk], "training": lambda: [self.training.pk],
            "registration": lambda: [self.registration.pk], "line": lambda: [self.lines[key].pk],
            "cabinet": lambda: [self.body.cabinets["combret"].pk],
        }  # fmt: skip
        return found[kind]() if name else []


def answered(body, things, row, person):
    """What one does is undone before the next."""
    url = reverse(row["url"], args=things.arguments(row["object"]))
    client, point = body.client(person), transaction.savepoint()
    typed = {"submission": new_key(body.viewer(person))} if person != "public" else {}
    answer = client.get(url) if row["method"] == "GET" else client.post(url, typed)
    transaction.savepoint_rollback(point)
    return answer.status_code


@pytest.fixture
def things(body):
    return Things(body)


def test_access(body, things):
    wrong = []
    for row in ROWS:
        for person in COLUMNS:
            status = answered(body, things, row, person)
            if status != int(row[person]):
                wrong.append(f"{row['method']} {row['url']} {row['object']} as {person}: {status}")
    assert not wrong, "\n".join(wrong)


def test_whoever_has_no_post_here_finds_nothing(scenery):
    """The wall, at the door: people of another space."""
    for person in ("agent", "technicien", "responsable"):
        for name in ("home", "letters", "own-letters", "sent", "clients", "help"):
            assert scenery.client(person).get(reverse(f"extranet:{name}")).status_code == 404


def test_the_table_sees_a_door_left_open(body, monkeypatch):
    """Planted: the guard of the letters sent is taken away."""
    from entregent.spaces.extranet.views import body as desk

    url = reverse("extranet:sent")
    assert body.client("superviseur").get(url).status_code == 404
    monkeypatch.setattr(desk, "of_body", lambda request: request.viewer)
    assert body.client("superviseur").get(url).status_code == 200
