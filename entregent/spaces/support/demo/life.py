"""One year of requests: each scenario lived at its own dates, by the verbs that the screen calls."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from html import escape
from random import Random
from typing import Any
from uuid import UUID

from django.utils import timezone

from entregent.core import clock
from entregent.core.richtext import Written
from entregent.people.viewer import Viewer
from entregent.questions.models import FormVersion
from entregent.questions.stored_answers import Answers, answers_given
from entregent.spaces.support.deadlines import lapse
from entregent.spaces.support.demo import papers
from entregent.spaces.support.demo.places import Place, World
from entregent.spaces.support.demo.requests import SCENARIOS, Scenario, Turn
from entregent.spaces.support.models import Evaluation, Intervention
from entregent.spaces.support.questionnaire import CRITERIA, SCORE, asked_today

SCREENS = {
    "Bulletins": ["Paie", "Bulletins", "Calcul du mois"],
    "Déclarations": ["Déclarations", "Mensuelle", "Dépôt"],
    "Éléments variables": ["Paie", "Éléments variables", "Saisie"],
    "Paramétrage": ["Paramétrage", "Rubriques"],
}
OVER = ("closed", "cancelled", "refused_then_closed", "lapsed")
YEAR = 340
TIMES = 3  # what ends happens so often over the year: statistics hide the figures of a few
SCORES, WEIGHTS = range(2, 11), (1, 1, 1, 2, 3, 6, 12, 14, 10)
SILENCE = 15  # days without an answer, after which a request lapses


def live(world: World) -> None:
    """Oldest first, so that numbers follow dates; always the same year for the same day."""
    chance = Random(47)  # noqa: S311 (a story, not a secret)
    planned = [(when(scenario, chance), scenario, chance.random()) for scenario in cast_often(chance)]
    for opened_at, scenario, luck in sorted(planned, key=lambda plan: plan[0]):
        Telling(world, scenario, opened_at, Random(luck)).tell()  # noqa: S311


def cast_often(chance: Random) -> list[Scenario]:
    """What ends happens in several establishments over the year; what is under way happens once."""
    ended = [scenario for scenario in SCENARIOS if scenario.end == "closed"]
    return [*SCENARIOS, *(otherwise(scenario, chance) for _time in range(1, TIMES) for scenario in ended)]


def otherwise(scenario: Scenario, chance: Random) -> Scenario:
    """The same trouble with other marks and no comment; one in six is never evaluated."""
    score = chance.choices(SCORES, WEIGHTS)[0]
    levels = tuple(max(1, min(3, round(chance.gauss(score / 3.4, 0.5)))) for _level in scenario.levels)
    end = "lapsed" if chance.random() < 1 / 6 else scenario.end
    return replace(scenario, end=end, score=score, levels=levels, comment="")


def when(scenario: Scenario, chance: Random) -> datetime:
    length = sum(turn.after for turn in scenario.turns) / 24 + 3
    days = chance.uniform(length + 4, YEAR) if scenario.end in OVER else length + chance.uniform(0.2, 5)
    if scenario.end == "lapsed":
        days = chance.uniform(length + 4 + SILENCE, YEAR)
    if scenario.end == "to_handle":
        days = chance.uniform(0.1, 3)
    return office_hours(clock.now() - timedelta(days=days))


def office_hours(moment: datetime) -> datetime:
    """The same day or the next working one, between 8 and 18, never in the future."""
    local = timezone.localtime(moment)
    while local.weekday() > 4:
        local -= timedelta(days=1)
    local = local.replace(hour=8 + local.hour * 10 // 24)
    return min(local, clock.now())


class Telling:
    """One scenario, from its first message to its end."""

    def __init__(self, world: World, scenario: Scenario, opened_at: datetime, chance: Random) -> None:
        self.world, self.scenario, self.at = world, scenario, opened_at
        able = [place for place in world.places if scenario.product in place.contracts]
        first_of_its_end = scenario is next((one for one in SCENARIOS if one.end == scenario.end), None)
        place = chance.choices(able, weights=[3 if place is able[0] else 1 for place in able])[0]
        # Whoever enters as the first agent of the first place finds something of each kind to do.
        self.has_papers, self.sent = first_of_its_end, set[str]()
        self.place: Place = able[0] if first_of_its_end else place
        self.owner: Viewer = self.place.agents[0] if first_of_its_end else chance.choice(self.place.agents)
        self.handler: Viewer = chance.choice(
            [one for one in world.desk.staff.values() if "support.handle" in one.rights]
        )

    def tell(self) -> None:
        with clock.at(self.at):
            request = self.filed()
        for turn in self.scenario.turns:
            self.wait(turn.after)
            with clock.at(self.at):
                self.say(turn, request)
        self.wait(2)
        with clock.at(self.at):
            self.end(request)

    def say(self, turn: Turn, request: Intervention) -> None:
        if turn.who == "note":
            request.note(with_lists(turn.text), by=self.handler)
        else:
            by = self.handler if turn.who == "desk" else self.owner
            request.answer(with_lists(turn.text), by=by, files=self.papers("desk") if turn.who == "desk" else ())

    def wait(self, hours: float) -> None:
        self.at = min(max(office_hours(self.at + timedelta(hours=hours)), self.at + timedelta(minutes=7)), clock.now())

    def filed(self) -> Intervention:
        contract = self.place.contracts[self.scenario.product]
        form = contract.product.form_id
        version = asked_then(self.owner, form, self.at) if form else None
        said = (self.scenario.subject, self.scenario.text, self.details(version) if version else [])
        return Intervention.open(contract, *said, by=self.owner, files=self.papers("owner"), version=version)

    def details(self, version: FormVersion) -> Answers:
        """Module, version and platform; the screen follows from the module, where it is asked."""
        keys = ("module", "version", "platform")
        given: dict[str, Any] = dict(zip(keys, self.scenario.details, strict=False))
        if version.question("screen") and given.get("module") in SCREENS:
            given["screen"] = SCREENS[given["module"]]
        return answers_given(version, given)

    def papers(self, who: str) -> list[UUID]:
        """What goes with their first message."""
        if not self.has_papers or who in self.sent:
            return []
        self.sent.add(who)
        return papers.send_papers(self.owner if who == "owner" else self.handler, self.scenario.end, who)

    def end(self, request: Intervention) -> None:
        end = self.scenario.end
        if end == "cancelled":
            request.cancel(self.scenario.comment, by=self.owner)
        elif end != "to_handle":
            self.advance(request, end)

    def advance(self, request: Intervention, end: str) -> None:
        if request.handler_id is None:
            request.take(by=self.handler)
        if end == "in_progress":
            return
        request.propose_closure("", by=self.handler)
        if end.startswith("refused"):
            self.refuse(request)
        if end == "lapsed":
            self.wait(24 * SILENCE)
            with clock.at(self.at):
                lapse(request)
        if end.endswith("closed"):
            request.confirm_closure(self.marks(), by=self.owner)

    def refuse(self, request: Intervention) -> None:
        """The owner sends it back; the desk mends what was missing."""
        self.wait(5)
        with clock.at(self.at):
            request.refuse_closure(self.scenario.refusal, by=self.owner)
        self.wait(4)
        with clock.at(self.at):
            if self.scenario.end == "refused_then_closed":
                request.propose_closure(self.scenario.remedy, by=self.handler)
            else:
                request.answer(self.scenario.remedy, by=self.handler)

    def marks(self) -> Evaluation:
        version = asked_today(self.owner)
        assert version is not None  # each house has one
        keys = (key for key, *_words in CRITERIA)
        levels = {key: str(level) for key, level in zip(keys, self.scenario.levels, strict=True)}
        marks = {SCORE: str(self.scenario.score), "comment": self.scenario.comment, **levels}
        return Evaluation.filled(version, answers_given(version, marks))


def with_lists(text: str) -> Written:
    """Lines that begin by a dash are the items of a list."""
    return Written.rich("".join(_block(part) for part in text.split("\n\n"))) if "\n- " in text else Written.plain(text)


def _block(part: str) -> str:
    lines = part.split("\n")
    if not all(line.startswith("- ") for line in lines):
        return f"<p>{'<br>'.join(map(escape, lines))}</p>"
    return f"<ul>{''.join(f'<li>{escape(line[2:])}</li>' for line in lines)}</ul>"


def asked_then(viewer: Viewer, form: int, at: datetime) -> FormVersion:
    versions = FormVersion.objects.visible_to(viewer).filter(form=form, published_at__lte=at)
    return versions.latest("number")  # type: ignore[no-any-return]
