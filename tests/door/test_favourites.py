"""A favourite of an old portal, with login and password in its address, signs nobody in."""

import pytest
from django.test import Client

from tests.cast import PASSWORD


@pytest.mark.parametrize("path", ["/", "/connexion/"])
def test_a_password_in_an_address_is_thrown_away(cast, path):
    client = Client()
    answer = client.get(f"{path}?identifiant=ID-agent&pass={PASSWORD}")
    assert (answer.status_code, answer["Location"]) == (302, "/connexion/?compte=ID-agent")
    page = client.get(answer["Location"]).content.decode()
    assert 'value="ID-agent"' in page
    assert "Un mot de passe dans une adresse" in page
    assert PASSWORD not in page
    assert client.get("/profil/").status_code == 302  # not signed in


def test_a_right_password_and_a_wrong_one_look_the_same(cast):
    pages = [Client().get(f"/?identifiant=ID-agent&pass={word}") for word in (PASSWORD, "faux")]
    assert [page["Location"] for page in pages] == ["/connexion/?compte=ID-agent"] * 2


def test_an_account_in_an_address_is_only_written_in_the_form(cast):
    page = Client().get("/connexion/?compte=" + "x" * 400).content.decode()
    assert f'value="{"x" * 254}"' in page
