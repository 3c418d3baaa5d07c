"""« Agenda » on screen: today first, the padlock, the bin and the arrow, the dialogue, two people at once."""

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest

from entregent.agenda.calendar import days_of
from entregent.agenda.models import AgendaException, Cancellation, Engagement, Taken
from entregent.core import clock
from tests.spaces.secretariat.cast import book, work, write_contact
from tests.spaces.secretariat.reading import AGENDA, cell, day_url, read


class TestView:
    def test_it_opens_on_today_of_the_agenda(self, bare):
        """Half past midnight in Paris is yesterday still for UTC."""
        with clock.at(datetime(2026, 3, 28, 23, 30, tzinfo=UTC)):
            assert "Dimanche 29 mars 2026" in read(bare)

    def test_day_and_week(self, bare):
        assert read(bare, url=f"{AGENDA}?jour=2026-12-02").count('<th scope="col"') == 2
        week = read(bare, url=f"{AGENDA}?jour=2026-12-02&mode=semaine")
        assert week.count('<th scope="col"') == 8
        assert "Semaine du 30 novembre au 6 décembre 2026" in week.replace("\N{NO-BREAK SPACE}", " ")

    @pytest.mark.parametrize(
        "asked", ["jour=abc", "jour=9999-12-31", "jour=0001-01-01", "mode=x&agenda=zz", "fait=pris-9"]
    )
    def test_an_address_that_means_nothing_opens_all_the_same(self, bare, asked):
        assert "data-time-grid" in read(bare, url=f"{AGENDA}?{asked}")

    def test_grey_free_visit_and_busy_each_say_so(self, bare, place):
        agenda, start, *_rest = place
        work(
            agenda,
            start.astimezone(agenda.clock).weekday(),
            time(20),
            time(21),
            by=bare.viewer("medecin"),
            kind="visit",
        )
        book(bare, "medecin", text="Dupont Hélène")
        page = read(bare, url=day_url(start, agenda))
        kind, words = cell(page, agenda, start)
        assert "is-busy" in kind
        assert "Dupont Hélène" in words
        assert "is-consultation" in cell(page, agenda, start + timedelta(minutes=15))[0]
        assert ">libre</a>" in cell(page, agenda, start + timedelta(minutes=15))[1]
        assert ">visite</a>" in page
        assert ">non travaillé</a>" in read(bare, url=f"{day_url(start, agenda)}&heures=toutes")

    def test_each_cell_bears_its_day_hour_and_state(self, bare, place):
        agenda, start, *_rest = place
        words = cell(read(bare, url=day_url(start, agenda)), agenda, start)[1]
        local = start.astimezone(agenda.clock)
        assert re.search(rf'aria-label="\w+ \d+(er)? \S+ {local:%H:%M}, libre"', words)

    def test_several_agendas_stand_side_by_side(self, bare):
        from entregent.agenda.models import Agenda

        other = Agenda(dossier=bare.lines["medecin"].dossier, name="Échographies", slot_minutes=30, position=1)
        other.save()
        page = read(bare)
        assert page.count('<th scope="col"') == 3
        assert read(bare, url=f"{AGENDA}?agenda={other.pk}").count('<th scope="col"') == 2

    def test_the_operator_has_the_agendas_where_the_secretariat_books(self, bare):
        agenda = bare.agendas["medecin"]
        url = f"/secretariat/abonnes/{agenda.dossier_id}/agenda/"
        assert "data-time-grid" in read(bare, "operatrice", url)
        type(agenda).objects.unscoped("test").filter(pk=agenda.pk).update(is_booked_by_provider=False)
        assert "data-time-grid" not in read(bare, "operatrice", url)
        assert "data-time-grid" in read(bare, "medecin")

    def test_a_week_costs_a_dozen_queries(self, secretariat, django_assert_max_num_queries):
        """Those of the frame, of the session and of the person included."""
        client = secretariat.client("medecin")
        client.get(AGENDA)
        with django_assert_max_num_queries(22):
            client.get(f"{AGENDA}?mode=semaine")

    def test_days_are_read_in_as_many_queries_however_many(self, secretariat, django_assert_max_num_queries):
        agenda, viewer = secretariat.agendas["medecin"], secretariat.viewer("medecin")
        agenda.dossier.house  # noqa: B018 (fetched before)
        days = [date(2026, 12, 1) + timedelta(days=step) for step in range(14)]
        with django_assert_max_num_queries(4):
            days_of([agenda], days, viewer)


