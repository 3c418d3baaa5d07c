"""« Vos messages » and « Vos archives »: counts, pages, kinds, archiving with its undoing, answers, erasing."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from entregent.audit.search import history_of
from entregent.core import clock
from entregent.spaces.secretariat import erasing
from entregent.spaces.secretariat.models import Archiving, CallMessage, KeepingRule
from tests.spaces.secretariat.cast import archive, take

LIST = "/secretariat/messages/?tout=1"


def read(cast, person, url=LIST):
    page = cast.client(person).get(url)
    assert page.status_code == 200
    return page.content.decode()


def numbers(page):
    return [
        int(one)
        for one in re.findall(
            r'slip-number">N° (\d+)', page.replace("\N{NARROW NO-BREAK SPACE}", " ").replace("\N{NO-BREAK SPACE}", " ")
        )
    ]


def many(cast, count, name="medecin"):
    for _one in range(count):
        take(cast, name)


class TestList:
    def test_how_many_wait_fifty_a_page_numbers_above_and_below(self, bare):
        many(bare, 65)
        first, second = read(bare, "medecin"), read(bare, "medecin", "/secretariat/messages/?page=2")
        assert "Vous avez 65 messages" in first
        assert (len(numbers(first)), len(numbers(second))) == (50, 15)
        assert sorted(numbers(first) + numbers(second)) == list(range(1, 66))
        assert first.count('<nav class="pager ') == 2
        assert first.count("?page=2") >= 2

    def test_numbers_of_a_subscriber_have_no_gap(self, bare):
        for name in ("medecin", "avocat", "medecin", "avocat", "medecin"):
            take(bare, name)
        rows = CallMessage.objects.unscoped("test").order_by("pk").values_list("dossier__line__called", "number")
        assert [number for _called, number in rows] == [1, 1, 2, 2, 3]

    def test_each_kind_has_its_icon_and_its_word(self, bare):
        for kind, words in (
            ("information", "Information"),
            ("appointment", "Rendez-vous"),
            ("visit", "Visite"),
            ("fax", "Fax"),
        ):
            take(bare, "medecin", kind=kind)
            assert words in read(bare, "medecin")
        take(bare, "medecin", is_urgent=True)
        page = read(bare, "medecin")
        assert 'slip-word">Urgent' in page
        icons = set(re.findall(r'slip-kind">.*?#([a-z0-9-]+)"', page))
        assert icons == {"message", "calendar", "home", "file-text", "alert-triangle"}

    def test_chips_keep_one_kind(self, bare):
        take(bare, "medecin", kind="visit", text="Une visite")
        take(bare, "medecin", text="Une information")
        page = read(bare, "medecin", "/secretariat/messages/?type=visite")
        assert "Une visite" in page
        assert "Une information" not in page

    def test_urgent_stands_first_until_it_is_read(self, bare, post):
        urgent = take(bare, "medecin", is_urgent=True)
        many(bare, 2)
        assert numbers(read(bare, "medecin")) == [1, 3, 2]
        assert post("medecin", f"/secretariat/messages/{urgent.pk}/connaissance/").status_code == 302
        assert numbers(read(bare, "medecin")) == [3, 2, 1]
        seen = read(bare, "operatrice", urgent.get_absolute_url()).replace("\N{NO-BREAK SPACE}", " ")
        assert "Lu par Medecin" in seen

    @pytest.mark.parametrize("typed", ["helene", "0612345678", "06 12 34 56 78", "avant midi"])
    def test_search_is_blind_to_accents_and_to_the_form_of_numbers(self, bare, typed):
        take(bare, "medecin", caller="Dupont Hélène", phone="06.12.34.56.78")
        take(bare, "medecin", caller="Martin Paul", phone="06 99 99 99 99", text="Autre chose")
        assert numbers(read(bare, "medecin", f"/secretariat/messages/?q={typed}")) == [1]

    def test_a_number_is_shown_in_pairs_and_dialled_in_full(self, bare):
        take(bare, "medecin", phone="06.12.34.56.78")
        page = read(bare, "medecin")
        assert 'href="tel:+33612345678"' in page
        assert "06 12 34 56 78" in page

    def test_the_name_leads_to_the_sheet_and_the_appointment_to_its_slot(self, secretariat):
        take(
            secretariat,
            "medecin",
            contact=secretariat.contacts["medecin"],
            engagement=secretariat.engagements["medecin"],
        )
        page = read(secretariat, "medecin")
        assert f'href="/secretariat/contacts/{secretariat.contacts["medecin"].pk}/"' in page
        assert f'href="/secretariat/rendez-vous/{secretariat.engagements["medecin"].pk}/"' in page

    def test_an_address_leads_to_a_plan_that_asks_nobody_before_a_click(self, secretariat):
        page = read(secretariat, "medecin", f"/secretariat/messages/{secretariat.messages['medecin'].pk}/plan/")
        assert "query=12+rue+de+l%E2%80%99%C3%89t%C3%A9+%26+fils" in page
        assert 'rel="noreferrer noopener"' in page
        assert not re.search(r"<(img|iframe|script|link)[^>]+openstreetmap", page)

    def test_the_printed_version_holds_all_the_messages_and_no_menu(self, bare):
        many(bare, 60)
        page = read(bare, "medecin", "/secretariat/messages/impression/")
        assert page.count('class="slip"') == 60
        assert '<nav class="side"' not in page
        assert "Cabinet Aubertin" in page


class TestArchiving:
    def test_ticked_messages_go_to_the_archives_and_come_back(self, bare, post):
        many(bare, 5)
        before = numbers(read(bare, "medecin"))
        keys = list(CallMessage.objects.unscoped("test").order_by("pk").values_list("pk", flat=True)[:3])
        done = post("medecin", "/secretariat/messages/archivage/", cle=keys)
        page = read(bare, "medecin", done["Location"])
        assert "3 messages archivés" in page
        assert "Vous avez 2 messages" in page
        assert "Vous avez 3 messages archivés" in read(bare, "medecin", "/secretariat/archives/?tout=1")
        made = Archiving.objects.unscoped("test").get()
        assert post("medecin", f"/secretariat/archivages/{made.pk}/annulation/").status_code == 302
        assert numbers(read(bare, "medecin")) == before

    def test_all_that_the_list_finds(self, bare, post):
        many(bare, 60)
        take(bare, "medecin", kind="visit")
        post("medecin", "/secretariat/messages/archivage/", tout="oui", etat="?type=information")
        assert numbers(read(bare, "medecin")) == [61]

    def test_messages_of_another_page_are_taken_too(self, bare, post):
        many(bare, 3)
        keys = list(CallMessage.objects.unscoped("test").values_list("pk", flat=True))
        post("medecin", "/secretariat/messages/archivage/", cle=keys[:1], cles=",".join(map(str, keys[1:])))
        assert numbers(read(bare, "medecin")) == []

    def test_a_key_of_another_subscriber_is_passed_over(self, bare, post):
        mine, other = take(bare, "medecin"), take(bare, "avocat")
        post("medecin", "/secretariat/messages/archivage/", cle=[mine.pk, other.pk])
        assert CallMessage.objects.unscoped("test").get(pk=other.pk).archived_at is None

    def test_an_urgent_message_that_nobody_read_stays(self, bare, post):
        urgent = take(bare, "medecin", is_urgent=True)
        post("medecin", "/secretariat/messages/archivage/", cle=[urgent.pk])
        assert numbers(read(bare, "medecin")) == [1]

    def test_what_the_operator_changed_meanwhile_is_asked_about(self, bare, post):
        message = take(bare, "medecin")
        opened = timezone.now().timestamp()
        message.change({"text": "Plutôt demain"}, by=bare.viewer("operatrice"))
        asked = post("medecin", "/secretariat/messages/archivage/", cle=[message.pk], lu=opened)
        assert asked.status_code == 409
        assert "Certains de ces messages ont changé" in asked.content.decode()
        again = post("medecin", "/secretariat/messages/archivage/", cles=message.pk, **{"quand-meme": "oui"})
        assert again.status_code == 302
        assert numbers(read(bare, "medecin")) == []

    @pytest.mark.parametrize("said", [{}, {"cle": ["x", "-1", "9" * 30]}, {"lu": "abc", "cle": ["1"]}])
    def test_nonsense_archives_nothing(self, bare, post, said):
        take(bare, "medecin")
        answer = post("medecin", "/secretariat/messages/archivage/", **said)
        assert answer.status_code == 302


class TestErasing:
    def days_after(self, bare, days):
        return clock.at(timezone.now() + timedelta(days=days))

    def test_archives_are_erased_by_the_rule_and_leave_a_count(self, bare):
        bare.messages["vieux"] = take(bare, "medecin", text="À effacer")
        waiting = take(bare, "medecin", text="En attente")
        archive(bare, "medecin", "vieux")
        url, house = bare.messages["vieux"].get_absolute_url(), bare.houses["clairvoix"]
        with self.days_after(bare, 59.9):
            assert erasing.erase_old(house) == 0
        assert "À effacer" in read(bare, "medecin", "/secretariat/archives/?tout=1")
        with self.days_after(bare, 60.1):
            assert erasing.erase_old(house) == 1
            assert erasing.erase_old(house) == 0
        assert bare.client("medecin").get(url).status_code == 404
        for place in ("/secretariat/archives/?tout=1", "/secretariat/archives/?q=effacer", "/recherche/?q=effacer"):
            assert "À effacer" not in read(bare, "medecin", place)
        line = bare.lines["medecin"]
        told = history_of("secretariat.line", line.pk).get(verb="secretariat.line.erased")
        assert told.particulars["count"] == 1
        assert "effacer" not in str(told.particulars)
        assert CallMessage.objects.unscoped("test").filter(pk=waiting.pk).exists()

    def test_the_house_sets_the_rule(self, bare, post):
        assert post("responsable", "/secretariat/archives/regle/", archive_days=7).status_code == 302
        bare.messages["vieux"] = take(bare, "medecin")
        archive(bare, "medecin", "vieux")
        with self.days_after(bare, 7.1):
            assert erasing.erase_old(bare.houses["clairvoix"]) == 1
        assert KeepingRule.of(bare.houses["rivale"]).archive_days == 60

    def test_each_house_erases_its_own(self, bare):
        bare.messages["vieux"] = take(bare, "medecin")
        archive(bare, "medecin", "vieux")
        with self.days_after(bare, 61):
            assert erasing.erase_old(bare.houses["rivale"]) == 0


class TestOneMessage:
    def test_both_sides_answer_and_the_other_is_told(self, bare, post):
        message = take(bare, "medecin")
        url = f"{message.get_absolute_url()}reponses/"
        assert post("medecin", url, text="Je rappelle demain").status_code == 302
        assert post("operatrice", url, text="Bien noté").status_code == 302
        page = read(bare, "operatrice", message.get_absolute_url())
        assert "Je rappelle demain" in page
        assert "Bien noté" in page
        assert post("medecin", url, text="").status_code == 422

    def test_to_call_back_then_called_back(self, bare, post):
        message = take(bare, "medecin")
        post("medecin", f"{message.get_absolute_url()}rappel/", on="2030-05-02")
        assert numbers(read(bare, "medecin", "/secretariat/messages/?suite=a-rappeler")) == [1]
        assert "À rappeler le 2 mai 2030" in read(bare, "medecin").replace("\N{NO-BREAK SPACE}", " ")
        post("medecin", f"{message.get_absolute_url()}rappele/")
        assert numbers(read(bare, "medecin", "/secretariat/messages/?suite=a-rappeler")) == []
        assert "Rappelé" in read(bare, "medecin", message.get_absolute_url())

    def test_the_live_door_counts_one_line_for_those_who_see_it(self, bare):
        from entregent.spaces.secretariat import reading

        many(bare, 2)
        dossier = str(bare.lines["medecin"].dossier_id)
        assert reading.fresh(bare.viewer("medecin"), dossier)["count"] == 2
        assert reading.fresh(bare.viewer("avocat"), dossier)["count"] == 0
        assert reading.fresh(bare.viewer("medecin"), "x") is None
