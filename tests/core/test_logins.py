"""What identifies somebody is kept in one form, whatever was pasted with it."""

import pytest

from entregent.core.logins import AddressField, clean_login
from entregent.people import accounts
from entregent.people.models import Invitation, User


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Marie.B@Demo.example ", "marie.b@demo.example"),
        ("marie\u200b.b@demo.ex\u00adample", "marie.b@demo.example"),
        ("\ufeffmarie.b@demo.example\u202c", "marie.b@demo.example"),
        ("ｍarie.b@demo.example", "marie.b@demo.example"),
        ("CNS 1\x00", "cns 1"),
    ],
)
def test_signs_that_nobody_sees_are_gone(typed, kept):
    assert clean_login(typed) == kept


@pytest.mark.django_db
def test_an_account_is_kept_and_found_without_them():
    user = accounts.create("marie\u200b.b@Demo.example", "tilleul-rame-bruine-47", "CNS\u20601")
    user.refresh_from_db()
    assert (user.email, user.identifier) == ("marie.b@demo.example", "cns1")
    for login in ("marie.b@demo.example", "Marie.B\u200d@demo.example", "CNS1", "c\u00adns1"):
        assert User.objects.by_login(login) == user
    assert accounts.by_email("\ufeffmarie.b@demo.example") == user


def test_a_form_takes_an_address_that_was_pasted_with_such_a_sign():
    assert AddressField().clean("marie\u200b.b@demo.example\u200b") == "marie.b@demo.example"


@pytest.mark.django_db
def test_an_account_without_an_identifier_has_none():
    assert accounts.create("a@demo.example", "x").identifier is None
    assert accounts.create("b@demo.example", "x", " \u200b ").identifier is None


@pytest.mark.parametrize("model", [User, Invitation])
def test_rows_are_looked_for_by_what_is_kept(model):
    prepared = model._meta.get_field("email").get_prep_value("A\u200b@demo.example")
    assert prepared == "a@demo.example"