class TestPadlockBinArrow:
    def test_the_padlock_blocks_at_once_and_undo_frees(self, bare, post, place):
        agenda, start, url, slot, _minute = place
        done = post("medecin", f"{url}blocages/", creneau=slot, retour=day_url(start, agenda))
        page = read(bare, url=done["Location"])
        assert "Rendez-vous pris" in cell(page, agenda, start)[1]
        made = Engagement.objects.unscoped("test").get()
        assert made.made_by_name == "Medecin"
        assert f"/secretariat/rendez-vous/{made.pk}/annulation/" in page
        post("medecin", f"/secretariat/rendez-vous/{made.pk}/annulation/")
        assert "is-consultation" in cell(read(bare, url=day_url(start, agenda)), agenda, start)[0]

    def test_the_padlock_blocks_time_that_is_not_worked_too(self, bare, post, place):
        agenda, start, url, *_rest = place
        night = start.astimezone(agenda.clock).replace(hour=22, minute=0).astimezone(UTC)
        assert post("medecin", f"{url}blocages/", creneau=f"{int(night.timestamp()) // 60}:15").status_code == 302
        assert Engagement.objects.unscoped("test").get().starts_at == night

    def test_the_bin_on_a_free_slot_closes_it_that_day_and_the_arrow_gives_it_back(self, bare, post, place):
        agenda, start, url, slot, _minute = place
        post("medecin", f"{url}fermetures/", creneau=slot)
        page = read(bare, url=day_url(start, agenda))
        kind, words = cell(page, agenda, start)
        assert "is-closed" in kind
        assert 'data-verb="arrow"' in words
        week_after = start + timedelta(days=7)
        assert "is-consultation" in cell(read(bare, url=day_url(week_after, agenda)), agenda, week_after)[0]
        shut = AgendaException.objects.unscoped("test").get()
        post("medecin", f"/secretariat/exceptions/{shut.pk}/levee/")
        assert "is-consultation" in cell(read(bare, url=day_url(start, agenda)), agenda, start)[0]

    def test_the_bin_on_what_is_booked_frees_it_and_keeps_who_did_it(self, bare, post, place):
        made = book(bare, "medecin", text="Dupont")
        done = post("operatrice", f"/secretariat/rendez-vous/{made.pk}/annulation/", motif="Empêché")
        kept = Cancellation.objects.unscoped("test").get(engagement=made)
        assert (kept.reason, kept.by_name) == ("Empêché", "Operatrice")
        assert "retablissement" in read(bare, "operatrice", done["Location"])
        assert post("medecin", f"/secretariat/rendez-vous/{made.pk}/retablissement/").status_code == 302
        made.refresh_from_db(from_queryset=Engagement.objects.unscoped("test"))
        assert not made.is_cancelled

    def test_what_somebody_took_since_is_not_restored(self, bare, post):
        made = book(bare, "medecin")
        made.cancel(by=bare.viewer("medecin"))
        book(bare, "medecin", text="Autre")
        answer = post("medecin", f"/secretariat/rendez-vous/{made.pk}/retablissement/")
        assert answer.status_code == 409
        assert "vient d’être pris par Responsable" in answer.content.decode()

    def test_a_past_slot_bears_no_button_and_refuses_what_is_sent(self, bare, post, place):
        agenda, start, url, slot, minute = place
        with clock.at(start + timedelta(minutes=1)):
            assert "data-verb" not in cell(read(bare, url=day_url(start, agenda)), agenda, start)[1]
            for act in ("blocages", "fermetures"):
                answer = post("medecin", f"{url}{act}/", creneau=slot)
                assert answer.status_code == 409
                assert "Ce créneau est passé" in answer.content.decode()
            form = post("medecin", f"{url}creneaux/{minute}/", minutes=15, text="Trop tard", kind="appointment")
            assert form.status_code == 409
        assert not Engagement.objects.unscoped("test").exists()

    @pytest.mark.parametrize(
        "slot", ["", "abc", "1:", ":15", "99999999999:15", "29936640:0", "29936640:99999", "-1:15", "²:15"]
    )
    def test_a_forged_slot_is_refused_with_a_sentence(self, bare, post, place, slot):
        answer = post("medecin", f"{place[2]}blocages/", creneau=slot)
        assert answer.status_code in (404, 409)
        assert not Engagement.objects.unscoped("test").exists()

    def test_only_whoever_sets_the_hours_lifts_holidays(self, bare, post, place):
        agenda, start, *_rest = place
        shut = AgendaException.between(agenda, start, start + timedelta(days=20), reason="Congés")
        shut.keep(by=bare.viewer("medecin"))
        assert post("operatrice", f"/secretariat/exceptions/{shut.pk}/levee/").status_code == 403
        assert post("medecin", f"/secretariat/exceptions/{shut.pk}/levee/").status_code == 302


