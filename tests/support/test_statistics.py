"""Statistics of the desk, beside figures that were worked out by hand from tests/support/answers.py."""

import csv
import io
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404, QueryDict
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from entregent.dashboards.discretion import ASIDE, TOO_FEW
from entregent.spaces.support.statistics import report
from tests.support.answers import YEAR, answer, close

pytestmark = pytest.mark.django_db
PAGE = "/support/statistiques/"
MARKS = {0: 1, 1: 0, 2: 1, 3: 1, 4: 1, 5: 1, 6: 1, 7: 2, 8: 3, 9: 6, 10: 3}


@pytest.fixture
def past(scenery):
    answer(scenery.cast)
    return scenery.cast


@pytest.fixture
def told(past):
    """The report of the manager, by what an address says besides the year."""

    def of(**given):
        return report(past.viewer("responsable"), {**YEAR, **{key: str(value) for key, value in given.items()}})

    return of


def line(table, name):
    return next(one.values for one in table.lines if one.name == name)


def length(minutes):
    return timedelta(minutes=minutes)


class TestFigures:
    def test_of_the_whole(self, told):
        """25 requests: delays 10 to 250 by tens; 20 marks that sum to 142, nine of them 9 or 10, six 6 or less."""
        assert told().whole.total.values == {
            "opened": 25, "closed": 25, "answers": 20, "rate": 80, "mark": Decimal("7.1"), "net": 15,
            "answer_median": length(130), "answer_ninth": length(230), "answer_mean": length(130),
            "solution_median": length(780), "solution_ninth": length(1380), "solution_mean": length(780),
        }  # fmt: skip

    def test_of_each_month_of_the_year_those_without_requests_included(self, told):
        lines = told().whole.lines
        assert [one.values["closed"] for one in lines] == [0, 0, 10, 0, 0, 10, 0, 0, 5, 0, 0, 0]
        assert [one.values["answers"] for one in lines] == [0, 0, 10, 0, 0, 10, 0, 0, 0, 0, 0, 0]
        assert [one.values["rate"] for one in lines[2:9:3]] == [100, 100, 0]
        assert [one.values["mark"] for one in lines[2:9:3]] == [Decimal("7.9"), Decimal("6.3"), None]
        assert [one.values["net"] for one in lines[2:9:3]] == [30, 0, None]
        assert [one.values["answer_median"] for one in lines[2:9:3]] == [length(55), length(155), length(230)]
        assert lines[0].values["solution_mean"] is None

    def test_without_an_address_the_last_twelve_months(self, past):
        lines = report(past.viewer("responsable"), {}).whole.lines
        assert len(lines) == 12
        assert sum(one.values["opened"] for one in lines) == 7  # of the scene, today

    def test_how_marks_are_spread(self, told):
        table = told().table("notes")
        assert {int(one.name): one.values["count"] for one in table.lines} == MARKS
        assert table.total.values == {"count": 20}

    def test_the_six_criteria(self, told):
        lines = told().table("criteres").lines
        assert [tuple(one.values.values()) for one in lines] == [(10, 6, 4), *[(20, 0, 0)] * 5]

    def test_comments_lead_to_their_requests(self, told, past):
        lines = told().table("commentaires").lines
        assert len(lines) == 20
        assert {one.url for one in lines} <= {f"/support/demandes/{number}/" for number in range(5001, 5021)}
        assert lines[0].values["text"].startswith("=Note")

    @pytest.mark.parametrize(
        ("by", "names"),
        [
            ("contrat", {"Conseil": (11, 6), "Orpaie": (14, 14)}),
            ("service", {"Juridique": (11, 6), "Logiciel": (14, 14)}),
            ("intervenant", {"Théo Marchand": (10, 10), "Rose Lebrun": (11, 6), "Inès Valade": (4, 4)}),
            ("etablissement", {"Centre hospitalier de Valmorel": (21, 16), "École supérieure de Brécy": (4, 4)}),
        ],
    )
    def test_by_group(self, told, by, names):
        lines = told(par=by).whole.lines
        assert {one.name: (one.values["closed"], one.values["answers"]) for one in lines} == names
        assert told(par=by).whole.total.values == told().whole.total.values

    def test_narrowed_to_a_contract(self, told, past):
        total = told(contrat=past.products["legal"].pk).whole.total.values
        assert (total["closed"], total["answers"], total["mark"]) == (11, 6, Decimal("6.8"))
        assert (total["answer_median"], total["answer_ninth"], total["answer_mean"]) == (
            length(160), length(240), length(178),
        )  # fmt: skip

    def test_what_an_address_says_wrong_counts_as_absent(self, told):
        found = told(par="oups", contrat="oups", service="-1")
        assert (found.selection.by, found.selection.chosen) == (None, {})

    def test_another_house_sees_nothing_of_it(self, past):
        other = report(past.viewer("etranger"), {**YEAR, "contrat": str(past.products["legal"].pk)})
        assert other.whole.total.values["opened"] == 0
        assert "Conseil" not in other.sentence


