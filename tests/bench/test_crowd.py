import json
import os
import subprocess
import sys

import pytest
from django.core.management import call_command
from django.test import Client

from bench import __main__ as command
from bench import archives, crowd, report, seats


@pytest.fixture
def people(db):
    call_command("populate", scale=0.002, verbosity=0)


def test_everyone_asks_for_pages_that_are_theirs(people):
    placed = [*seats.at_the_desk(3), *seats.customers(2)]
    assert len({seat.session for seat in placed}) == 5
    for seat in placed:
        client = Client()
        client.cookies["session"] = seat.session
        assert {client.get(address).status_code for _kind, address in seat.pages} == {200}
    assert {kind for kind, _address in placed[0].pages} == {crowd.DESK, crowd.SEARCH}
    assert {kind for kind, _address in placed[-1].pages} == {crowd.CUSTOMER}


def test_the_night_archives_what_is_due_and_says_how_much(people, capsys):
    archives.main()
    assert json.loads(capsys.readouterr().out)["moved"] > 50
    archives.main()
    assert json.loads(capsys.readouterr().out)["moved"] == 0


def test_a_wait_too_long_is_told():
    quick, slow = [0.05] * 20, [0.05] * 10 + [0.9] * 10
    found = list(crowd._waits({crowd.CUSTOMER: quick, crowd.DESK: quick, crowd.SEARCH: slow}))
    assert [figure.is_kept for figure in found] == [True, True, False]
    assert "p95 900 ms" in report.Run("SQLite 3", 10, 1.0, crowd=found).told()


def test_what_a_process_started_counts_with_it():
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        assert {os.getpid(), child.pid} <= set(crowd._family(os.getpid()))
    finally:
        child.communicate(b"\n")


def test_the_ground_is_filled_once(tmp_path, monkeypatch):
    ran = []
    monkeypatch.setattr(command.Ground, "run", lambda self, *words: ran.append(words[1]))
    with command.ground("", tmp_path / "kept") as place:
        place.fill(1)
        (place.folder / "entregent.sqlite3").touch()
        assert place.fill(1) == 0
    assert ran == ["migrate", "populate", "migrate"]
    assert place.folder.exists()
