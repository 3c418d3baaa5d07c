"""Working hours of an agenda, and what is booked beside on purpose."""

from datetime import date, timedelta

import pytest

from entregent.agenda.calendar import days_of
from entregent.agenda.models import Engagement, Window
from entregent.people.errors import Refused
from tests.spaces.secretariat.cast import book
from tests.spaces.secretariat.reading import cell, day_url, read


class TestBeside:
    """Overbooking is a right, confirmed, in a second lane."""

    def test_with_the_right_and_the_tick(self, bare, post, place):
        agenda, start, url, _slot, minute = place
        Engagement.book(agenda, start, timedelta(minutes=15), by=bare.viewer("responsable"), text="Premier")
        said = {"minutes": 15, "text": "Second", "kind": "appointment"}
        assert post("medecin", f"{url}creneaux/{minute}/", **said).status_code == 409
        assert post("medecin", f"{url}creneaux/{minute}/", **said, beside="on").status_code == 302
        words = cell(read(bare, url=day_url(start, agenda)), agenda, start)[1]
        assert "Premier" in words
        assert "Second" in words
        assert (
            post("medecin", f"{url}creneaux/{minute}/", **{**said, "text": "Troisième"}, beside="on").status_code == 409
        )

    def test_without_the_right_the_tick_is_absent_and_counts_for_nothing(self, bare, post, place):
        agenda, start, url, _slot, minute = place
        Engagement.book(agenda, start, timedelta(minutes=15), by=bare.viewer("responsable"))
        assert 'name="beside"' not in read(bare, "operatrice", f"{url}creneaux/{minute}/")
        assert 'name="beside"' in read(bare, "medecin", f"{url}creneaux/{minute}/")
        answer = post("operatrice", f"{url}creneaux/{minute}/", minutes=15, text="x", kind="appointment", beside="on")
        assert answer.status_code == 409
        with pytest.raises(Refused):
            Engagement.book(agenda, start, timedelta(minutes=15), by=bare.viewer("operatrice"), lane=1)


class TestHours:
    def test_changed_hours_keep_appointments_and_list_them(self, bare, post, place):
        agenda, start, *_rest = place
        book(bare, "medecin", text="Reste là")
        weekday = start.astimezone(agenda.clock).weekday()
        window = Window.objects.unscoped("test").get(agenda=agenda, weekday=weekday)
        assert post("medecin", f"/secretariat/plages/{window.pk}/retrait/").status_code == 302
        assert "Reste là" in read(bare, url="/secretariat/regles/")
        kind, words = cell(read(bare, url=day_url(start, agenda)), agenda, start)
        assert "is-outside" in kind
        assert "hors plage" in words

    def test_a_template_valid_from_september_leaves_august(self, bare, post):
        agenda = bare.agendas["medecin"]
        said = {
            "weekday": 0,
            "starts": "06:00",
            "ends": "07:00",
            "kind": "consultation",
            "slot_minutes": 20,
            "parity": "every",
        }
        url = f"/secretariat/agendas/{agenda.pk}/plages/nouvelle/"
        assert post("medecin", url, **said, valid_from="2027-09-01").status_code == 302
        for day, free in ((date(2027, 8, 30), 0), (date(2027, 9, 6), 3)):
            (found,) = days_of([agenda], [day], bare.viewer("medecin"))
            assert sum(piece.is_bookable and piece.minutes == 20 for piece in found.pieces) == free

    @pytest.mark.parametrize(
        ("changed", "field"),
        [({"ends": "05:00"}, "ends"), ({"slot_minutes": 7}, "slot_minutes"), ({"slot_minutes": 0}, "slot_minutes"),
         ({"valid_from": "2027-02-01", "valid_to": "2027-01-01"}, "valid_to"), ({"weekday": 9}, "weekday")],
    )  # fmt: skip
    def test_hours_that_cannot_be(self, bare, post, changed, field):
        said = {
            "weekday": 0,
            "starts": "06:00",
            "ends": "07:00",
            "kind": "consultation",
            "slot_minutes": 15,
            "parity": "every",
        }
        answer = post(
            "medecin", f"/secretariat/agendas/{bare.agendas['medecin'].pk}/plages/nouvelle/", **{**said, **changed}
        )
        assert answer.status_code == 422
        assert f'id="id_{field}_error"' in answer.content.decode()

    def test_holidays_of_one_s_own_close_days(self, bare, post):
        agenda = bare.agendas["medecin"]
        url = f"/secretariat/agendas/{agenda.pk}/exceptions/nouvelle/"
        said = {"first": "2027-07-05", "last": "2027-07-09", "kind": "closed", "reason": "Congés"}
        assert post("medecin", url, **said).status_code == 302
        for day, is_open in ((date(2027, 7, 9), False), (date(2027, 7, 12), True)):
            (found,) = days_of([agenda], [day], bare.viewer("medecin"))
            assert any(piece.is_bookable for piece in found.pieces) == is_open
        assert post("medecin", url, **{**said, "last": "2027-07-01"}).status_code == 422

    def test_public_holidays_of_the_house_close(self, bare):
        (found,) = days_of([bare.agendas["medecin"]], [date(2027, 5, 1)], bare.viewer("medecin"))
        assert found.holiday
        assert not any(piece.is_bookable for piece in found.pieces)
