"""Figures of the desk: what was opened and closed, how long it took, how satisfied people are."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from entregent.core.percentiles import Spread
from entregent.dashboards import groups, plot
from entregent.dashboards.chart import following
from entregent.dashboards.discretion import Veil, too_few
from entregent.dashboards.marks import HIGH, HIGHEST, LOW, Marks
from entregent.dashboards.period import Period
from entregent.dashboards.report import Report
from entregent.dashboards.selection import Dimension, Selection
from entregent.dashboards.table import BALANCE, LENGTH, MEAN, SHARE, TEXT, Column, Line, Table, minutes, share
from entregent.dossiers.models import Dossier
from entregent.exports.export import Value
from entregent.people.models import Membership, Party
from entregent.people.posts import members_in
from entregent.people.viewer import Viewer
from entregent.questions.question import LEVEL
from entregent.spaces.support.lists import ARCHIVES
from entregent.spaces.support.models import Evaluation, Intervention, Product, Rating, Service
from entregent.spaces.support.models.contract import today
from entregent.spaces.support.questionnaire import CRITERIA, asked_today
from entregent.spaces.support.statuses import CLOSED, STATUSES

Key = Hashable
OF_EVALUATION, OF_RATING = "closure__intervention__", "evaluation__closure__intervention__"
ANSWER, SOLUTION = "answer", "solution"
DELAYS = {ANSWER: ("first_answered_at", "first_answer_minutes"), SOLUTION: ("ended_at", "solution_minutes")}
SPREAD = ("median", "ninth", "mean")
LATEST, READ = 20, 200  # comments shown, and evaluations among which they are looked for


def desk(viewer: Viewer) -> Any:
    desk = Membership.objects.visible_to(viewer).filter(party=None, pk__in=members_in(["support"]))
    return desk.order_by("name_key")


def establishments(viewer: Viewer) -> Any:
    dossiers = Dossier.objects.visible_to(viewer).filter(space="support")
    return Party.objects.visible_to(viewer).filter(pk__in=dossiers.values("party")).order_by("name_key")


DIMENSIONS = (
    Dimension("contrat", gettext_lazy("Contract"), "contract__product", Product.objects.visible_to),
    Dimension("service", gettext_lazy("Service"), "service", Service.objects.visible_to),
    Dimension("intervenant", gettext_lazy("Handler"), "handler", desk, of_staff=True),
    Dimension("etablissement", gettext_lazy("Establishment"), "dossier__party", establishments),
)
REQUESTS, SATISFACTION = gettext_lazy("Requests"), gettext_lazy("Satisfaction")
OVER = {ANSWER: gettext_lazy("First answer"), SOLUTION: gettext_lazy("Solution")}
SPREAD_WORDS = {
    "median": gettext_lazy("Half within"), "ninth": gettext_lazy("Nine out of ten within"),
    "mean": gettext_lazy("On average"),
}  # fmt: skip
COLUMNS = (
    Column("opened", pgettext_lazy("requests", "Opened"), over=REQUESTS),
    Column("closed", pgettext_lazy("requests", "Closed"), over=REQUESTS),
    *(Column(f"{delay}_{name}", SPREAD_WORDS[name], LENGTH, OVER[delay]) for delay in DELAYS for name in SPREAD),
    Column("answers", gettext_lazy("Evaluations"), over=SATISFACTION),
    Column("rate", gettext_lazy("Answer rate"), SHARE, SATISFACTION),
    Column("mark", gettext_lazy("Mean mark out of 10"), MEAN, SATISFACTION),
    Column("net", gettext_lazy("Net satisfaction score"), BALANCE, SATISFACTION),
)
LEVELS = ((3, gettext_lazy("Very satisfied")), (2, gettext_lazy("Satisfied")), (1, gettext_lazy("Dissatisfied")))
PATTERNS = {**dict.fromkeys(LOW, 3), **dict.fromkeys(HIGH, 1), 7: 2, 8: 2}


def report(viewer: Viewer, given: Mapping[str, str]) -> Report:
    selection = Selection.read(given, DIMENSIONS, Period.read(given, today()))
    figures = Figures(viewer, selection)
    tables = [figures.whole, figures.notes, figures.criteria, figures.comments]
    return Report(
        viewer, selection, DIMENSIONS, today(), tables, plots=figures.plots,
        marks=[plot.columns(figures.notes, net_words(), PATTERNS), plot.stack(figures.criteria)],
        withheld=figures.veil.whole,
    )  # fmt: skip


class Figures:
    """Each measure by its own date: opening, first answer, closing. An evaluation counts when its request closed."""

    def __init__(self, viewer: Viewer, selection: Selection) -> None:
        self.viewer, self.selection = viewer, selection
        self.rows = Intervention.objects.visible_to(viewer)
        self.done = self.rows.filter(status=CLOSED)
        self.opened = selection.counts(self.rows, "opened_at")
        self.closed = selection.counts(self.done, "ended_at")
        self.delays = {delay: selection.spreads(self._timed(delay), *DELAYS[delay]) for delay in DELAYS}
        self.veils = {delay: self._veil_of(delay) for delay in DELAYS}
        self.marks = self._marks()
        self.all_marks = Marks.together(self.marks.values())
        self.veil = Veil.over(selection, {key: marks.total for key, marks in self.marks.items()}, self._answers)

    @cached_property
    def whole(self) -> Table:
        keys = {*self.opened, *self.closed, *self.delays[ANSWER][0]}
        activity = {key: self.opened.get(key, 0) + self.closed.get(key, 0) for key in keys}
        by = self.selection.by
        return Table(
            "chiffres", _("Figures of support"), str(by.label) if by else _("Month"), COLUMNS,
            groups.lines(self.selection, self.viewer, activity, self._values, lists_of), self._total(),
        )  # fmt: skip

    @property
    def plots(self) -> list[plot.Plot]:
        upright = self.selection.by is None
        drawn = [
            (("opened", "closed"), _("Requests opened and closed"), ""),
            *((tuple(f"{delay}_{name}" for name in SPREAD[:2]), told, note) for delay, told, note in delay_words()),
            (("mark",), _("Mean satisfaction mark"), _("From 0 to 10, of the requests closed.")),
        ]
        return [
            plot.plot_of(self.whole.only(*keys).titled(title), note, upright=upright) for keys, title, note in drawn
        ]

    @cached_property
    def notes(self) -> Table:
        """« Répartition des notes »."""
        counts = self.all_marks.counts
        lines = [Line(str(mark), {"count": self.veil.shown_whole(counts[mark])}) for mark in range(HIGHEST + 1)]
        total = Line(_("Total"), {"count": self.all_marks.total})
        return Table("notes", _("How marks are spread"), _("Mark"), [Column("count", _("Evaluations"))], lines, total)

    @cached_property
    def criteria(self) -> Table:
        rows = self.selection.kept(Rating.objects.visible_to(self.viewer), f"{OF_RATING}ended_at", OF_RATING)
        counts = {(key, level): count for key, level, count in rows.values_list("key", "level").annotate(Count("pk"))}
        lines = [self._criterion(words, [counts.get((key, level), 0) for level, _words in LEVELS])
                 for key, words in self._asked().items()]  # fmt: skip
        columns = [Column(str(level), words) for level, words in LEVELS]
        return Table("criteres", _("Satisfaction by criterion"), _("Criterion"), columns, lines)

    @cached_property
    def comments(self) -> Table:
        """The latest ones, with their requests; none where their authors are too few."""
        rows = self.selection.kept(
            Evaluation.objects.visible_to(self.viewer), f"{OF_EVALUATION}ended_at", OF_EVALUATION
        )
        rows = rows.select_related("version", "closure__intervention__dossier__party")
        found = [] if self.veil.whole else rows.order_by(f"-{OF_EVALUATION}ended_at", "-pk")[:READ]
        lines = [comment(one, text) for one in found if (text := one.comment)][:LATEST]
        columns = [Column("on", _("Closing date"), TEXT), Column("party", _("Establishment"), TEXT),
                   Column("mark", _("Mark")), Column("text", _("Comment"), TEXT)]  # fmt: skip
        return Table("commentaires", _("Latest comments"), _("Request"), columns, lines)

    def _timed(self, delay: str) -> Any:
        return self.done if delay == SOLUTION else self.rows

    def _veil_of(self, delay: str) -> Veil:
        at, column = DELAYS[delay]
        timed = self._timed(delay).exclude(**{column: None})
        counts = {key: spread.count for key, spread in self.delays[delay][0].items()}
        return Veil.over(self.selection, counts, lambda beside: beside.counts(timed, at), of_staff=True)

    def _evaluations(self, selection: Selection) -> Any:
        rows = Evaluation.objects.visible_to(self.viewer)
        return selection.grouped(rows, f"{OF_EVALUATION}ended_at", OF_EVALUATION)

    def _marks(self) -> dict[Key, Marks]:
        found: dict[Key, dict[int, int]] = {}
        for key, score, count in self._evaluations(self.selection).values_list("bucket", "score").annotate(Count("pk")):
            found.setdefault(key, {})[score] = count
        return {key: Marks(counts) for key, counts in found.items()}

    def _answers(self, selection: Selection) -> dict[Key, int]:
        return dict(self._evaluations(selection).values_list("bucket").annotate(Count("pk")))

    def _values(self, keys: Sequence[Key]) -> dict[str, Value]:
        """Of one group. Of several together, what is summed: the rest is not told, as it would tell of small ones."""
        opened, closed = (sum(counts.get(key, 0) for key in keys) for counts in (self.opened, self.closed))
        marks = Marks.together(self.marks[key] for key in keys if key in self.marks)
        values: dict[str, Value] = count_values(opened, closed, marks)
        if len(keys) > 1:
            return values
        (key,) = keys
        for delay, (spreads, _whole) in self.delays.items():
            values |= {name: self.veils[delay].shown(key, told) for name, told in spread_of(delay, spreads.get(key))}
        return values | {name: self.veil.shown(key, told) for name, told in mark_values(marks).items()}

    def _total(self) -> Line:
        values: dict[str, Value] = count_values(sum(self.opened.values()), sum(self.closed.values()), self.all_marks)
        for delay, (_spreads, whole) in self.delays.items():
            values |= {name: self.veils[delay].shown_whole(told) for name, told in spread_of(delay, whole)}
        return Line(
            _("Total"),
            values | {name: self.veil.shown_whole(told) for name, told in mark_values(self.all_marks).items()},
        )

    def _asked(self) -> dict[str, str]:
        """Words of the criteria: those of the first questionnaire, then those asked today."""
        is_english, version = (get_language() or "").startswith("en"), asked_today(self.viewer)
        first = {key: english if is_english else french for key, french, english, _heading in CRITERIA}
        return first | {one.key: one.words for one in (version.asked if version else ()) if one.kind == LEVEL}

    def _criterion(self, words: str, counts: Sequence[int]) -> Line:
        hidden = self.veil.whole or too_few(sum(counts))
        return Line(words, {str(level): hidden or count for (level, _words), count in zip(LEVELS, counts, strict=True)})


def delay_words() -> Sequence[tuple[str, str, str]]:
    return (
        (ANSWER, _("Delay to the first answer"), _(
            "In your opening hours, from the filing to the first message or proposal to close that the owner could "
            "read. Counted in the month of that answer."
        )),
        (SOLUTION, _("Delay to the solution"), _(
            "In your opening hours, from the filing to the last proposal to close: the time that the owner takes to "
            "confirm is not counted. Of requests closed, in the month when they closed."
        )),
    )  # fmt: skip


def net_words() -> str:
    return _("Net satisfaction score: share of 9 and 10 less share of 0 to 6, from −100 to +100.")


def count_values(opened: int, closed: int, marks: Marks) -> dict[str, Value]:
    return {"opened": opened, "closed": closed, "answers": marks.total, "rate": share(marks.total, closed)}


def mark_values(marks: Marks) -> dict[str, Value]:
    return {"mark": marks.mean, "net": marks.net}


def spread_of(delay: str, spread: Spread | None) -> list[tuple[str, Value]]:
    return [(f"{delay}_{name}", minutes(getattr(spread, name)) if spread else None) for name in SPREAD]


def lists_of(month: date) -> dict[str, str]:
    """Where the requests that a month counts are listed."""
    every, last = f"{reverse('support:requests')}?vue={ARCHIVES}", following(month) - timedelta(days=1)
    closed = f"{every}&statut={STATUSES[CLOSED].slug}&fin-du={month}&fin-au={last}"
    return {"opened": f"{every}&date-du={month}&date-au={last}", "closed": closed}


def comment(evaluation: Evaluation, text: str) -> Line:
    request = evaluation.closure.intervention
    values = {"on": request.ended_at, "party": str(request.dossier), "mark": evaluation.score, "text": text}
    return Line(str(request.number), values, url=request.get_absolute_url())