class TestSmallGroups:
    """Of three handlers with 10, 6 and 4 evaluations the last shows none, nor the one before."""

    def test_marks_of_a_few_are_hidden_with_the_next_smallest(self, told):
        table = told(par="intervenant").whole
        assert line(table, "Inès Valade")["mark"] == line(table, "Inès Valade")["net"] == TOO_FEW
        assert line(table, "Rose Lebrun")["mark"] == ASIDE
        assert line(table, "Théo Marchand")["mark"] == Decimal("7.9")
        assert table.total.values["mark"] == Decimal("7.1")

    def test_so_are_delays_of_people_by_their_own_counts(self, told):
        """11 requests, 10 and 4: here the second is the next smallest."""
        table = told(par="intervenant").whole
        assert line(table, "Inès Valade")["answer_median"] == TOO_FEW
        assert line(table, "Théo Marchand")["answer_median"] == ASIDE
        assert line(table, "Rose Lebrun")["answer_median"] == length(160)
        assert line(table, "Rose Lebrun")["answer_ninth"] == length(240)

    def test_delays_of_customers_are_nobody_s_secret(self, told):
        table = told(par="etablissement").whole
        assert line(table, "École supérieure de Brécy")["answer_median"] == length(185)
        assert line(table, "École supérieure de Brécy")["mark"] == TOO_FEW
        assert line(table, "Centre hospitalier de Valmorel")["mark"] == ASIDE

    @pytest.mark.parametrize(("name", "hidden"), [("responsable", TOO_FEW), ("renfort", ASIDE), ("technicien", None)])
    def test_choosing_one_shows_no_more_than_the_group_did(self, told, past, name, hidden):
        found = told(intervenant=past.members[name].pk)
        assert found.withheld == hidden
        assert (found.whole.total.values["mark"] == hidden) == bool(hidden)
        assert all((one.values["count"] == hidden) == bool(hidden) for one in found.table("notes").lines)
        assert all((one.values["3"] == hidden) == bool(hidden) for one in found.table("criteres").lines)
        assert bool(found.table("commentaires").lines) == (hidden is None)
        assert all(one.values["mark"] is None for one in found.whole.lines if not one.values["answers"])
        assert all(one.values["mark"] == hidden for one in found.whole.lines if one.values["answers"] and hidden)

    def test_delays_of_one_chosen_too(self, told, past):
        assert told(intervenant=past.members["technicien"].pk).whole.total.values["answer_median"] == ASIDE
        assert told(intervenant=past.members["renfort"].pk).whole.total.values["answer_median"] == length(160)

    def test_the_page_and_its_files_hide_the_same(self, past, scenery):
        client, where = scenery.client("responsable"), {**YEAR, "par": "intervenant"}
        page = client.get(PAGE, where).content.decode()
        assert page.count("Effectif insuffisant") + page.count("Too few answers") >= 1
        rows = {row[0]: row for row in read_csv(client.get(PAGE, {**where, "format": "csv"}))}
        assert rows["Inès Valade"][-1] not in ("0", "5,5", "")
        assert not any(cell.replace(",", "").isdigit() for cell in rows["Inès Valade"][3:9] + rows["Inès Valade"][-2:])

    def test_a_chosen_month_of_a_few_is_hidden(self, past):
        close(past, 99, ("technicien", 11, "payroll", 3), 2)
        found = report(past.viewer("responsable"), {"du": "2025-11", "au": "2025-11"})
        assert found.whole.total.values["mark"] == found.withheld == TOO_FEW


def read_csv(response):
    assert response.status_code == 200
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


