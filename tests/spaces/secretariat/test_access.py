"""Every address of the secretariat, as every person of it: who enters is in access.csv."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection, transaction

from entregent.people.submissions import new_key
from tests import access
from tests.headers import faults_of
from tests.spaces.secretariat.cast import EVERYONE, Cast

ROWS = access.of_people(access.every_row(), EVERYONE)


def arguments(cast: Cast, name: str) -> list[Any]:
    kind, _, key = name.partition(":")
    if kind == "minute":
        agenda, start = cast.agendas[key], cast.engagements[key].starts_at
        return [agenda.pk, int(start.timestamp()) // 60 + 15]
    if kind == "line":
        return [cast.lines[key].dossier_id]
    if kind == "delivery":
        return [cast.messages[key].pk, 999_999]
    found = getattr(cast, f"{kind}s")[key] if kind != "archiving" else cast.message(f"archive-{key}").archiving
    return [found.pk]


def answer(cast: Cast, client: Any, row: dict[str, str], person: str) -> Any:
    url = access.address(row, lambda name: arguments(cast, name))
    if row["method"] == "GET":
        return client.get(url)
    key = {"submission": new_key(cast.viewer(person))} if person != "public" else {}
    return client.post(url, key)


@pytest.mark.parametrize("rows", access.batches(ROWS, 30), ids=lambda rows: rows[0]["url"])
def test_access(secretariat, rows):
    wrong = []
    people = EVERYONE if connection.vendor == "sqlite" else ("operatrice", "medecin")
    clients = {person: secretariat.client(person) for person in people}
    for row in rows:
        for person, client in clients.items():
            point = transaction.savepoint()
            said = answer(secretariat, client, row, person)
            transaction.savepoint_rollback(point)
            faults = [*faults_of(said, is_kept=False)]
            if said.status_code != int(row[person]):
                faults.append(f"{said.status_code}, not {row[person]}")
            wrong += [f"{row['method']} {row['url']} {row['object']} as {person}: {fault}" for fault in faults]
    assert not wrong, "\n".join(wrong)


def test_there_are_rows(secretariat):
    assert len(ROWS) > 60


def test_a_guard_taken_away_is_noticed(secretariat, monkeypatch):
    """Planted: the desk's own page opens to a subscriber."""
    from entregent.spaces.secretariat.views import desk

    row = next(row for row in ROWS if row["url"] == "secretariat:desk")
    client = secretariat.client("medecin")
    assert answer(secretariat, client, row, "medecin").status_code == 404
    monkeypatch.setattr(desk, "provider", lambda request: request.viewer)
    assert answer(secretariat, client, row, "medecin").status_code == 200


def test_hidden_and_absent_look_the_same(secretariat):
    client = secretariat.client("avocat")
    hidden = secretariat.messages["medecin"].pk
    pages = [client.get(f"/secretariat/messages/{pk}/") for pk in (hidden, 999_999)]
    bodies = [page.content.replace(page.wsgi_request.reference.encode(), b"") for page in pages]
    assert pages[0].status_code == pages[1].status_code == 404
    assert bodies[0].replace(f"/{hidden}/".encode(), b"") == bodies[1].replace(b"/999999/", b"")


@pytest.mark.parametrize("url", ["/support/", "/support/demandes/", "/support/contrats/1/"])
def test_the_wall_towards_another_space(secretariat, url):
    for person in EVERYONE[1:]:
        assert secretariat.client(person).get(url).status_code == 404


def test_the_wall_from_another_space(scenery):
    for person in ("agent", "technicien", "responsable", "admin"):
        client = scenery.client(person)
        for url in ("/secretariat/", "/secretariat/messages/", "/secretariat/appels/", "/secretariat/abonnes/1/"):
            assert client.get(url).status_code == 404
