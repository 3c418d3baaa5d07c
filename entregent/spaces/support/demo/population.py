"""Requests invented in bulk, to measure with: three years of them, with their conversations and their events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from random import Random
from typing import Any

from django.db import transaction

from entregent import audit
from entregent.agenda.opening import hours_of
from entregent.core.clock import now
from entregent.core.invented import WORDS
from entregent.dossiers.models import Sequence as Numbers
from entregent.people.models import House, Membership
from entregent.people.sides import CUSTOMER, PROVIDER
from entregent.people.viewer import Viewer
from entregent.questions.question import LEVEL, MARK
from entregent.questions.stored_answers import answers_given
from entregent.spaces.support.models import Cancellation, Closure, Contract, Evaluation, Intervention, Rating
from entregent.spaces.support.questionnaire import CRITERIA, SCORE, asked_today
from entregent.spaces.support.statuses import CANCELLED, CLOSED, ENDED, IN_PROGRESS, TO_CONFIRM, TO_HANDLE
from entregent.threads.models import Message, Thread

SPAN = timedelta(days=3 * 365)
FIRST_ANSWER, PROPOSAL = 0.3, 0.85  # parts of a request's life
BATCH = 24  # requests; about twenty rows each, and no transaction holds the writer's lock for more than 500
TROUBLES = ("Anomalie", "Blocage", "Demande", "Écart", "Erreur", "Message", "Question", "Rejet", "Reprise", "Retard")


@dataclass(frozen=True)
class Place:
    """An establishment: who asks there, and under which contracts (each with its product)."""

    agents: Sequence[Membership]
    contracts: Sequence[Contract]


@dataclass(frozen=True)
class Course:
    """What becomes of one request: who takes part in it, how it stands, and when it reached each step."""

    number: int
    contract: Contract
    owner: Membership
    handler: Membership
    status: str
    opened_at: datetime
    life: timedelta
    answers: int

    @property
    def is_taken(self) -> bool:
        return self.status != TO_HANDLE

    def at(self, part: float) -> datetime:
        """A moment of its life: 0 when it was opened, 1 at its last step."""
        return self.opened_at + self.life * part

    def messages(self) -> Iterator[tuple[Membership, str, datetime]]:
        """Author, side and moment of each message: the owner's first, then each in turn."""
        yield self.owner, CUSTOMER, self.opened_at
        for turn in range(self.answers if self.is_taken else 0):
            at = self.at(FIRST_ANSWER + 0.5 * turn / self.answers)
            yield (self.owner, CUSTOMER, at) if turn % 2 else (self.handler, PROVIDER, at)


