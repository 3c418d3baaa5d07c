"""What was asked and answered before forms had versions, moved without loss."""

from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

VERSIONS = import_module("entregent.questions.migrations.0003_first_versions")
EVALUATIONS = import_module("entregent.spaces.support.migrations.0007_evaluations_as_answers")
OLD = """
CREATE TABLE questions_question (
    id integer PRIMARY KEY, form_id bigint, position smallint, label varchar(120), label_en varchar(120),
    kind varchar(8), choices text, is_required boolean
)
"""
COLUMNS = {
    **dict.fromkeys(("delay", "follow_up", "solution", "regulatory", "technical", "human"), "smallint"),
    "comment": "text",
}


def models(*targets):
    """Those of that day, by the state of the migrations; the other rooms as they are today, but for what came later."""
    loader = MigrationLoader(connection)
    graph = loader.graph
    known = {node for target in targets for node in graph.forwards_plan(target)}

    def is_of_that_day(leaf):
        return all(node in known for node in graph.forwards_plan(leaf) if node[0] in dict(targets))

    others = [leaf for leaf in graph.leaf_nodes() if leaf[0] not in dict(targets) and is_of_that_day(leaf)]
    return loader.project_state([*others, *targets]).apps


@pytest.fixture
def past(scenery):
    """The tables of that day, beside those of today."""
    connection.check_constraints()  # PostgreSQL alters no table whose rows it has still to check
    with connection.cursor() as cursor:
        cursor.execute(OLD)
        for name, kind in COLUMNS.items():
            cursor.execute(f"ALTER TABLE support_evaluation ADD COLUMN {name} {kind}")
    return scenery


def test_what_forms_asked_becomes_their_first_version(past):
    apps = models(("questions", "0002_versions"), ("support", "0003_trainings"))
    form = apps.get_model("questions", "Form").objects.create(house_id=past.cast.houses["rival"].pk, name="Paie")
    asked = apps.get_model("questions", "Question").objects
    asked.create(pk=8, form=form, label="Version", position=1, kind="text", choices="reste")
    asked.create(pk=7, form=form, label="Module", label_en="Part", kind="choice", choices="A\nB", is_required=True)
    versions = apps.get_model("questions", "FormVersion").objects
    versions.update(number=99)  # those of today make place
    VERSIONS.publish(apps, None)
    version = versions.get(form=form)
    assert (version.number, version.published_at is None) == (1, False)
    assert version.questions == [
        {"key": "7", "kind": "choice", "label": "Module", "label_en": "Part", "choices": "A\nB", "is_required": True},
        {"key": "8", "kind": "text", "label": "Version"},
    ]


@pytest.fixture
def present(past):
    """After the columns came, before they go."""
    apps = models(("support", "0006_form_versions"))
    apps.get_model("questions", "Form").objects.filter(use="support.closing").update(use="", name="D’avant")
    return apps


def test_every_evaluation_keeps_its_mark_its_levels_and_its_comment(past, present):
    apps, evaluations = present, present.get_model("support", "Evaluation").objects
    given = {"delay": 1, "follow_up": 2, "solution": 3, "regulatory": 3, "technical": 2, "human": 1}
    with connection.cursor() as cursor:
        sets = ", ".join(f"{name} = {level}" for name, level in given.items())
        cursor.execute(f"UPDATE support_evaluation SET score = 4, comment = 'Trop long', answers = '[]', {sets}")
    apps.get_model("support", "Rating").objects.all().delete()
    EVALUATIONS.move(apps, None)
    moved = evaluations.get()
    answers = {one["key"]: one.get("raw", one["value"]) for one in moved.answers}
    levels = {f"question-{key}": str(level) for key, level in given.items()}
    assert answers == {"question-score": "4", **levels, "question-comment": "Trop long"}
    assert [one["value"] for one in moved.answers].count("Insatisfait(e)") == 2
    assert moved.version.form.use == "support.closing"
    assert {f"question-{question['key']}" for question in moved.version.questions} == set(answers)
    assert dict(apps.get_model("support", "Rating").objects.values_list("key", "level")) == {"score": 4, **given}


def test_every_house_of_support_gets_its_questionnaire(past, present):
    apps = present
    made = EVALUATIONS.questionnaires(apps)
    assert set(made) == {past.cast.houses[name].pk for name in ("vendor", "rival")}


def test_each_request_is_bound_to_what_its_product_asked(past, present):
    apps, requests = present, present.get_model("support", "Intervention").objects
    requests.update(form_version=None)
    EVALUATIONS.bind(apps, None)
    bound = dict(requests.values_list("subject", "form_version__form__name"))
    assert bound["Sujet in_progress"] == "Questions de paie"
    assert bound["Sujet to_confirm"] is None
