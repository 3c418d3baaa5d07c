"""What a space costs: a throw-away one, with a model, a list, a record, an act, a menu, help and two people."""

import gc
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from entregent.lists.page import ListPage, every_list
from entregent.notify import families
from entregent.people.space import SPACES, register_space
from entregent.records import page
from entregent.site import declared, spaces
from entregent.spaces.support.announcements import RequestRecipients
from tests.house.sizes import code
from tools.steps import ROOT
from tools.suite import kept_bytecode

TRIAL = Path(__file__).parent / "spaces" / "trial"
MOST_LINES = 200


@pytest.mark.drill
def test_it_costs_at_most_two_hundred_lines_and_works():
    """And one line elsewhere, its key in SPACES."""
    lines = sum(map(code, TRIAL.glob("*.py"))) + sum(1 for page in TRIAL.rglob("*.html") for _ in page.open())
    assert lines <= MOST_LINES, lines
    command = [sys.executable, "-m", "tests.declared.trial"]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=kept_bytecode() | {"ENTREGENT_DATABASE_URL": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.endswith("WALKED\n"), done.stdout + done.stderr


NOTHING = {
    "pages": (), "recipients": (), "live": {}, "owners": {}, "creations": (), "audiences": (), "rights": (),
    "purposes": (), "number": "", "holdings": tuple,
}  # fmt: skip


@pytest.mark.parametrize(
    ("part", "words"),
    [("pages", "kind of record"), ("recipients", "kind of mail"), ("live", "live part"), ("owners", "owner of files"),
     ("creations", "creation"), ("audiences", "audience"), ("rights", "right"), ("number", "pattern of numbers")],
)  # fmt: skip
def test_two_that_claim_one_name_stop_the_start(part, words):
    support = SPACES["support"]
    other = replace(support, key="other", **NOTHING | {part: getattr(support, part)})
    with pytest.raises(ImproperlyConfigured, match=f"'support' and 'other' both claim the {words}"):
        spaces.refuse_clashes([support, other])
    spaces.refuse_clashes([support, replace(other, **NOTHING)])


def test_two_of_one_key_stop_the_start():
    with pytest.raises(ValueError, match="'support'"):
        register_space(replace(SPACES["support"], label="Twin"))


def test_two_lists_of_one_name_stop_the_start():
    twin = type("RequestList", (ListPage,), {"__module__": "entregent.spaces.support.lists"})
    with pytest.raises(ValueError, match=r"support\.RequestList"):
        every_list()
    del twin
    gc.collect()  # classes are known by those above them, weakly
    every_list()


def test_two_pages_and_two_families_of_one_name_stop_the_start():
    with pytest.raises(ValueError, match="'demandes'"):
        page.register_pages(type("Other", (page.PAGES["demandes"],), {}))
    with pytest.raises(ValueError, match=r"'support\.intervention\.'"):
        families.register_family(type("Other", (RequestRecipients,), {})())


def test_two_at_one_address_stop_the_start(monkeypatch):
    monkeypatch.setattr(declared, "_places", lambda keys: [(key, Here) for key in keys])
    with pytest.raises(ValueError, match="'one' and 'two' both lie at /ici/"):
        declared.limits_of(["one", "two"])


class Here:
    PATH, LIMITS = "ici/", {}
