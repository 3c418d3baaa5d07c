"""What a log must never tell: a link that opens a door."""

import logging
from datetime import datetime
from types import SimpleNamespace

import pytest

from entregent.site.logs import OneLine

TOKEN = "q9x_Zt-Rw3kLmN8vB2cYs7hG"
PATHS = (
    "/invitation/{}/", "/acces/{}/", "/profil/adresse/{}/", "/mot-de-passe-oublie/1-{}/", "/demande/?preuve={}&a=b",
)  # fmt: skip


def logged(path):
    return OneLine().format(logging.LogRecord("a", logging.WARNING, "", 1, "Not Found: %s", (path,), None))


@pytest.mark.parametrize("path", PATHS)
def test_a_key_in_an_address_is_not_logged(path):
    said = logged(path.format(TOKEN))
    assert TOKEN not in said
    assert path.partition("{}")[0].rpartition("/")[0] in said


def test_a_line_says_its_zone_and_the_reference_that_the_error_page_told():
    record = logging.LogRecord("a", logging.ERROR, "", 1, "Internal Server Error: /support/", (), None)
    record.request = SimpleNamespace(reference="0a1b2c3d4e")
    said = OneLine().format(record)
    assert said.endswith("Internal Server Error: /support/ [0a1b2c3d4e]")
    assert datetime.fromisoformat(said.split()[0]).utcoffset() is not None


def test_the_address_of_a_page_is_logged():
    assert logged("/support/demandes/12/").endswith("Not Found: /support/demandes/12/")
