from collections.abc import Iterator
from typing import Any

from django.db import migrations

from entregent.core.clock import now

BATCH = 2000
USE = "support.closing"
ABOUT = {
    "heading": "Quel est votre niveau de satisfaction concernant :",
    "heading_en": "How satisfied are you with:",
}
AT = {
    "heading": "Quel est votre niveau de satisfaction sur la réponse apportée, au niveau :",
    "heading_en": "How satisfied are you with the answer given, at each level:",
}
SCORE = (
    (
        "Quelle note de satisfaction, comprise entre 0 et 10, donneriez-vous à la prestation réalisée pour le "
        "traitement de votre demande d’intervention ?"
    ),
    "What satisfaction mark, between 0 and 10, would you give to the handling of your request?",
)
CRITERIA = (
    ("delay", "Le délai de traitement", "Time to handle", ABOUT),
    ("follow_up", "Le suivi", "Follow-up", ABOUT),
    ("solution", "La solution apportée", "Solution given", ABOUT),
    ("regulatory", "Réglementaire", "Regulatory level", AT),
    ("technical", "Technique", "Technical level", AT),
    ("human", "Humain", "Human level", AT),
)
LEVELS = {3: "Très satisfait(e)", 2: "Satisfait(e)", 1: "Insatisfait(e)"}
# The questionnaire as it was when its columns became answers: that of today may be another.
FIRST = [
    {"key": "score", "kind": "mark", "label": SCORE[0], "label_en": SCORE[1], "is_required": True, "is_fixed": True},
    *(
        {"key": key, "kind": "level", "label": label, "label_en": english, **heading, "is_required": True}
        for key, label, english, heading in CRITERIA
    ),
    {"key": "comment", "kind": "long", "label": "Commentaire", "label_en": "Comment"},
]


def move(apps: Any, schema_editor: Any) -> None:
    """Every evaluation keeps its mark, its levels and its comment, now as answers to a first version."""
    versions = questionnaires(apps)
    evaluations, ratings = apps.get_model("support", "Evaluation"), apps.get_model("support", "Rating")
    last = 0
    while batch := list(rows_of(evaluations).filter(pk__gt=last)[:BATCH]):
        for evaluation in batch:
            evaluation.version_id = versions[evaluation.closure.intervention.house_id]
            evaluation.answers = answers(evaluation)
        evaluations.objects.bulk_update(batch, ["version", "answers"], batch_size=200)
        ratings.objects.bulk_create([rating(ratings, *one) for evaluation in batch for one in levels(evaluation)])
        last = batch[-1].pk


def rows_of(evaluations: Any) -> Any:
    return evaluations.objects.select_related("closure__intervention").order_by("pk")


def questionnaires(apps: Any) -> dict[int, int]:
    """House → the first version of its closing questionnaire, for every house that uses this space or did."""
    houses, forms = apps.get_model("people", "House"), apps.get_model("questions", "Form")
    versions, interventions = apps.get_model("questions", "FormVersion"), apps.get_model("support", "Intervention")
    used = set(interventions.objects.order_by().values_list("house", flat=True).distinct())
    made = {}
    for house in houses.objects.order_by("pk"):
        if "support" in house.spaces or house.pk in used:
            form = forms.objects.create(house=house, name="Questionnaire de clôture", use=USE)
            version = versions.objects.create(form=form, number=1, questions=FIRST, published_at=now())
            made[house.pk] = version.pk
    return made


def answers(evaluation: Any) -> list[dict[str, str]]:
    given = [
        {"key": "question-score", "label": SCORE[0], "value": f"{evaluation.score} / 10", "raw": str(evaluation.score)}
    ]
    for key, label, _english, _heading in CRITERIA:
        level = getattr(evaluation, key)
        given.append({"key": f"question-{key}", "label": label, "value": LEVELS[level], "raw": str(level)})
    if evaluation.comment:
        given.append({"key": "question-comment", "label": "Commentaire", "value": evaluation.comment})
    return given


def levels(evaluation: Any) -> Iterator[tuple[Any, str, int]]:
    yield evaluation, "score", evaluation.score
    for key, *_words in CRITERIA:
        yield evaluation, key, getattr(evaluation, key)


def rating(ratings: Any, evaluation: Any, key: Any, level: Any) -> Any:
    return ratings(evaluation_id=evaluation.pk, key=key, level=level)


def bind(apps: Any, schema_editor: Any) -> None:
    """Each request was filed with what its product's form asks: the only version until now."""
    products, versions = apps.get_model("support", "Product"), apps.get_model("questions", "FormVersion")
    interventions = apps.get_model("support", "Intervention")
    first = dict(versions.objects.filter(number=1).values_list("form", "pk"))
    for product, form in products.objects.exclude(form=None).order_by("pk").values_list("pk", "form"):
        interventions.objects.filter(contract__product=product).update(form_version=first[form])


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
        ("questions", "0004_delete_question"),
        ("support", "0006_form_versions"),
    ]

    operations = [
        migrations.RunPython(bind, migrations.RunPython.noop),
        migrations.RunPython(move, migrations.RunPython.noop),
    ]