class TestFiles:
    def test_csv_has_the_totals_of_the_page(self, past, scenery):
        client = scenery.client("responsable")
        rows = read_csv(client.get(PAGE, {**YEAR, "format": "csv"}))
        assert len(rows) == 1 + 12 + 1
        assert rows[-1] == [
            "Total",
            "25",
            "25",
            "2:10",
            "3:50",
            "2:10",
            "13:00",
            "23:00",
            "13:00",
            "20",
            "80",
            "7,1",
            "15",
        ]
        page = client.get(PAGE, YEAR).content.decode()
        for words in ("2 h 10", "3 h 50", "13 h 00", "23 h 00", "7,1", "+15"):
            assert words in page

    def test_a_workbook_has_them_too(self, past, scenery):
        file = scenery.client("responsable").get(PAGE, {**YEAR, "tableau": "notes", "format": "xlsx"})
        sheet = load_workbook(io.BytesIO(b"".join(file.streaming_content))).worksheets[0]
        assert [row[1].value for row in sheet.iter_rows(min_row=2)] == [*MARKS.values(), 20]

    def test_what_people_wrote_is_no_formula(self, past, scenery):
        rows = read_csv(scenery.client("responsable").get(PAGE, {**YEAR, "tableau": "commentaires", "format": "csv"}))
        assert len(rows) == 21
        assert all(row[4].startswith("'=Note") for row in rows[1:])

    @pytest.mark.parametrize("asked", [{"format": "pdf"}, {"format": "csv", "tableau": "oups"}])
    def test_another_file_is_not_there(self, past, scenery, asked):
        assert scenery.client("responsable").get(PAGE, {**YEAR, **asked}).status_code == 404


class TestPage:
    def test_a_bar_leads_to_the_list_that_it_counts(self, told, scenery):
        urls = told().whole.lines[5].urls
        assert set(urls) == {"opened", "closed"}
        for url in urls.values():
            rows = read_csv(scenery.client("responsable").get(f"{url}&format=csv"))
            assert len(rows) == 1 + 10

    def test_where_there_is_no_such_list_there_is_no_link(self, told, past):
        assert not told(contrat=past.products["legal"].pk).whole.lines[5].urls

    def test_a_group_leads_to_its_own_figures(self, told, past):
        url = next(one.url for one in told(par="contrat").whole.lines if one.name == "Conseil")
        given = QueryDict(url.removeprefix("?")).dict()
        assert report(past.viewer("responsable"), given).whole.total.values["closed"] == 11

    def test_the_form_says_what_is_shown(self, told, past):
        chosen = {
            choice.name: [value for value, _words, is_chosen in choice.options if is_chosen]
            for choice in told(par="service", contrat=past.products["legal"].pk).choices
        }
        assert chosen == {
            "du": ["2025-01"], "au": ["2025-12"], "contrat": [str(past.products["legal"].pk)], "service": [""],
            "intervenant": [""], "etablissement": [""], "par": ["service"],
        }  # fmt: skip

    @pytest.mark.parametrize("by", ["mois", "intervenant", "etablissement"])
    def test_queries_do_not_grow_with_rows(self, past, by):
        def count():
            with CaptureQueriesContext(connection) as found:
                told = report(past.viewer("responsable"), {**YEAR, "par": by})
                assert told.whole.lines
                assert told.plots
                assert told.choices
            return len(found)

        before = count()
        for number in range(30, 40):
            close(past, number, ("technicien", number % 12 + 1, "payroll", 2), 5)
        assert count() == before
        assert before <= 24

    def test_there_are_no_more_lines_than_can_be_read(self, told, monkeypatch):
        """The rest is counted together; its marks are not told."""
        monkeypatch.setattr("entregent.dashboards.groups.MOST", 1)
        first, rest = told(par="intervenant").whole.lines
        assert (first.name, first.values["closed"]) == ("Rose Lebrun", 11)
        assert rest.values == {"opened": 14, "closed": 14, "answers": 14, "rate": 100}

    @pytest.mark.parametrize(
        ("person", "refusal"), [("agent", Http404), ("administrateur", Http404), ("technicien", PermissionDenied)]
    )
    def test_others_see_no_report(self, past, person, refusal, scenery):
        status = {Http404: 404, PermissionDenied: 403}[refusal]
        for asked in ({}, {"format": "csv"}):
            assert scenery.client(person).get(PAGE, {**YEAR, **asked}).status_code == status
        assert (PAGE in scenery.client(person).get("/support/").content.decode()) is False
