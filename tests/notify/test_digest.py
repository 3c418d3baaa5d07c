from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from entregent.core import clock
from entregent.jobs.listing import mail_for_demo
from entregent.notify import digest
from entregent.notify.bell import mark_read, unread
from entregent.notify.digest import send_digest, send_digests
from entregent.notify.kinds import DAILY, NEVER, WEEKLY
from entregent.notify.models import MailChoice, Notification
from entregent.notify.mornings import due_at
from entregent.people.models import House
from tests.cast import file
from tests.notify.people import mails_to, paris, rows, told, wants

DIGEST = "notify.digest"


@pytest.fixture
def waiting(cast):
    """On a Tuesday the agent, who wants replies each day, gets two on one request and one on another."""
    with paris("2026-11-24 09:00"):
        wants(cast, "agent", support_reply=DAILY, support_taken=DAILY, support_closure=DAILY)
        for name in ("one", "two"):
            cast.requests[name] = file(cast, "payroll", "agent", f"Sujet {name}")
            cast.requests[name].answer("Bonjour.", by=cast.viewer("technicien"))
        cast.requests["one"].answer("Une précision.", by=cast.viewer("technicien"))
        cast.requests["one"].propose_closure("Corrigé.", by=cast.viewer("technicien"))
    return cast


def digests_at(cast, moment, person="agent"):
    with paris(moment):
        send_digests()
    return mails_to(cast, person, DIGEST)


def body(settings):
    settings.MODE = "demo"  # elsewhere nobody reads the text of a mail
    return mail_for_demo().filter(kind=DIGEST).first().text


def test_nothing_leaves_before_the_morning(waiting):
    assert digests_at(waiting, "2026-11-24 18:00") == []
    assert digests_at(waiting, "2026-11-25 07:29") == []
    assert digests_at(waiting, "2026-11-25 07:30") == ["3 nouveautés à lire"]


def test_one_mail_tells_of_everything_record_by_record(waiting, settings):
    digests_at(waiting, "2026-11-25 07:35")
    text = body(settings)
    lines = [line for line in text.splitlines() if line.startswith("Demande")]
    assert len(lines) == 2
    assert "clôture à valider" in lines[0]
    assert "2 nouveaux messages" in lines[0]
    assert "nouveau message" in lines[1]
    assert text.count("http") == 2, "what is new, and the choice of mails"
    assert "/profil/notifications/" in text


def test_a_digest_holds_nothing_confidential(waiting, settings):
    digests_at(waiting, "2026-11-25 07:35")
    text = body(settings)
    assert "Sujet" not in text
    assert "précision" not in text


def test_two_workers_write_one_mail(waiting):
    digests_at(waiting, "2026-11-25 07:30")
    member = waiting.members["agent"]
    with paris("2026-11-25 07:30"), transaction.atomic():
        send_digest(member.pk, member.user_id)
    assert digests_at(waiting, "2026-11-25 07:35") == ["3 nouveautés à lire"]


def test_a_crash_between_claim_and_mail_loses_nothing(waiting, monkeypatch, caplog):
    monkeypatch.setattr(digest, "post", lambda *told: 1 / 0)
    assert digests_at(waiting, "2026-11-25 07:30") == []
    assert f"membership {waiting.members['agent'].pk} failed" in caplog.text
    monkeypatch.undo()
    assert digests_at(waiting, "2026-11-25 07:35") == ["3 nouveautés à lire"]


def test_a_crash_after_the_mail_but_before_the_commit_sends_nothing_twice(waiting, monkeypatch):
    written = digest.post

    def write_and_die(*told):
        written(*told)
        raise ZeroDivisionError

    monkeypatch.setattr(digest, "post", write_and_die)
    assert digests_at(waiting, "2026-11-25 07:30") == []
    assert mails_to(waiting, "agent", DIGEST) == []
    monkeypatch.undo()
    assert digests_at(waiting, "2026-11-25 07:35") == ["3 nouveautés à lire"]


@pytest.mark.parametrize("place", [0, 1])
def test_a_digest_that_fails_holds_nobody_else_up(cast, monkeypatch, place):
    people = ("technicien", "responsable")
    with paris("2026-11-24 09:00"):
        for person in people:
            wants(cast, person, support_new=DAILY)
        file(cast, "payroll", "agent", "Sujet")
    failing, other = people[place], people[1 - place]
    written = digest.post

    def post(member, told):
        if member.pk == cast.members[failing].pk:
            raise ValueError(failing)
        written(member, told)

    monkeypatch.setattr(digest, "post", post)
    assert len(digests_at(cast, "2026-11-25 07:30", other)) == 1
    assert mails_to(cast, failing, DIGEST) == []


def test_what_was_read_meanwhile_is_not_told(waiting):
    mark_read(unread(waiting.viewer("agent")).filter(verb__endswith="answered"))
    assert digests_at(waiting, "2026-11-25 07:30") == ["1 nouveauté à lire"]


def test_when_all_was_read_there_is_no_mail(waiting):
    mark_read(unread(waiting.viewer("agent")))
    assert digests_at(waiting, "2026-11-25 07:30") == []


