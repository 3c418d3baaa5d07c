"""Nobody is ever booked twice: by HTTP, from several threads, on whichever database the suite runs."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from random import Random
from threading import Barrier

import pytest
from django.db import IntegrityError, connections, transaction

from entregent.agenda.models import Cell, Engagement, Taken
from entregent.agenda.models import engagement as guard
from entregent.people.errors import Refused
from entregent.people.submissions import new_key
from tests.spaces.secretariat.cast import gather, slot_ahead

pytestmark = [pytest.mark.django_db(transaction=True)]
WRITERS = 6


@pytest.fixture
def bare(transactional_db):
    return gather()


def overlaps(agenda):
    """Pairs of live engagements of one lane that hold the same minutes."""
    rows = list(Engagement.objects.unscoped("test").filter(agenda=agenda, is_cancelled=False).order_by("starts_at"))
    return [
        (one.pk, other.pk)
        for place, one in enumerate(rows)
        for other in rows[place + 1 :]
        if other.starts_at < one.ends_at and other.lane == one.lane
    ]


def cells_fit(agenda):
    """Whether the cells are those of the live engagements, and no others."""
    rows = Engagement.objects.unscoped("test").filter(agenda=agenda, is_cancelled=False)
    wanted = Counter((row.pk, cell) for row in rows for cell in agenda.cells(row.starts_at, row.ends_at))
    held = Cell.objects.unscoped("test").filter(agenda=agenda).values_list("engagement", "cell")
    return Counter(held) == wanted


def in_threads(work, count=WRITERS):
    """What each of several threads answers; they begin together."""
    together = Barrier(count)

    def run(number):
        together.wait()
        try:
            return work(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def test_twenty_browsers_on_one_slot(bare):
    """One gets it; the others are told by whom it was taken."""
    agenda = bare.agendas["medecin"]
    start, _length = slot_ahead(agenda, 26)
    url = f"/secretariat/agendas/{agenda.pk}/creneaux/{int(start.timestamp()) // 60}/"
    people = ["medecin", "responsable", "operatrice"]
    tries = [(bare.client(name), new_key(bare.viewer(name))) for name in (people * 7)[:20]]

    def book(number):
        client, key = tries[number]
        return client.post(url, {"submission": key, "minutes": 15, "text": f"Essai {number}", "kind": "appointment"})

    answers = in_threads(book, len(tries))
    statuses = Counter(answer.status_code for answer in answers)
    assert statuses == {302: 1, 409: 19}
    told = [answer.content.decode() for answer in answers if answer.status_code == 409]
    assert all("Ce créneau vient d’être pris par" in page for page in told)
    assert overlaps(agenda) == []
    assert cells_fit(agenda)


def test_hundreds_of_random_bookings_moves_and_cancellations(bare):
    """Overlaps, of part of a slot too: none; and nobody is told that the database was locked."""
    agenda = bare.agendas["medecin"]
    start, _length = slot_ahead(agenda, 26)
    viewers = [bare.viewer("medecin"), bare.viewer("responsable")]

    def work(number):
        chance, mine, told = Random(number), [], Counter()
        for _step in range(50):
            at = start + timedelta(minutes=5 * chance.randrange(60))
            length = timedelta(minutes=chance.choice((5, 10, 15, 20, 30)))
            by, act = viewers[number % 2], chance.random()
            try:
                if mine and act < 0.3:
                    chance.choice(mine).move(at, length, by=by)
                elif mine and act < 0.4:
                    mine.pop(chance.randrange(len(mine))).cancel(by=by)
                else:
                    mine.append(Engagement.book(agenda, at, length, by=by))
                told["done"] += 1
            except Refused as refused:
                told[type(refused).__name__] += 1
        return told

    total = sum(in_threads(work), Counter())
    assert sum(total.values()) == WRITERS * 50
    assert total.keys() <= {"done", "Taken"}
    assert total["done"] > 10 < total["Taken"]
    assert overlaps(agenda) == []
    assert cells_fit(agenda)


def test_without_the_guard_the_same_race_books_twice(bare, monkeypatch):
    """The negative control: free time is asked first, and no cell is held. It overlaps."""
    agenda = bare.agendas["medecin"]
    start, _length = slot_ahead(agenda, 26)
    by = bare.viewer("medecin")
    monkeypatch.setattr(guard.Engagement, "_hold", lambda self: None)
    monkeypatch.setattr(guard.Agenda, "lock", lambda self, by: None)
    together = Barrier(WRITERS)

    def work(number):
        free = not Engagement.objects.visible_to(by).filter(agenda=agenda, starts_at=start).exists()
        together.wait()  # what is a matter of luck elsewhere
        if free:
            Engagement.book(agenda, start, timedelta(minutes=15), by=by)

    in_threads(work)
    assert len(overlaps(agenda)) > 1


def test_a_row_written_behind_the_verbs_is_refused_by_the_database(bare):
    agenda = bare.agendas["medecin"]
    start, length = slot_ahead(agenda, 26)
    held = Engagement.book(agenda, start, length, by=bare.viewer("medecin"))
    cell = Cell.objects.unscoped("test").filter(engagement=held).first()
    with pytest.raises(IntegrityError), transaction.atomic():
        Cell.objects.create(agenda=agenda, cell=cell.cell, lane=0, engagement=held)


def test_a_refused_move_keeps_its_old_time(bare):
    agenda, by = bare.agendas["medecin"], bare.viewer("medecin")
    start, length = slot_ahead(agenda, 26)
    first = Engagement.book(agenda, start, length, by=by)
    Engagement.book(agenda, start + length, length, by=by)
    with pytest.raises(Taken):
        first.move(start + timedelta(minutes=10), length, by=by)
    assert first.starts_at == start
    assert cells_fit(agenda)
    first.move(start - length, length, by=by)
    assert (first.starts_at, cells_fit(agenda)) == (start - length, True)


def test_the_same_form_sent_twice_books_once(bare):
    agenda = bare.agendas["medecin"]
    start, _length = slot_ahead(agenda, 26)
    url = f"/secretariat/agendas/{agenda.pk}/creneaux/{int(start.timestamp()) // 60}/"
    client, key = bare.client("medecin"), new_key(bare.viewer("medecin"))
    said = {"submission": key, "minutes": 15, "text": "Une fois", "kind": "appointment"}
    assert [client.post(url, said).status_code for _time in range(2)] == [302, 303]
    assert Engagement.objects.unscoped("test").count() == 1
