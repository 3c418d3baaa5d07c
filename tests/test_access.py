"""Every address, as every person: the tables say who enters, and an address without a row fails."""

import pytest
from django.db import connection, transaction
from django.urls import path, reverse

from entregent.core.bridge import doors
from tests import access
from tests.headers import faults_of

TABLES = access.tables()
KEPT = ("accent", "manifest", "app-icon")  # the same for all, and somebody's own to nobody
ONCE_MORE = ("agent", "administrateur", "responsable", "admin")  # who open most: the others are asked on SQLite


def is_once_more():
    return connection.vendor == "postgresql"


def test_every_address_has_a_row():
    named = {row["url"] for row in access.every_row()}
    missing = sorted(access.everything() - named)
    assert not missing, f"no row in access.csv for: {', '.join(missing)}"


def test_no_row_is_left_of_an_address_that_is_gone():
    assert {row["url"] for row in access.every_row()} <= access.everything()


def test_an_address_without_a_row_is_noticed():
    planted = [path("oups/", lambda request: None, name="oups"), path("sans-nom/", lambda request: None)]
    assert set(access.names(planted)) - {row["url"] for row in access.every_row()} == {"oups", "sans-nom/"}


def test_a_raw_door_without_a_row_is_noticed(monkeypatch):
    monkeypatch.setitem(doors._doors, "/oups/", object())
    assert access.everything() - {row["url"] for row in access.every_row()} == {"/oups/"}


@pytest.mark.django_db
@pytest.mark.parametrize("rows", access.batches(TABLES), ids=lambda rows: "{method} {url} {object}".format(**rows[0]))
def test_access(rows, scenery):
    """Each person comes to the same untouched scene: what one does is undone before the next.

    Whatever is answered carries the safe headers.
    """
    wrong = []
    clients = {person: scenery.client(person) for person in (ONCE_MORE if is_once_more() else access.PEOPLE)}
    for row in rows:
        for person, client in clients.items():
            point = transaction.savepoint()
            answer = scenery.answer(client, row, person)
            transaction.savepoint_rollback(point)
            faults = [*faults_of(answer, is_kept=row["url"] in KEPT)]
            if answer.status_code != int(row[person]):
                faults.append(f"{answer.status_code}, not {row[person]}")
            wrong += [f"{row['method']} {row['url']} {row['object']} as {person}: {fault}" for fault in faults]
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
def test_the_sweep_sees_a_door_left_open(scenery, monkeypatch):
    """A guard that is taken away shows: the desk's own page then opens to an agent."""
    from entregent.spaces.support.views import establishments

    row = next(row for row in TABLES if row["url"] == "support:establishments")
    client = scenery.client("agent")
    assert scenery.answer(client, row, "agent").status_code == 404
    monkeypatch.setattr(establishments, "provider", lambda request: request.viewer)
    assert scenery.answer(client, row, "agent").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("person", ["agent", "administrateur", "autre", "etranger"])
def test_hidden_and_absent_look_the_same(scenery, person):
    """What may not be seen answers with the very page of what does not exist, but for its reference."""
    client = scenery.client(person)
    hidden = scenery.cast.requests["school" if person != "autre" else "to_handle"].number
    pages = [client.get(reverse("support:request", args=[number])) for number in (hidden, 999_999)]
    bodies = [page.content.replace(page.wsgi_request.reference.encode(), b"") for page in pages]
    assert pages[0].status_code == pages[1].status_code == 404
    assert bodies[0].replace(f"/{hidden}/".encode(), b"") == bodies[1].replace(b"/999999/", b"")
