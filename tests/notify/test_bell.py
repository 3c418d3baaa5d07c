import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from entregent.core import live
from entregent.core.clock import now
from entregent.dossiers.models import Assignment, Seat
from entregent.notify.bell import Bell, bell_of, latest, lines, mark_read, own, unread
from entregent.notify.digest import send_digests
from entregent.notify.families import family_of
from entregent.notify.live import bell as live_bell
from entregent.notify.models import Notification
from entregent.people.viewer import Viewer
from tests.cast import file
from tests.notify.people import mails_to, rows, told

VERB = "support.intervention."


def verbs(cast, person):
    return sorted(row.verb.removeprefix(VERB) for row in rows(cast, person))


@pytest.fixture
def quiet(cast):
    """A request that its handler has in charge, with every bell silent."""
    cast.requests["one"] = file(cast, "payroll", "agent", "Bulletins de novembre")
    cast.requests["one"].answer("Nous regardons.", by=cast.viewer("technicien"))
    Notification.objects.unscoped("test").all().delete()
    return cast


def test_nobody_is_told_of_what_they_did(quiet):
    quiet.request("one").answer("Merci.", by=quiet.viewer("agent"))
    assert verbs(quiet, "agent") == []
    assert verbs(quiet, "technicien") == ["answered"]
    assert verbs(quiet, "responsable") == []


def test_nobody_is_told_of_what_they_took_for_themselves(quiet):
    """The one case in which the act would tell its own author: an administrator takes a request over."""
    quiet.request("one").hand_over(quiet.members["administrateur"], by=quiet.viewer("administrateur"))
    assert verbs(quiet, "administrateur") == []
    quiet.request("one").hand_over(quiet.members["collegue"], by=quiet.viewer("administrateur"))
    assert verbs(quiet, "collegue") == ["handed_over"]


def test_a_new_request_rings_at_the_whole_desk_and_nowhere_else(cast):
    file(cast, "payroll", "agent", "Bulletins")
    assert {person for person in cast.members if verbs(cast, person)} == {"technicien", "responsable"}


def test_the_line_is_written_with_the_act_or_not_at_all(quiet):
    with transaction.atomic():
        quiet.request("one").answer("Merci.", by=quiet.viewer("agent"))
        assert len(rows(quiet, "technicien")) == 1
        transaction.set_rollback(True)
    assert rows(quiet, "technicien") == []


def test_events_of_one_record_are_one_line_while_unread(quiet):
    for _turn in range(3):
        quiet.request("one").answer("Encore ceci.", by=quiet.viewer("agent"))
    [line] = told(quiet, "technicien")
    number = quiet.requests["one"].number
    with translation.override("fr"):
        [line] = told(quiet, "technicien")
        assert line.headline == "3 nouveaux messages"
        assert line.record.label == f"Demande d’intervention n°\u00a0{number}" or str(number) in line.record.label
        assert line.record.detail == "Bulletins de novembre"
    with translation.override("en"):
        assert told(quiet, "technicien")[0].headline == "3 new messages"
    mark_read(unread(quiet.viewer("technicien")))
    quiet.request("one").answer("Et cela.", by=quiet.viewer("agent"))
    assert [(row.count, row.read_at is None) for row in rows(quiet, "technicien")] == [(1, True), (3, False)]


def test_a_line_tells_of_its_latest_event(quiet):
    quiet.request("one").answer("Un.", by=quiet.viewer("agent"))
    first = rows(quiet, "technicien")[0]
    quiet.request("one").answer("Deux.", by=quiet.viewer("agent"))
    [again] = rows(quiet, "technicien")
    assert again.pk == first.pk
    assert again.event_id > first.event_id
    assert again.at > first.at


