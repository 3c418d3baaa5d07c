"""What each kind of question takes, keeps and tells."""

from uuid import uuid4

import pytest
from django.utils.translation import override

from entregent.questions import numbering
from entregent.questions.question import (
    CHOICE,
    DATE,
    LEVEL,
    LONG,
    MARK,
    NUMBER,
    PATH,
    TEXT,
    VERSION,
    Question,
    question_from,
)
from entregent.questions.stored_answers import answers_given, answers_in_words
from tests.questions.asked import MODULE, SCREEN, WHY, faults, fill, kept, version

SEATS = Question("n", NUMBER, "Postes", least="1", most="500", unit="postes")
DAY = Question("n", DATE, "Jour", least="2026-01-01", most="2026-12-31")
RELEASE = Question("n", VERSION, "Version", choices="7.9\n7.19.2.4\n7.19.2", least="7.2")


@pytest.mark.parametrize(
    ("question", "typed", "what"),
    [
        (Question("n", TEXT, "Nom"), " abc ", "abc"),
        (Question("n", LONG, "Récit"), "a\nb", "a\nb"),
        (Question("n", CHOICE, "Module", choices="A\nB"), "B", "B"),
        (RELEASE, "v 7.19.2.4", "7.19.2.4"),
        (SEATS, "12", "12"),
        (SEATS, "12,50", "12.50"),
        (Question("n", NUMBER, "Montant"), "1 284,5", "1284.5"),
        (DAY, "2026-02-28", "2026-02-28"),
        (Question("n", MARK, "Note"), "0", "0"),
        (Question("n", LEVEL, "Délai"), "1", "1"),
    ],
)
def test_what_is_right_is_kept(question, typed, what):
    assert kept(fill(question, n=typed)) == {"n": what}


