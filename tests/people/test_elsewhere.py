"""A page opened as one membership, and sent after switching to another in another tab."""

import re

import pytest

from entregent.people import memberships
from entregent.people.models import Party
from tests.people.cast import found, join
from tests.people.test_kept_forms import NOTE, TEXT, fill, notes, written_in


@pytest.fixture
def both(place, agent):
    elsewhere = found("Éditeur Bêta", "beta")
    join(elsewhere, "agent@example.org", elsewhere.agent)
    return {place.house.slug: agent, "beta": memberships.own_memberships(agent.user_id)[1]}


def switch(client, member, **more):
    return client.post("/profil/appartenance/", {"membership": member.pk, **more})


@pytest.fixture
def moved(both, enter):
    """The form was opened in the first house; another tab has switched to the second."""
    client = enter("ag1")
    typed = fill(client)
    assert switch(client, both["beta"]).status_code == 302
    return client, typed


def test_it_writes_into_neither_and_says_so(moved, both):
    client, typed = moved
    page = client.post(NOTE, typed)
    assert page.status_code == 409
    assert notes() == []
    words = page.content.decode()
    assert "Éditeur Bêta" in words
    assert f'value="{both["alpha"].pk}"' in words


def test_what_was_typed_waits_where_it_belongs(moved, both):
    client, typed = moved
    client.post(NOTE, typed)
    assert written_in(client.get(NOTE)) == ""  # not into the other house's form
    back = switch(client, both["alpha"], next=NOTE)
    assert back["Location"] == NOTE
    assert written_in(client.get(NOTE)) == TEXT


def test_sent_again_from_there_it_counts_once(moved, both):
    client, typed = moved
    client.post(NOTE, typed)
    switch(client, both["alpha"], next=NOTE)
    assert client.post(NOTE, {**fill(client), "text": TEXT}).status_code == 302
    assert notes() == [TEXT]
    (kept,) = Party.objects.unscoped("test").filter(name=TEXT)
    assert kept.house_id == both["alpha"].house_id


def test_in_the_same_membership_nothing_changes(both, enter):
    client = enter("ag1")
    typed = fill(client)
    switch(client, both["beta"])
    switch(client, both["alpha"])
    assert client.post(NOTE, typed).status_code == 302


def test_a_sign_in_brings_back_to_where_something_was_typed(both, enter, clock):
    from datetime import timedelta

    from tests.people.test_kept_forms import sign_in

    client = enter("ag1")
    switch(client, both["beta"])
    typed = fill(client)
    clock.shift(timedelta(hours=2))
    client.post(NOTE, typed)
    assert written_in(sign_in(client, "ag1", NOTE)) == TEXT


def test_a_key_without_its_membership_is_none(both, enter):
    client = enter("ag1")
    typed = fill(client)
    head, _, rest = typed["submission"].partition(".")
    forged = f"{head}.{re.sub('^[0-9]+[.][0-9]+', str(both['alpha'].user_id), rest)}"
    assert client.post(NOTE, typed | {"submission": forged}).status_code == 400


def test_the_check_is_what_refuses(moved, monkeypatch):
    """Planted: keys that forget where a page was opened."""
    from entregent.people.form_keys import Key

    monkeypatch.setattr(Key, "is_elsewhere", lambda key, viewer: False)
    client, typed = moved
    assert client.post(NOTE, typed).status_code == 302
