"""What of signing in takes the scarce lane of passwords: only what was not cheap to refuse."""

import pytest
from django.test import Client

from entregent.core.bridge.pool import IN_ENVIRON, PASSWORDS, TRIES, Parked
from tests.door.test_proof import made
from tests.people.cast import PASSWORD
from tests.proofs.work import LIGHT


@pytest.fixture(autouse=True)
def asked(settings, db):
    settings.PROOF_BITS, settings.PROOF_MOST_BITS = LIGHT, LIGHT + 4


def posted(lane: str, client: Client | None = None, **typed: str):
    fields = {"login": "ag1", "password": PASSWORD, "proof": made()} | typed
    return (client or Client()).post("/connexion/", fields, **{IN_ENVIRON: lane})


@pytest.mark.parametrize("typed", [{"proof": ""}, {"proof": "x~1.2.3"}, {"login": ""}, {"password": ""}])
def test_what_is_cheap_to_refuse_is_refused_in_the_lane_of_tries(agent, typed):
    assert posted(TRIES, **typed).status_code == 422


def test_a_form_without_its_token_is_refused_in_the_lane_of_tries(agent):
    assert posted(TRIES, Client(enforce_csrf_checks=True)).status_code == 403


def test_a_password_is_judged_in_its_own_lane_alone_and_the_proof_still_serves_there(agent, judged):
    proof = made()
    with pytest.raises(Parked) as parked:
        posted(TRIES, proof=proof)
    assert (parked.value.lane, judged) == (PASSWORDS, [])
    assert posted(PASSWORDS, proof=proof).status_code == 302


def test_without_a_bridge_there_are_no_lanes(agent):
    assert Client().post("/connexion/", {"login": "ag1", "password": PASSWORD, "proof": made()}).status_code == 302


def test_who_confirms_a_password_waits_in_the_same_lane(agent, enter, settings):
    settings.PROOF_BITS = 0
    client = enter("ag1")
    with pytest.raises(Parked):
        client.post("/connexion/confirmation/", {"password": PASSWORD}, **{IN_ENVIRON: TRIES})