def test_different_acts_and_different_records_are_lines_of_their_own(quiet):
    other = file(quiet, "payroll", "agent", "Autre")
    other.take(by=quiet.viewer("technicien"))
    for request in (quiet.request("one"), other):
        request.answer("Encore ceci.", by=quiet.viewer("agent"))
    quiet.request("one").edit("Bulletins", [], by=quiet.viewer("agent"))
    assert verbs(quiet, "technicien") == ["answered", "answered", "edited", "opened"]


def test_whoever_acts_has_read_what_they_were_told_of_that_record(quiet):
    other = file(quiet, "payroll", "agent", "Autre")
    quiet.request("one").answer("Encore ceci.", by=quiet.viewer("agent"))
    assert len(told(quiet, "technicien")) == 2
    quiet.request("one").answer("Voici.", by=quiet.viewer("technicien"))
    [line] = told(quiet, "technicien")
    assert line.record.path == other.get_absolute_url()
    assert len(told(quiet, "responsable")) == 1, "another's bell is not read by it"


def test_the_desk_s_members_share_no_line(cast):
    file(cast, "payroll", "agent", "Bulletins")
    mark_read(unread(cast.viewer("technicien")))
    assert told(cast, "technicien") == []
    assert len(told(cast, "responsable")) == 1


def test_a_line_goes_with_the_right_to_see_its_record(quiet):
    """Someone who does not oversee loses their assignment: yesterday's title is not shown any more."""
    member = quiet.members["technicien"]
    role = member.role_in("support")
    role.oversees = False
    role.save()
    seat = Seat.objects.unscoped("test").get(dossier=quiet.dossiers["hospital"], side="provider")
    assignment = Assignment.objects.create(seat=seat, membership=member)
    quiet.request("one").answer("Encore ceci.", by=quiet.viewer("agent"))
    assert len(told(quiet, "technicien")) == 1
    assert bell_of(quiet.viewer("technicien")) == Bell(1)
    assignment.delete()
    assert told(quiet, "technicien") == []
    assert bell_of(quiet.viewer("technicien")) == Bell(0)
    assert len(rows(quiet, "technicien")) == 1, "the line itself stays, for the day when it may be seen again"


def test_no_word_of_a_record_is_kept_in_its_line(quiet):
    quiet.request("one").answer("Mot de passe : tilleul.", by=quiet.viewer("agent"))
    kept = " ".join(str(value) for value in Notification.objects.unscoped("test").values_list().get())
    assert "Bulletins" not in kept
    assert "tilleul" not in kept


def test_a_line_shows_what_the_record_is_called_now(quiet):
    quiet.request("one").answer("Encore ceci.", by=quiet.viewer("agent"))
    quiet.request("one").edit("Nouvel objet", [], by=quiet.viewer("agent"))
    assert {line.record.detail for line in told(quiet, "technicien")} == {"Nouvel objet"}


def test_lines_of_a_family_that_is_gone_are_passed_over(quiet):
    quiet.request("one").answer("Encore ceci.", by=quiet.viewer("agent"))
    Notification.objects.unscoped("test").update(verb="crm.deal.won")
    assert told(quiet, "technicien") == []
    assert bell_of(quiet.viewer("technicien")) == Bell(0)


def test_each_membership_has_a_bell_of_its_own(quiet):
    """A person of two houses hears of one of them at a time."""
    from entregent.people.models import Membership

    user = quiet.members["technicien"].user
    other = Membership.admit(quiet.roles["rival", "handler"], user=user, last_name="Marchand")
    quiet.request("one").answer("Encore ceci.", by=quiet.viewer("agent"))
    assert len(own(quiet.viewer("technicien"))) == 1
    assert len(own(Viewer.wearing(other))) == 0


@pytest.mark.parametrize(
    ("count", "label", "french", "english"),
    [
        (0, "", "Notifications, rien de nouveau", "Notifications, nothing unread"),
        (1, "1", "Notifications, 1 non lue", "Notifications, 1 unread"),
        (3, "3", "Notifications, 3 non lues", "Notifications, 3 unread"),
        (100, "99+", "Notifications, 99+ non lues", "Notifications, 99+ unread"),
    ],
)
def test_the_count_is_said_in_words(count, label, french, english):
    assert Bell(count).label == label
    with translation.override("fr"):
        assert Bell(count).words == french
    with translation.override("en"):
        assert Bell(count).words == english


