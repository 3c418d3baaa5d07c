from datetime import timedelta
from random import Random
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from entregent.audit.search import history_of
from entregent.core.invented import WORDS
from entregent.core.verify import run_checks
from entregent.people import accounts
from entregent.spaces.support.demo import population as populate
from entregent.spaces.support.demo.population import Past, Place, status_after
from entregent.spaces.support.models import Cancellation, Closure, Contract, Evaluation, Intervention
from entregent.spaces.support.models.intervention import COPIED
from entregent.threads.models import Message, Thread

ROWS = (Thread, Intervention, Message, Closure, Evaluation, Cancellation)


def fill(scale: float = 0.0006) -> None:
    call_command("populate", scale=scale, verbosity=0)


@pytest.fixture
def filled(db: None) -> None:
    fill()


def rows(model: Any) -> Any:
    return model.objects.unscoped("test")


@pytest.mark.usefixtures("filled")
def test_what_is_written_is_consistent():
    assert list(run_checks()) == []
    assert rows(Intervention).count() == 60
    for request in rows(Intervention):
        told = list(history_of("support.intervention", request.pk))
        assert told[0].verb == "support.intervention.opened"
        assert told[-1].particulars["status"] == request.status
        assert [event.at for event in told] == sorted(event.at for event in told)


@pytest.mark.usefixtures("filled")
def test_each_request_was_filed_under_a_contract_of_its_owner():
    for request in rows(Intervention).select_related("contract__dossier", "owner"):
        assert request.contract.covers(request.opened_at.date())
        assert request.owner.party_id == request.contract.dossier.party_id
        kept = {name: getattr(request, name) for name in (*(one.column for one in COPIED), "search_key")}
        request.keep_names()
        assert kept == {name: getattr(request, name) for name in kept}
        assert request.opened_at <= request.changed_at


@pytest.mark.usefixtures("filled")
def test_numbers_go_on_from_there():
    by = accounts.by_email("bench-agent@bench.example")
    assert by
    assert Intervention.objects.unscoped("test").order_by("number").last().number == 60
    contract = Contract.objects.unscoped("test").filter(ends_on=None).first()
    from entregent.people.memberships import viewer_of

    assert Intervention.open(contract, "Sujet", "Texte", [], by=viewer_of(by.pk, {})).number == 61  # type: ignore[arg-type]


@pytest.mark.usefixtures("filled")
def test_a_second_time_is_refused():
    with pytest.raises(CommandError, match="already"):
        fill()


@pytest.mark.django_db
def test_in_production_it_needs_an_empty_database(settings: Any):
    settings.MODE = "production"
    accounts.create("someone@demo.example", "tilleul-rame-bruine-47")
    with pytest.raises(CommandError, match="empty one"):
        fill()


@pytest.mark.django_db
def test_no_transaction_writes_more_than_five_hundred_rows():
    fill(populate.BATCH / 100_000)
    events = sum(history_of("support.intervention", request.pk).count() for request in rows(Intervention))
    assert rows(Intervention).count() == populate.BATCH
    assert events + sum(rows(model).count() for model in ROWS) <= 500


@pytest.mark.django_db
def test_the_same_seed_tells_the_same_story(cast: Any):
    place = Place([cast.members["agent"]], [cast.contracts["legal"], cast.contracts["payroll"]])
    desk = [cast.members["technicien"], cast.members["responsable"]]
    cast.contracts["legal"].signed_on -= timedelta(days=2000)
    stories = [
        [Past(cast.houses["vendor"], [place], desk, 3).course(number, 9) for number in (1, 5, 9)] for _ in range(2)
    ]
    assert stories[0] == stories[1]


def test_there_are_words_enough():
    assert len(WORDS) == len(set(WORDS)) >= 400


def test_old_requests_are_mostly_over_and_young_ones_are_not():
    luck = Random(1)
    old = [status_after(timedelta(days=400), luck.random()) for _ in range(1000)]
    young = [status_after(timedelta(hours=5), luck.random()) for _ in range(1000)]
    assert old.count("closed") > 900
    assert "to_handle" not in old
    assert "closed" not in young
    assert set(young) == {"to_handle", "in_progress", "cancelled"}
