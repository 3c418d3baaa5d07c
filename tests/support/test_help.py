"""« Aide » tells what is in force: hours, deadlines, and who may do what, by the very rules that pages obey."""

from datetime import date

import pytest
from django.utils import translation

from entregent.agenda.models import ExceptionalDay, Timetable
from entregent.agenda.notice import closings_of, week_of
from entregent.people.models import Role
from entregent.spaces.support import profiles
from entregent.spaces.support.models import Intervention, Rules
from entregent.spaces.support.rights import REASSIGN, REQUEST

HELP = "/support/aide/"


@pytest.fixture
def table(scenery):
    """What the matrix says to a person: the answer for each role, by the label of a line."""

    def read(person):
        with translation.override("en"):
            found = profiles.who_may_do_what(scenery.cast.viewer(person))
            names = [role.key for role in found.roles]
            rows = {str(line.label): [str(answer.words) for answer in line.answers] for line in found.lines}
        return names, {label: dict(zip(names, answers, strict=True)) for label, answers in rows.items()}

    return read


def page(scenery, person):
    return scenery.client(person).get(HELP).content.decode()


def test_customers_read_about_their_profiles_and_the_desk_about_everyone_s(table):
    names, rows = table("agent")
    assert names == ["agent", "administrator", "referent"]
    assert "Take charge of a request" not in rows  # nobody of theirs may
    names, rows = table("technicien")
    assert names == ["agent", "administrator", "referent", "handler", "manager"]
    assert rows["Take charge of a request"]["handler"] == "All of them"
    assert rows["Close with the questionnaire"]["handler"] == "No"


def test_the_table_says_own_all_or_no_as_requests_permit(table):
    _names, rows = table("agent")
    assert rows["Answer a request"] == dict.fromkeys(("agent", "administrator", "referent"), "One’s own")
    assert rows["Hand a request over"] == {
        "agent": "One’s own",
        "administrator": "All of them",
        "referent": "One’s own",
    }
    assert rows["Invite, block and unblock people"] == {"agent": "No", "administrator": "Yes", "referent": "No"}


def test_it_follows_a_change_of_rights(scenery, table):
    Role.objects.unscoped("test").filter(pk=scenery.cast.roles["vendor", "referent"].pk).update(rights=[REASSIGN])
    _names, rows = table("agent")
    assert rows["Answer a request"]["referent"] == "No"
    assert rows["Hand a request over"]["referent"] == "All of them"


def test_every_act_that_requests_know_has_its_line(scenery):
    """A new ability must be told to those who have it."""
    permitted = Intervention(owner_id=1).permits(scenery.cast.viewer("agent"))
    assert set(permitted) == set(profiles.ACTS)


def test_the_table_and_real_requests_agree(scenery, table):
    cast, rows = scenery.cast, table("technicien")[1]
    request = cast.requests["in_progress"]  # of agent
    for person, role, expected in (
        ("agent", "agent", {"One’s own", "All of them"}), ("collegue", "agent", {"Those of others", "All of them"}),
        ("administrateur", "administrator", {"All of them"}), ("technicien", "handler", {"All of them"}),
    ):  # fmt: skip
        for act, may in request.permits(cast.viewer(person)).items():
            with translation.override("en"):
                assert (rows[str(profiles.ACTS[act])][role] in expected) == may, (person, act)


def test_the_page_gives_the_deadlines_that_the_house_has_set(scenery):
    Rules(house=scenery.cast.houses["vendor"], reminds_after=7, closes_after=None, archives_after=5).save()
    for person in ("agent", "technicien"):
        words = " ".join(page(scenery, person).split())
        assert "7 jours ouvrés" in words or "After 7 working days" in words
        assert "5 mois" in words or "5 months" in words
        assert "30 " not in words[words.index('id="delais"') : words.index("<h2", words.index('id="delais"') + 20)]


@pytest.mark.parametrize(("language", "words"), [("fr", "Qui peut faire quoi"), ("en", "Who may do what")])
@pytest.mark.parametrize("person", ["agent", "technicien"])
def test_it_is_there_in_both_languages(scenery, language, words, person):
    client = scenery.client(person)
    client.post("/langue/", {"language": language})
    text = client.get(HELP).content.decode()
    assert words in text
    assert text.count("<h2") >= 8
    for anchor in {part.split('"')[0] for part in text.split('href="#')[1:]}:
        assert f'id="{anchor}"' in text


class TestHours:
    def test_days_with_the_same_hours_are_told_together(self, scenery):
        house = scenery.cast.houses["vendor"]
        with translation.override("en"):
            assert [days.names for days in week_of(house)] == ["Monday to Friday", "Saturday to Sunday"]
            week = [[["09:00", "12:00"]], *([[["08:30", "12:00"], ["14:00", "18:00"]]] * 4), [], []]
            Timetable(house=house, week=week).save()
            monday, others, closed = week_of(house)
        assert (monday.names, monday.openings) == ("Monday", ("from 09:00 to 12:00",))
        assert others.openings == ("from 08:30 to 12:00", "from 14:00 to 18:00")
        assert closed.openings == ()

    def test_the_closings_of_two_months_are_told_in_order(self, scenery):
        cast = scenery.cast
        viewer, house = cast.viewer("agent"), cast.houses["vendor"]
        found = closings_of(viewer, house, date(2026, 11, 22))
        assert [(one.first, one.name) for one in found] == [
            (date(2026, 12, 25), "Noël"), (date(2026, 12, 28), "Inventaire"), (date(2027, 1, 1), "Jour de l'an"),
        ]  # fmt: skip
        ExceptionalDay(house=house, label="Permanence", first=date(2026, 12, 25), last=date(2026, 12, 25)).save()
        assert [one.name for one in closings_of(viewer, house, date(2026, 12, 1))].count("Noël") == 0

    def test_the_page_shows_them(self, scenery):
        text = page(scenery, "agent")
        assert 'id="horaires"' in text
        assert "12 h 00" in text or "12:00" in text


def test_whoever_may_not_file_still_reads_the_help(scenery):
    Role.objects.unscoped("test").filter(pk=scenery.cast.roles["vendor", "agent"].pk).update(rights=[])
    assert scenery.client("agent").get(HELP).status_code == 200
    assert REQUEST not in Role.objects.unscoped("test").get(pk=scenery.cast.roles["vendor", "agent"].pk).rights
