"""The life of a paper: handed in, read, taken in charge, filed, refused, deleted, asked for, purged."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import translation

from entregent.core import clock
from entregent.core.clock import now
from entregent.files import texts
from entregent.files.models import File
from entregent.people.errors import Refused
from entregent.people.guard import demand
from entregent.spaces.depot import jobs
from entregent.spaces.depot.lists import ArrivalList, OwnPaperList, SafeList
from entregent.spaces.depot.models import Category, Paper
from entregent.spaces.depot.readings import readings_of
from entregent.spaces.depot.verify import check_papers
from tests.spaces.depot.firm import every_mail

ARRIVED = {"comptable": {"handed.txt"}, "associee": {"handed.txt", "garage.txt"}, "remplacante": set()}
ACTS = ("open", "delete", "restore", "ask_removal", "take", "file", "refuse", "answer_removal", "release")
VERDICTS = ("unscannable", "pending", "infected")
MAY = {
    # status: (of its client, of whoever handles it)
    "handed": ({"open", "delete"}, {"open", "take", "refuse"}),
    "taken": ({"open", "ask_removal"}, {"open", "file"}),
    "asked": ({"open"}, {"open", "file", "answer_removal"}),
    "refused": ({"open", "delete"}, {"open"}),
    "removed": ({"open", "restore"}, {"open"}),
    "unscannable": ({"open", "delete"}, {"refuse", "release"}),
    "pending": ({"open", "delete"}, {"refuse"}),
    "infected": ({"delete"}, {"refuse"}),
}  # fmt: skip


@pytest.fixture(autouse=True)
def french():
    with translation.override("fr"):
        yield


def again(paper):
    return Paper.objects.unscoped("test").get(pk=paper.pk)


def in_state(firm, state):
    handler, client = firm.viewer("comptable"), firm.viewer("client")
    paper = firm.paper(
        "client", f"{state}.txt", **({"verdict": state} if state in ("unscannable", "pending", "infected") else {})
    )
    if state in ("taken", "asked"):
        paper.take(firm.category, 2026, by=handler)
    if state == "asked":
        paper.ask_removal("Erreur de dossier", by=client)
    if state == "refused":
        paper.refuse("Illisible", by=handler)
    if state == "removed":
        paper.remove(by=client)
    return paper


@pytest.mark.parametrize("state", MAY)
def test_what_each_side_may_do(firm, state):
    paper = in_state(firm, state)
    for name, expected in zip(("client", "comptable"), MAY[state], strict=True):
        assert {act for act, may in paper.abilities(firm.viewer(name)).items() if may} == expected, name
    assert set(paper.permits(firm.viewer("client"))) == set(ACTS)


def test_the_first_wins_and_the_other_is_told_who(firm):
    one, other = firm.paper(), None
    other = again(one)
    one.take(firm.category, 2026, by=firm.viewer("comptable"))
    with pytest.raises(Refused, match="Jeanny Jorquera a pris ce document en charge"):
        other.take(firm.category, 2025, by=firm.viewer("conseiller"))
    assert again(one).handler == firm.members["comptable"]
    assert again(one).year == 2026


def test_once_taken_its_client_deletes_it_no_more_and_its_bytes_are_the_same(firm):
    paper = firm.paper()
    before = File.objects.unscoped("test").get(uuid=paper.file_uuid).digest
    paper.take(firm.category, 2026, by=firm.viewer("comptable"))
    with pytest.raises(Refused):
        demand(again(paper), "delete", firm.viewer("client"))
    with pytest.raises(Refused):
        again(paper).remove(by=firm.viewer("client"))
    assert File.objects.unscoped("test").get(uuid=paper.file_uuid).digest == before


def test_the_firm_deletes_nothing_of_its_clients(firm):
    with pytest.raises(PermissionDenied):
        demand(firm.paper(), "delete", firm.viewer("comptable"))


def test_its_client_sees_who_read_it_and_when(firm):
    paper = firm.paper("client", "a.txt")
    page = firm.client("client").get(paper.get_absolute_url()).content.decode()
    assert "Personne du cabinet ne l’a encore ouvert." in page
    from tests.doors import ask

    file = File.objects.unscoped("test").get(uuid=paper.file_uuid)
    assert ask(firm.client("comptable"), "GET", file.address).status_code == 200
    page = firm.client("client").get(paper.get_absolute_url()).content.decode()
    assert "consulté par Jeanny Jorquera" in page
    assert again(paper).first_reader == firm.members["comptable"]
    assert len(readings_of(paper)) == 1


def test_its_own_client_s_reading_is_none_of_the_firm(firm):
    from tests.doors import ask

    paper = firm.paper("client", "a.txt")
    ask(firm.client("client"), "GET", File.objects.unscoped("test").get(uuid=paper.file_uuid).address)
    assert readings_of(paper) == []
    assert again(paper).first_read_at is None


def test_each_step_is_told_to_whoever_handed_it_in(firm):
    paper = firm.paper()
    every_mail().delete()
    paper.take(firm.category, 2026, by=firm.viewer("comptable"))
    assert [mail.to_address for mail in every_mail()] == ["client@demo.example"]
    every_mail().delete()
    paper.ask_removal("Erreur", by=firm.viewer("client"))
    assert [mail.to_address for mail in every_mail()] == ["comptable@demo.example"]
    every_mail().delete()
    paper.decline_removal("Dix ans", by=firm.viewer("comptable"))
    assert [mail.to_address for mail in every_mail()] == ["client@demo.example"]


def test_a_removal_that_is_granted_takes_it_away_for_good(firm):
    paper = in_state(firm, "asked")
    paper.grant_removal(by=firm.viewer("comptable"))
    assert again(paper).status == "removed"
    assert not again(paper).abilities(firm.viewer("client"))["restore"]


def test_a_refusal_gives_its_reason_to_its_client(firm):
    paper = in_state(firm, "refused")
    assert "Illisible" in firm.client("client").get(paper.get_absolute_url()).content.decode()


class TestTrash:
    def test_it_comes_back_for_thirty_days(self, firm):
        paper = in_state(firm, "removed")
        with clock.at(now() + timedelta(days=29)):
            again(paper).restore(by=firm.viewer("client"))
        assert again(paper).status == "handed"

    def test_then_its_bytes_go_and_its_line_stays(self, firm):
        paper = in_state(firm, "removed")
        with clock.at(now() + timedelta(days=31)):
            jobs.empty_trash()
            assert not again(paper).abilities(firm.viewer("client"))["restore"]
        assert not File.objects.unscoped("test").filter(uuid=paper.file_uuid).exists()
        receipt = firm.client("client").get(paper.deposit.get_absolute_url()).content.decode()
        assert paper.digest in receipt
        assert firm.client("client").get(paper.get_absolute_url()).status_code == 200

    def test_not_a_day_too_early(self, firm):
        paper = in_state(firm, "removed")
        with clock.at(now() + timedelta(days=29)):
            jobs.empty_trash()
        assert File.objects.unscoped("test").filter(uuid=paper.file_uuid).exists()


class TestRelease:
    def test_a_handler_answers_for_what_could_not_be_examined(self, firm):
        paper = in_state(firm, "unscannable")
        paper.release("Mot de passe reçu au téléphone", by=firm.viewer("comptable"))
        assert again(paper).abilities(firm.viewer("comptable"))["take"]
        assert File.objects.unscoped("test").get(uuid=paper.file_uuid).released_at

    def test_its_client_does_not(self, firm):
        with pytest.raises(PermissionDenied):
            demand(in_state(firm, "unscannable"), "release", firm.viewer("client"))


class TestLists:
    def names(self, listed):
        return {row.cells[0].text for row in listed.open().rows}

    @pytest.fixture
    def many(self, firm):
        for state in ("handed", "taken", "refused", "removed"):
            in_state(firm, state)
        firm.paper("autre", "garage.txt")
        return firm

    def test_the_client_has_what_is_in_progress_by_tab(self, many):
        viewer = many.viewer("client")
        tabs = {"": {"handed.txt", "refused.txt"}, "pris-en-charge": {"taken.txt"}, "corbeille": {"removed.txt"}}
        for tab, expected in tabs.items():
            assert self.names(OwnPaperList(viewer, {"vue": tab})) == expected

    @pytest.mark.parametrize(("person", "arrived"), ARRIVED.items())
    def test_the_firm_has_what_waits_of_the_clients_that_one_follows(self, many, person, arrived):
        assert self.names(ArrivalList(many.viewer(person), {})) == arrived

    def test_the_safe_is_sorted_by_client_year_and_nature(self, many):
        viewer = many.viewer("associee")
        assert self.names(SafeList(viewer, {})) == {"taken.txt"}
        assert self.names(SafeList(viewer, {"annee-min": "2027"})) == set()
        other = Category.objects.visible_to(viewer).exclude(pk=many.category.pk).first()
        assert self.names(SafeList(viewer, {"rubrique": str(other.pk)})) == set()

    @pytest.mark.parametrize("column", ["nom", "-nom", "date", "-date"])
    def test_name_and_date_sort(self, many, column):
        rows = OwnPaperList(many.viewer("client"), {"tri": column}).open().rows
        assert [cell.text for cell in (row.cells[0] for row in rows)]

    def test_words_are_found_in_names_and_inside(self, firm):
        paper = firm.paper("client", "Hêtraies du Val.txt", content=b"")
        texts._keepers["depot.paper"](paper.pk, "Parquet en chêne massif, Kerguelen")
        for asked in ("hetraies", "HÊTRAIES", "kerguelen", "chene massif"):
            assert self.names(OwnPaperList(firm.viewer("client"), {"q": asked})) == {"Hêtraies du Val.txt"}, asked
        assert self.names(OwnPaperList(firm.viewer("client"), {"q": "sapin"})) == set()

    def test_what_is_inside_is_found_by_nobody_else(self, firm):
        paper = firm.paper("client", "secret.txt")
        texts._keepers["depot.paper"](paper.pk, "Kerguelen")
        for person in ("autre", "remplacante", "etranger"):
            found = OwnPaperList(firm.viewer(person), {"q": "kerguelen"}).open()
            assert (found.total, self.names(OwnPaperList(firm.viewer(person), {"q": "kerguelen"}))) == (0, set())


def test_a_job_reads_what_was_handed_in(firm):
    paper = firm.paper("client", "note.txt", content=b"Le moulin de Kerguelen")
    file = File.objects.unscoped("test").get(uuid=paper.file_uuid)
    texts.read_out.func(file.pk)
    found = OwnPaperList(firm.viewer("client"), {"q": "moulin"}).open()
    assert found.total == 1


def test_rows_say_what_their_events_say(firm):
    for state in MAY:
        in_state(firm, state)
    assert list(check_papers()) == []
    Paper.objects.unscoped("test").filter(status="taken").update(status="handed")
    assert list(check_papers())


def test_many_at_once(firm):
    """Ticked and taken in charge by the engine of lists; undone as long as nobody else moved."""
    from entregent.spaces.depot.actions import Delete, Take

    paper, by = firm.paper(), firm.viewer("comptable")
    said = {"category": str(firm.category.pk), "year": "2026", "summary": ""}
    before = Take().apply(paper, said, by=by)
    assert again(paper).status == "taken"
    Take().undo(again(paper), before, by=by)
    assert (again(paper).status, again(paper).handler) == ("handed", None)
    Delete().apply(again(paper), {}, by=firm.viewer("client"))
    Delete().undo(again(paper), None, by=firm.viewer("client"))
    assert again(paper).status == "handed"


def test_ticked_ones_come_as_one_archive_of_what_may_be_opened(firm):
    import io
    import zipfile

    from tests.doors import ask

    firm.hand_in("client", "a.txt", "a.txt")
    firm.paper("client", "b.txt", verdict="unscannable")
    keys = list(Paper.objects.unscoped("test").values_list("pk", flat=True))
    client = firm.client("comptable")
    answer = client.post(
        reverse("runs"), {"liste": "depot.ArrivalList", "etat": "?", "acte": "telechargement", "cle": keys}
    )
    assert answer.status_code == 302
    assert answer.url.startswith("/archive/")
    told = ask(client, "GET", answer.url)
    assert zipfile.ZipFile(io.BytesIO(told.content)).namelist() == ["a.txt", "a (2).txt"]