class Past:
    """Writes the requests of a house, oldest first; the same ones each day for the same places."""

    def __init__(self, house: House, places: Sequence[Place], desk: Sequence[Membership], seed: int) -> None:
        self.house, self.places, self.desk = house, places, desk
        self.chance = Random(seed)  # noqa: S311 (invented, not secret)
        self.weights = [1 / (place + 20) for place in range(len(places))]
        questionnaire = asked_today(Viewer.of_house(house.pk, "support"))
        assert questionnaire is not None  # each house has one
        self.questionnaire, self.hours = questionnaire, hours_of(house)
        self.present = now().replace(hour=0, minute=0, second=0, microsecond=0)

    def write(self, count: int) -> None:
        for first in range(0, count, BATCH):
            numbers = range(first + 1, min(first + BATCH, count) + 1)
            with transaction.atomic():
                self.write_batch([self.course(number, count) for number in numbers])
        Numbers(house=self.house, name="intervention", last=count).save(force_insert=True)

    def course(self, number: int, count: int) -> Course:
        opened_at = self.present - SPAN * (1 - number / (count + 1))
        place = self.chance.choices(self.places, self.weights)[0]
        status = status_after(self.present - opened_at, self.chance.random())
        running = [contract for contract in place.contracts if contract.covers(opened_at.date())]
        return Course(
            number, self.chance.choice(running), self.chance.choice(place.agents),
            self.chance.choice(self.desk), status, opened_at,
            min(timedelta(hours=self.chance.uniform(2, 200)), self.present - opened_at),
            self.chance.choices((3, 4, 5, 24), (45, 35, 17, 3))[0],
        )  # fmt: skip

    def write_batch(self, courses: Sequence[Course]) -> None:
        threads = Thread.objects.bulk_create(Thread(dossier_id=course.contract.dossier_id) for course in courses)
        requests = Intervention.objects.bulk_create(map(self.request, courses, threads))
        Message.objects.bulk_create(chain.from_iterable(map(self.talk, courses, threads)))
        self.close(courses, requests)
        Cancellation.objects.bulk_create(
            Cancellation(intervention_id=request.pk, by_id=request.owner_id, at=request.ended_at)
            for request in requests if request.status == CANCELLED
        )  # fmt: skip
        audit.record_past(chain.from_iterable(map(history, courses, requests)))

    def request(self, course: Course, thread: Thread) -> Intervention:
        contract, subject = course.contract, f"{self.chance.choice(TROUBLES)} : {self.words(3, ', ')}"
        ended, waits = course.status in ENDED, course.status == TO_CONFIRM or course.answers % 2 == 1
        asked = Intervention(
            house_id=self.house.pk, dossier=contract.dossier, contract=contract, thread_id=thread.pk,
            number=course.number, subject=subject, owner=course.owner, service_id=contract.product.service_id,
            handler=course.handler if course.is_taken else None,
            details=[{"key": "question-1", "label": "Version", "value": f"7.{course.number % 20}"}],
            status=course.status, opened_at=course.opened_at, awaits_owner=course.is_taken and not ended and waits,
            changed_at=course.at(1) if course.is_taken else course.opened_at, ended_at=course.at(1) if ended else None,
        )  # fmt: skip
        asked.keep_names()
        self.time(asked, course)
        return asked

    def time(self, asked: Intervention, course: Course) -> None:
        """How long the desk took, for the statistics."""
        if course.is_taken:
            asked.first_answered_at = course.at(FIRST_ANSWER)
            asked.first_answer_minutes = self.hours.minutes_between(asked.opened_at, asked.first_answered_at)
        if course.status in (TO_CONFIRM, CLOSED):
            asked.solution_minutes = self.hours.minutes_between(asked.opened_at, course.at(PROPOSAL))

    def talk(self, course: Course, thread: Thread) -> Iterator[Message]:
        for author, side, at in course.messages():
            text = f"Bonjour,\n\n{self.words(self.chance.randint(12, 60), ' ')}.\n\nCordialement."
            yield Message(
                thread_id=thread.pk, dossier_id=thread.dossier_id, author_id=author.pk, side=side, at=at, text=text
            )  # fmt: skip

    def close(self, courses: Sequence[Course], requests: Sequence[Intervention]) -> None:
        """A proposal to close wherever one was made, and its evaluation where it was confirmed."""
        pairs = zip(courses, requests, strict=True)
        closing = [pair for pair in pairs if pair[0].status in (TO_CONFIRM, CLOSED)]
        closures = Closure.objects.bulk_create(
            Closure(intervention_id=request.pk, by_id=course.handler.pk, at=course.at(PROPOSAL))
            for course, request in closing
        )
        evaluations = Evaluation.objects.bulk_create(
            self.evaluation(closure, course)
            for closure, (course, _) in zip(closures, closing, strict=True) if course.status == CLOSED
        )  # fmt: skip
        given = (evaluation.ratings_given(LEVEL, MARK) for evaluation in evaluations)
        Rating.objects.bulk_create(chain.from_iterable(given))

    def evaluation(self, closure: Closure, course: Course) -> Evaluation:
        marks = {SCORE: str(self.chance.randint(4, 10))}
        marks |= {key: self.chance.choice("1233") for key, *_words in CRITERIA}
        evaluation = Evaluation.filled(self.questionnaire, answers_given(self.questionnaire, marks))
        evaluation.closure_id, evaluation.by_id, evaluation.at = closure.pk, course.owner.pk, course.at(1)
        return evaluation

    def words(self, count: int, between: str) -> str:
        return between.join(self.chance.choices(WORDS, k=count))


@dataclass(frozen=True)
class Doer:
    """Who did it, without the viewer that a membership would have to be fetched for."""

    user_id: int
    membership_id: int
    name: str

    @classmethod
    def of(cls, member: Membership) -> Doer:
        return cls(member.user_id, member.pk, member.name)


Happened = tuple[datetime, audit.Told]


def history(course: Course, request: Intervention) -> Iterator[Happened]:
    """The events of one request, oldest first; answers tell themselves."""
    yield past_event("opened", request, course.owner, course.at(0), status=TO_HANDLE)
    if course.is_taken:
        hand = {"handler": [None, course.handler.pk]}
        yield past_event("taken", request, course.handler, course.at(0.2), status=IN_PROGRESS, changes=hand)
        if course.status in (TO_CONFIRM, CLOSED):
            yield past_event("closure_proposed", request, course.handler, course.at(PROPOSAL), status=TO_CONFIRM)
    if course.status in ENDED:
        yield past_event(course.status, request, course.owner, course.at(1), status=course.status)


def past_event(verb: str, request: Intervention, by: Membership, at: datetime, **particulars: Any) -> Happened:
    verb, place = f"support.intervention.{verb}", (request.house_id, request.dossier_id)
    return at, audit.Told(verb, request, Doer.of(by), *place, particulars)


def status_after(age: timedelta, luck: float) -> str:
    """How a request of this age stands. luck: between 0 and 1; most of the old ones are closed."""
    if luck < 0.04:
        return CANCELLED
    if age < timedelta(days=2):
        return TO_HANDLE if luck < 0.7 else IN_PROGRESS
    open_share, to_confirm_share = (0.5, 0.15) if age < timedelta(days=28) else (0.015, 0.005)
    if luck > 1 - to_confirm_share:
        return TO_CONFIRM
    return IN_PROGRESS if luck > 1 - open_share else CLOSED