def many(cast, count):
    """So many unread lines of the technician, about requests that they see."""
    cast.requests["one"] = file(cast, "payroll", "agent", "Bulletins")
    key = str(cast.requests["one"].pk)
    member = cast.members["technicien"]
    Notification.objects.bulk_create(
        Notification(
            user_id=member.user_id, membership_id=member.pk, event_id=number,
            verb=f"{VERB}answered", kind="x", record_type=f"support.intervention{number}", record_id=key, at=now(),
        )
        for number in range(count)
    )  # fmt: skip


def test_the_bell_counts_no_further_than_it_shows(cast):
    many(cast, 150)
    bell = bell_of(cast.viewer("technicien"))
    assert bell is not None
    assert bell.label == "99+"


@pytest.mark.parametrize("count", [0, 3, 150])
def test_the_bell_costs_two_queries_whatever_there_is(cast, count):
    many(cast, count)
    with CaptureQueriesContext(connection) as queries:
        bell_of(cast.viewer("technicien"))
    assert len(queries) <= 2


def test_the_bell_costs_nothing_to_a_stranger(db):
    with CaptureQueriesContext(connection) as queries:
        assert bell_of(Viewer.public()) is None
    assert len(queries) == 0


def test_the_unread_lines_are_found_by_their_index(cast):
    many(cast, 200)
    plan = unread(cast.viewer("technicien")).only("verb", "record_id")[:100].explain()
    if connection.vendor == "sqlite":  # PostgreSQL reads so small a table whole
        assert "notification_unread" in plan
        assert "SCAN" not in plan


def test_reading_stops_at_what_was_seen(quiet):
    quiet.request("one").answer("Un.", by=quiet.viewer("agent"))
    seen = latest(quiet.viewer("technicien"))
    file(quiet, "payroll", "agent", "Arrivée entre-temps")
    mark_read(unread(quiet.viewer("technicien")).filter(event_id__lte=seen))
    with translation.override("en"):
        assert [line.headline for line in told(quiet, "technicien")] == ["a new request"]


def test_a_verb_that_its_family_no_longer_knows_is_passed_over(quiet, monkeypatch):
    """Lines of an older version: no page and no digest breaks, and the bell counts what it can show."""
    quiet.request("one").answer("Un.", by=quiet.viewer("agent"))
    family = family_of(f"{VERB}answered")
    known = type(family).headline
    monkeypatch.setattr(
        type(family), "headline", lambda self, verb, count: "" if verb.endswith("retired") else known(self, verb, count)
    )
    row = rows(quiet, "technicien")[0]
    row.pk, row.verb, row.due_at = None, f"{VERB}retired", now()
    row.save(force_insert=True)
    viewer = quiet.viewer("technicien")
    assert unread(viewer).count() == 2
    assert [line.pk for line in told(quiet, "technicien")] != [row.pk]
    assert len(told(quiet, "technicien")) == bell_of(viewer).count == 1
    send_digests()
    assert mails_to(quiet, "technicien", "notify.digest") == []


def test_an_open_page_hears_the_same_as_the_bell(quiet):
    quiet.request("one").answer("Un.", by=quiet.viewer("agent"))
    with translation.override("fr"):
        said = live.live_answers(quiet.viewer("technicien"), [("bell", "")])["bell"]
    assert said == {"count": 1, "label": "1", "words": "Notifications, 1 non lue"}
    assert live_bell(Viewer.public(), "") is None


def test_lines_cost_one_query_more_than_their_rows(cast):
    many(cast, 50)
    viewer = cast.viewer("technicien")
    with CaptureQueriesContext(connection) as queries:
        assert len(lines(unread(viewer), viewer)) == 51
    assert len(queries) == 2
