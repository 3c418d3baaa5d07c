"""What a log must never tell: a link that opens a door."""

import logging

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


def test_the_address_of_a_page_is_logged():
    assert logged("/support/demandes/12/").endswith("Not Found: /support/demandes/12/")