class TestDialogue:
    def test_over_several_slots(self, bare, post, place):
        agenda, start, url, _slot, minute = place
        said = {"minutes": 45, "text": "Dupont", "reason": "Suivi", "kind": "appointment", "is_new": "on"}
        assert post("medecin", f"{url}creneaux/{minute}/", **said).status_code == 302
        made = Engagement.objects.unscoped("test").get()
        assert (made.minutes, made.reason, made.is_new) == (45, "Suivi", True)
        assert 'rowspan="3"' in cell(read(bare, url=day_url(start, agenda)), agenda, start)[1]

    def test_if_the_third_is_taken_nothing_is_saved(self, bare, post, place):
        agenda, start, url, _slot, minute = place
        Engagement.book(agenda, start + timedelta(minutes=30), timedelta(minutes=15), by=bare.viewer("responsable"))
        answer = post("medecin", f"{url}creneaux/{minute}/", minutes=45, text="Dupont", kind="appointment")
        assert answer.status_code == 409
        until = (start + timedelta(minutes=30)).astimezone(agenda.clock)
        words = answer.content.decode().replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
        assert f"Libre jusqu’à {until.hour} h {until:%M} seulement" in words
        assert 'value="Dupont"' in words
        assert Engagement.objects.unscoped("test").count() == 1

    def test_over_time_that_is_not_worked_it_asks_first(self, bare, post, place):
        agenda, start, url, *_rest = place
        evening = start.astimezone(agenda.clock).replace(hour=19, minute=45).astimezone(UTC)
        address = f"{url}creneaux/{int(evening.timestamp()) // 60}/"
        said = {"minutes": 30, "text": "Tard", "kind": "appointment"}
        asked = post("medecin", address, **said)
        assert asked.status_code == 422
        assert "Une partie de ce temps n’est pas travaillée" in asked.content.decode()
        assert post("medecin", address, **said, outside="on").status_code == 302

    @pytest.mark.parametrize("minutes", ["0", "-15", "7", "1441", "abc", ""])
    def test_a_length_that_the_agenda_cannot_hold(self, bare, post, place, minutes):
        answer = post("medecin", f"{place[2]}creneaux/{place[4]}/", minutes=minutes, text="x", kind="appointment")
        assert answer.status_code == 422
        assert not Engagement.objects.unscoped("test").exists()

    def test_a_contact_is_chosen_from_the_list(self, bare, post, place):
        contact = write_contact(bare, "medecin", "Dupont", "Hélène", phone="0612345678", born=date(1975, 3, 12))
        back = f"{place[2]}creneaux/{place[4]}/"
        page = read(bare, url=f"/secretariat/contacts/choix/?q=dup+1975&retour={back}")
        assert f'href="{back}?contact={contact.pk}"' in page
        assert "Dupont Hélène" in read(bare, url=f"{back}?contact={contact.pk}")
        post("medecin", back, minutes=15, contact=contact.pk, kind="appointment")
        made = Engagement.objects.unscoped("test").get()
        assert (made.contact_id, made.text) == (contact.pk, "Dupont Hélène")

    def test_a_contact_of_another_subscriber_cannot_be_chosen(self, bare, post, place):
        other = write_contact(bare, "avocat", "Secret")
        answer = post(
            "medecin", f"{place[2]}creneaux/{place[4]}/", minutes=15, contact=other.pk, kind="appointment", text="x"
        )
        assert answer.status_code == 422
        assert "Secret" not in answer.content.decode()

    def test_a_new_patient_gets_a_sheet_with_the_appointment(self, bare, post, place):
        said = {
            "minutes": 15,
            "kind": "appointment",
            "is_new": "on",
            "new_last_name": "Nouvel",
            "new_phone": "06 12 34 56 78",
        }
        assert post("medecin", f"{place[2]}creneaux/{place[4]}/", **said).status_code == 302
        made = Engagement.objects.unscoped("test").select_related("contact").get()
        assert (made.contact.name, made.text) == ("Nouvel", "Nouvel")

    def test_somebody_who_exists_already_is_told(self, bare, post, place):
        write_contact(bare, "medecin", "Dupont", phone="0612345678")
        said = {"minutes": 15, "kind": "appointment", "new_last_name": "Autre", "new_phone": "06 12 34 56 78"}
        url = f"{place[2]}creneaux/{place[4]}/"
        asked = post("medecin", url, **said)
        assert asked.status_code == 422
        assert "Dupont" in asked.content.decode()
        assert post("medecin", url, **said, anyway="on").status_code == 302

    def test_a_refused_appointment_leaves_no_sheet(self, bare, post, place):
        from entregent.contacts.models import Contact

        agenda, start, url, _slot, minute = place
        Engagement.book(agenda, start, timedelta(minutes=15), by=bare.viewer("responsable"))
        said = {"minutes": 15, "kind": "appointment", "new_last_name": "Personne"}
        assert post("medecin", f"{url}creneaux/{minute}/", **said).status_code == 409
        assert not Contact.objects.unscoped("test").exists()

    def test_two_people_who_change_the_same_are_told(self, bare, post):
        made = book(bare, "medecin", text="Avant")
        url = f"/secretariat/rendez-vous/{made.pk}/"
        said = {"minutes": 15, "kind": "appointment", "version": made.version}
        assert post("operatrice", url, **said, text="De l’opératrice").status_code == 302
        late = post("medecin", url, **said, text="Du médecin")
        words = late.content.decode()
        assert late.status_code == 409
        assert "Modifié par Operatrice" in words
        assert "De l’opératrice" in words
        assert 'value="Du médecin"' in words
        made.refresh_from_db(from_queryset=Engagement.objects.unscoped("test"))
        assert made.text == "De l’opératrice"

    def test_moving_keeps_the_old_time_when_the_new_one_is_taken(self, bare, post):
        made, other = book(bare, "medecin", hours=26), book(bare, "medecin", hours=27)
        local = other.starts_at.astimezone(bare.agendas["medecin"].clock)
        url = f"/secretariat/rendez-vous/{made.pk}/deplacement/"
        refused = post("medecin", url, day=local.date(), hour=f"{local:%H:%M}")
        assert refused.status_code == 409
        later = local + timedelta(minutes=15)
        assert post("medecin", url, day=later.date(), hour=f"{later:%H:%M}").status_code == 302
        made.refresh_from_db(from_queryset=Engagement.objects.unscoped("test"))
        assert made.starts_at == later


def test_the_version_counts_every_change(bare):
    from entregent.agenda import versions

    agenda, by = bare.agendas["medecin"], bare.viewer("medecin")

    def version():
        return versions.fresh(by, str(agenda.pk))[str(agenda.pk)]

    before = version()
    made = book(bare, "medecin")
    made.move(made.starts_at + timedelta(minutes=15), made.length, by=by)
    made.edit({"text": "x"}, by=by)
    made.cancel(by=by)
    made.restore(by=by)
    assert version() == before + 5
    assert versions.fresh(bare.viewer("avocat"), str(agenda.pk)) is None


def test_both_hours_of_the_autumn_night_are_booked_separately(bare):
    agenda, by = bare.agendas["medecin"], bare.viewer("medecin")
    summer, winter = datetime(2030, 10, 27, 0, 0, tzinfo=UTC), datetime(2030, 10, 27, 1, 0, tzinfo=UTC)
    for moment in (summer, winter):
        Engagement.book(agenda, moment, timedelta(minutes=30), by=by)
    with pytest.raises(Taken):
        Engagement.book(agenda, winter, timedelta(minutes=30), by=by)
