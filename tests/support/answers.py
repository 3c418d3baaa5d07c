"""Twenty-five closed requests of 2025, of which twenty were evaluated, whose figures can be worked out by hand."""

from datetime import UTC, datetime, timedelta

from entregent.questions.models import FormVersion
from entregent.questions.question import LEVEL, MARK
from entregent.questions.stored_answers import answers_given
from entregent.spaces.support.models import Closure, Evaluation, Intervention, Rating
from entregent.spaces.support.questionnaire import CRITERIA, USE
from entregent.threads.models import Thread
from tests.cast import Cast, join

# Handler, month of 2025, contract, level of the delay; their marks, None for a lapse, without an evaluation.
PARTS = (
    (("technicien", 3, "payroll", 3), (10, 10, 9, 9, 9, 8, 8, 7, 6, 3)),
    (("renfort", 6, "legal", 2), (10, 9, 8, 7, 5, 2)),
    (("responsable", 6, "school", 1), (9, 9, 0, 4)),
    (("renfort", 9, "legal", 0), (None,) * 5),
)
YEAR = {"du": "2025-01", "au": "2025-12"}


def answer(cast: Cast) -> None:
    """The n-th request was first answered after 10 n minutes and solved after 60 n."""
    join(cast, "renfort", "vendor", None, "handler", "Rose", "Lebrun")
    number = 0
    for part, scores in PARTS:
        for score in scores:
            number += 1
            close(cast, number, part, score)


def close(cast, number, part, score) -> None:
    handler, month, contract, level = part
    under, opened_at = cast.contracts[contract], datetime(2025, month, 3, 9, tzinfo=UTC)
    thread = Thread(dossier=under.dossier)
    thread.save()
    request = Intervention(
        house=cast.houses["vendor"], dossier=under.dossier, contract=under, thread=thread, number=5000 + number,
        service=under.product.service,
        subject=f"Passée {number}", owner=cast.members["agent"], handler=cast.members[handler], status="closed",
        opened_at=opened_at, ended_at=opened_at + timedelta(days=12), first_answered_at=opened_at + timedelta(hours=1),
        first_answer_minutes=10 * number, solution_minutes=60 * number,
    )  # fmt: skip
    request.save()
    closure = Closure(intervention=request, by=cast.members[handler])
    closure.save()
    if score is not None:
        evaluate(cast, closure, level, score)


def evaluate(cast, closure, level, score) -> None:
    version = FormVersion.objects.unscoped("test").filter(form__use=USE, form__house=cast.houses["vendor"]).latest("pk")
    levels = {key: str(level if key == "delay" else 3) for key, *_words in CRITERIA}
    given = answers_given(version, {"score": str(score), "comment": f"=Note {score}", **levels})
    evaluation = Evaluation.filled(version, given)
    evaluation.closure, evaluation.by = closure, cast.members["agent"]
    evaluation.save()
    Rating.objects.bulk_create(evaluation.ratings_given(LEVEL, MARK))
