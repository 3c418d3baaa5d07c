"""The scanner ends: what it may take of the time is said for each of its steps."""

import json

import pytest

from scan import wapiti
from scan.__main__ import PLANTED, Demonstration, Told
from scan.wapiti import Found


def test_the_time_is_shared_between_looking_around_and_each_kind_of_attack():
    told = wapiti.limits(240)
    assert dict(zip(told[::2], told[1::2], strict=True)) == {"--max-scan-time": "60", "--max-attack-time": "40"}


def test_the_demonstration_has_the_time_to_make_its_people_up(tmp_path):
    assert Demonstration(tmp_path, "", 1).patience >= 300


def faults(*kinds):
    return [Found(kind, "/somewhere/", "told") for kind in kinds]


def test_what_is_found_is_said_and_kept_as_each_person_ends(tmp_path, capsys):
    told = Told(tmp_path / "var" / "scan.json")
    told.control(faults(*PLANTED))
    told.add("agent", faults("SQL Injection"))
    assert "agent: 1 found\n    SQL Injection: /somewhere/\n" in capsys.readouterr().out
    assert json.loads(told.path.read_text())["found"]["agent"][0]["kind"] == "SQL Injection"


@pytest.mark.parametrize(
    ("planted", "found", "is_bad"),
    [(PLANTED, [], False), (PLANTED, ["SQL Injection"], True), (PLANTED - {"SQL Injection"}, [], True)],
)
def test_a_planted_fault_that_is_missed_or_another_that_is_found_is_a_failure(tmp_path, planted, found, is_bad):
    told = Told(tmp_path / "scan.json")
    told.control(faults(*planted))
    told.add("agent", faults(*found))
    assert told.is_bad == is_bad