@pytest.mark.parametrize(
    ("question", "typed"),
    [
        (Question("n", TEXT, "Nom"), "x" * 301),
        (Question("n", CHOICE, "Module", choices="A\nB"), "C"),
        (RELEASE, "7.x"),
        (RELEASE, "7.1.9"),
        (SEATS, "douze"),
        (SEATS, "NaN"),
        (SEATS, "1e999999999"),
        (SEATS, "0"),
        (SEATS, "500.01"),
        (DAY, "2025-12-31"),
        (DAY, "2027-01-01"),
        (DAY, "31 février"),
        (Question("n", MARK, "Note"), "11"),
        (Question("n", MARK, "Note"), "-1"),
        (Question("n", LEVEL, "Délai"), "4"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(question, typed):
    assert list(faults(fill(question, n=typed))) == ["n"]


@pytest.mark.parametrize("kind", [TEXT, LONG, VERSION, NUMBER, DATE, MARK, LEVEL])
def test_only_a_required_question_wants_an_answer(kind):
    assert kept(fill(Question("n", kind, "Q"), n="")) == {}
    assert list(faults(fill(Question("n", kind, "Q", is_required=True), n=""))) == ["n"]


def test_nothing_is_chosen_beforehand():
    page = "".join(map(str, fill(Question("n", MARK, "Note"), Question("m", LEVEL, "Délai"))))
    assert page.count('type="radio"') == 14
    assert "checked" not in page


def test_versions_are_sorted_as_versions():
    assert numbering.newest_first(["7.9", "7.19.2", "10.0", "7.19.2.4"]) == ["10.0", "7.19.2.4", "7.19.2", "7.9"]
    assert numbering.order("7.0") == numbering.order("v7")
    page = str(fill(RELEASE)["question-n"])
    assert page.index("7.19.2.4") < page.index('"7.19.2"') < page.index('"7.9"')


class TestPath:
    def test_a_whole_path_is_kept_and_told_as_the_manual_writes_it(self):
        form = fill(SCREEN, ecran__0="Paie", ecran__1="Bulletins", ecran__2="Calcul")
        assert kept(form) == {"ecran": ["Paie", "Bulletins", "Calcul"]}
        assert form.answers()[0]["value"] == "Paie => Bulletins => Calcul"

    @pytest.mark.parametrize(
        "typed", [{"ecran__0": "Paie"}, {"ecran__0": "Paie", "ecran__1": "News"}, {"ecran__0": "X"}]
    )
    def test_a_path_that_stops_on_the_way_is_asked_on(self, typed):
        assert list(faults(fill(SCREEN, **typed))) == ["ecran"]

    def test_each_level_is_offered_once_the_one_above_is_chosen(self):
        steps = fill(SCREEN, ecran__0="Paie")["question-ecran"].steps
        assert [[one.value for one in step.options] for step in steps] == [
            ["Accueil", "Paie"],
            ["Bulletins", "Rappels"],
        ]
        assert [step.name for step in steps] == ["question-ecran-0", "question-ecran-1"]

    def test_a_level_of_another_branch_is_never_kept(self):
        """The first level was changed without a script: what stood below it belongs to another branch."""
        form = fill(SCREEN, ecran__0="Accueil", ecran__1="Bulletins", ecran__2="Calcul")
        assert not form.is_valid()
        assert [len(step.options) for step in form["question-ecran"].steps] == [2, 2]


class TestConditions:
    def test_a_question_is_asked_only_if(self):
        assert "question-pourquoi" in fill(MODULE, WHY, module="Paie").fields
        assert "question-pourquoi" not in fill(MODULE, WHY, module="Congés").fields

    def test_the_server_does_not_take_the_page_s_word_for_it(self):
        assert list(faults(fill(MODULE, WHY, module="Paie"))) == ["pourquoi"]
        assert kept(fill(MODULE, WHY, module="Congés", pourquoi="forgé")) == {"module": "Congés"}

    def test_what_is_not_asked_decides_nothing(self):
        last = Question("fin", TEXT, "Fin", is_required=True, asked_if="oui", asked_value="A")
        middle = Question("oui", CHOICE, "Oui", choices="A\nB", asked_if="module", asked_value="Paie")
        assert kept(fill(MODULE, middle, last, module="Congés", oui="A")) == {"module": "Congés"}

    def test_a_condition_on_a_path_holds_below_it(self):
        deeper = Question("d", TEXT, "D", asked_if="ecran", asked_value="Paie => Bulletins")
        assert "question-d" in fill(SCREEN, deeper, ecran__0="Paie", ecran__1="Bulletins", ecran__2="Calcul").fields
        assert "question-d" not in fill(SCREEN, deeper, ecran__0="Paie", ecran__1="Rappels").fields

    def test_a_question_that_the_page_has_not_shown_is_asked_before_anything_is_sent(self):
        """Without a script: an optional question comes with the answer to the one before it."""
        optional = Question("note", TEXT, "Précision", asked_if="module", asked_value="Paie")
        form = fill(MODULE, optional, module="Paie")
        assert form.is_valid()
        form = fill(MODULE, optional, module="Paie")
        form.data["asked"] = "module"
        assert not form.is_valid()
        form = fill(MODULE, optional, module="Paie", note="")
        form.data["asked"] = "module note"
        assert form.is_valid()


def test_fields_of_nobody_are_ignored():
    form = fill(MODULE, module="Paie", status="closed", owner="7")
    form.data["question-999"] = "forgé"
    assert kept(form) == {"module": "Paie"}


def test_answers_are_kept_in_one_language_and_read_in_the_reader_s():
    with override("en"):
        form = fill(MODULE, module="Paie")
        assert "Payroll" in str(form["question-module"])
        assert kept(form) == {"module": "Paie"}
        answers = form.answers()
        assert [one.value for one in answers_in_words(version(MODULE), answers)] == ["Payroll"]
    assert [one["value"] for one in answers] == ["Paie"]
    assert [one.value for one in answers_in_words(version(MODULE), answers)] == ["Paie"]


def test_an_answer_to_what_is_no_longer_known_is_read_by_the_words_of_its_day():
    old = [{"key": "question-7", "label": "Ancienne", "value": "Oui"}]
    assert [(one.label, one.value) for one in answers_in_words(version(MODULE), old)] == [("Ancienne", "Oui")]
    assert [(one.label, one.value) for one in answers_in_words(None, old)] == [("Ancienne", "Oui")]


def test_numbers_and_days_are_told_in_words():
    both = version(
        Question("a", NUMBER, "A", unit="Go"), Question("b", DATE, "B"), Question("c", PATH, "C", choices="X\n Y")
    )
    answers = answers_given(both, {"a": "1284.5", "b": "2026-11-22", "c": ["X", "Y"]})
    with override("fr"):
        words = [one.value.replace("\u202f", " ").replace("\xa0", " ") for one in answers_in_words(both, answers)]
    assert words[0] == "1 284,5 Go"
    assert "2026" in words[1]
    assert words[2] == "X => Y"


def test_a_key_that_is_no_file_s_is_nobody_s():
    from entregent.questions.draft_answers import keys_in

    key = uuid4()
    assert keys_in({"question-a": [str(key), "texte"], "subject": str(uuid4()), "question-b": "x"}) == [key]


def test_a_later_version_of_the_program_is_read_as_far_as_it_is_known():
    assert question_from({"key": "a", "kind": TEXT, "label": "A", "colour": "red"}) == Question("a", TEXT, "A")
