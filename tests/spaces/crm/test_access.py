"""Every address of this space, as every person of the organisation, and as their strangers."""

import csv
from pathlib import Path

import pytest
from django.db import transaction
from django.urls import reverse

from entregent.people.submissions import new_key
from entregent.spaces.crm import address
from tests.spaces.crm.team import COLUMNS

TABLE = Path(address.__file__).parent / "access.csv"
ROWS = list(csv.DictReader(TABLE.open(encoding="utf-8")))


@pytest.fixture
def things(team):
    """What the addresses of the table are about."""
    team.clients["bao"].hand_to(team.members["benevole"], by=team.viewer("responsable"))
    made = {"planned": team.plan(), "over": team.plan("task"), "bao": team.plan(on=team.clients["bao"])}
    made["over"].finish(by=team.viewer("conseillere"))
    return {"client": team.clients, "partner": team.partners, "contact": team.contacts, "activity": made}


def answered(team, things, row, person):
    """What one does is undone before the next."""
    kind, _, key = row["object"].partition(":")
    url = reverse(row["url"], args=[things[kind][key].pk] if kind else [])
    client, point = team.client(person), transaction.savepoint()
    typed = {"submission": new_key(team.viewer(person))} if person != "public" else {}
    answer = client.get(url) if row["method"] == "GET" else client.post(url, typed)
    transaction.savepoint_rollback(point)
    return answer.status_code


def test_access(team, things):
    wrong = []
    for row in ROWS:
        for person in COLUMNS:
            status = answered(team, things, row, person)
            if status != int(row[person]):
                wrong.append(f"{row['method']} {row['url']} {row['object']} as {person}: {status}")
    assert not wrong, "\n".join(wrong)


def test_whoever_has_no_post_here_finds_nothing(scenery):
    """The wall, at the door: people of another space."""
    for person in ("agent", "technicien", "responsable"):
        for name in ("dashboard", "clients", "partners", "contacts", "tasks"):
            assert scenery.client(person).get(reverse(f"crm:{name}")).status_code == 404