def test_what_may_no_longer_be_seen_is_not_told(waiting):
    member = waiting.members["agent"]
    role = member.role_in("support")
    role.oversees = False
    role.save()
    assert digests_at(waiting, "2026-11-25 07:30") == []
    assert all(row.due_at is None for row in rows(waiting, "agent"))


def test_a_closed_door_gets_no_mail(waiting):
    waiting.members["agent"].close_door(by=waiting.viewer("administrateur"))
    assert digests_at(waiting, "2026-11-25 07:30") == []


def test_never_chosen_meanwhile_is_heeded(waiting):
    """Written past the page that puts off what waits: the digest itself asks again."""
    MailChoice.objects.unscoped("test").update(choice=NEVER)
    assert digests_at(waiting, "2026-11-25 07:30") == ["1 nouveauté à lire"], "a closure may not be switched off"


def test_the_same_line_is_told_again_only_when_something_was_added(waiting):
    digests_at(waiting, "2026-11-25 07:30")
    assert len(digests_at(waiting, "2026-11-26 07:30")) == 1
    with paris("2026-11-26 10:00"):
        waiting.request("two").answer("Encore ceci.", by=waiting.viewer("technicien"))
    assert len(told(waiting, "agent")) == 3
    assert digests_at(waiting, "2026-11-27 07:30") == ["3 nouveautés à lire", "1 nouveauté à lire"]


def test_weekly_waits_for_monday(waiting):
    wants(waiting, "technicien", support_new=WEEKLY)
    with paris("2026-11-24 10:00"):
        file(waiting, "payroll", "agent", "Autre")
    assert digests_at(waiting, "2026-11-27 12:00", "technicien") == []
    assert digests_at(waiting, "2026-11-30 07:30", "technicien") == ["1 nouveauté à lire"]


def test_a_worker_that_slept_catches_up_once(waiting):
    assert digests_at(waiting, "2026-12-05 15:00") == ["3 nouveautés à lire"]
    assert len(digests_at(waiting, "2026-12-07 07:30")) == 1


@pytest.mark.parametrize(
    ("zone", "choice", "told_at", "due"),
    [
        # (a moment in Paris, the morning in Paris time)
        ("Europe/Paris", DAILY, "2026-11-24 07:29", "2026-11-24 07:30"),
        ("Europe/Paris", DAILY, "2026-11-24 07:30", "2026-11-25 07:30"),
        ("Europe/Paris", DAILY, "2026-11-27 08:00", "2026-11-30 07:30"),  # Friday, then Monday
        ("Europe/Paris", WEEKLY, "2026-11-30 07:29", "2026-11-30 07:30"),
        ("Europe/Paris", WEEKLY, "2026-11-30 07:31", "2026-12-07 07:30"),
        ("Europe/Paris", DAILY, "2026-03-27 12:00", "2026-03-30 07:30"),  # over the night that loses an hour
        ("Europe/Paris", DAILY, "2026-10-23 12:00", "2026-10-26 07:30"),  # over the night that has one more
        ("Indian/Reunion", DAILY, "2026-11-24 09:00", "2026-11-25 04:30"),
        ("America/Martinique", DAILY, "2026-11-24 12:29", "2026-11-24 12:30"),
        ("Pacific/Noumea", DAILY, "2026-11-22 21:00", "2026-11-22 21:30"),  # there it is Monday already
    ],
)
def test_a_morning_is_that_of_the_house(zone, choice, told_at, due):
    with paris(told_at) as moment, paris(due) as morning:
        assert due_at(choice, House(time_zone=zone), moment) == morning


def test_a_house_far_away_gets_its_digest_in_its_own_morning(cast):
    house = cast.houses["vendor"]
    house.time_zone = "Indian/Reunion"
    house.save()
    with paris("2026-11-24 09:00"):
        wants(cast, "technicien", support_new=DAILY)
        file(cast, "payroll", "agent", "Bulletins")
    assert digests_at(cast, "2026-11-25 04:25", "technicien") == []
    assert len(digests_at(cast, "2026-11-25 04:30", "technicien")) == 1


def test_a_digest_is_in_its_reader_s_language(waiting):
    House.objects.unscoped("test").update(default_language="en")
    assert digests_at(waiting, "2026-11-25 07:30") == ["3 things to read"]


def test_long_digests_end_with_a_count(waiting, monkeypatch, settings):
    monkeypatch.setattr(digest, "MOST_RECORDS", 1)
    digests_at(waiting, "2026-11-25 07:30")
    assert "Et 1 autre." in body(settings)


def test_an_idle_round_is_one_query(waiting):
    digests_at(waiting, "2026-11-25 07:30")
    with CaptureQueriesContext(connection) as queries, clock.at(clock.now() + timedelta(days=30)):
        send_digests()
    assert len(queries) == 1


def test_those_who_are_told_at_once_are_due_nothing(cast):
    file(cast, "payroll", "agent", "Bulletins")
    assert not Notification.objects.unscoped("test").exclude(due_at=None).exists()
