"""What a page of statistics is about: a period, what it is narrowed to, by what it is grouped. All in its address."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, F
from django.utils.functional import Promise
from django.utils.translation import pgettext

from entregent.core.percentiles import Spread, spreads
from entregent.dashboards.period import Period
from entregent.people.viewer import Viewer

BY, MONTHLY = "par", "mois"
Key = Hashable


@dataclass(frozen=True)
class Dimension:
    """One way to part rows: by whom or by what. slug: in addresses. path: from a row to what parts it.

    rows: what a viewer may choose among. of_staff: its groups are people of the desk, whose delays are theirs too.
    """

    slug: str
    label: str | Promise
    path: str
    rows: Callable[[Viewer], Any]
    of_staff: bool = False


@dataclass(frozen=True)
class Selection:
    """by: None for months. chosen: the key that each dimension is narrowed to."""

    period: Period
    by: Dimension | None = None
    chosen: Mapping[Dimension, int] = field(default_factory=dict)

    @classmethod
    def read(cls, given: Mapping[str, str], dimensions: Sequence[Dimension], period: Period) -> Selection:
        """What means nothing in an address counts as absent."""
        keys = {one: given.get(one.slug, "") for one in dimensions}
        chosen = {one: int(key) for one, key in keys.items() if key.isascii() and key.isdigit() and len(key) < 10}
        return cls(period, next((one for one in dimensions if one.slug == given.get(BY)), None), chosen)

    @property
    def address(self) -> str:
        chosen = {one.slug: str(key) for one, key in self.chosen.items()}
        by = {BY: self.by.slug} if self.by else {}
        return f"?{urlencode({**self.period.given, **by, **chosen})}"

    @property
    def is_about_staff(self) -> bool:
        return any(one.of_staff for one in (*self.chosen, *([self.by] if self.by else [])))

    def narrowed(self, dimension: Dimension, key: int) -> Selection:
        return replace(self, by=None, chosen={**self.chosen, dimension: key})

    def beside(self, dimension: Dimension) -> Selection:
        """All the groups among which one was chosen."""
        return replace(self, by=dimension, chosen={one: key for one, key in self.chosen.items() if one != dimension})

    # Rows and their figures. at: the column whose date counts. prefix: the path from a row to what dimensions part.

    def kept(self, rows: Any, at: str, prefix: str = "") -> Any:
        chosen = {f"{prefix}{one.path}": key for one, key in self.chosen.items()}
        return rows.filter(**self.period.within(at), **chosen).order_by()

    def grouped(self, rows: Any, at: str, prefix: str = "") -> Any:
        """The same with its group, as `bucket`."""
        kept = self.kept(rows, at, prefix)
        return kept.annotate(bucket=F(f"{prefix}{self.by.path}") if self.by else self.period.place(at))

    def counts(self, rows: Any, at: str, prefix: str = "") -> dict[Key, int]:
        return dict(self.grouped(rows, at, prefix).values_list("bucket").annotate(Count("pk")))

    def spreads(self, rows: Any, at: str, column: str) -> tuple[dict[Key, Spread], Spread | None]:
        """Of each group, and of the whole."""
        grouped = self.grouped(rows, at)
        whole = spreads(self.kept(rows, at).annotate(bucket=F("house")), "bucket", column)
        return spreads(grouped, "bucket", column), next(iter(whole.values()), None)

    def words(self, viewer: Viewer) -> list[str]:
        """The period and each choice, as a sentence tells them."""
        return [str(self.period), *(self._said(viewer, one, key) for one, key in self.chosen.items())]

    def _said(self, viewer: Viewer, dimension: Dimension, key: int) -> str:
        found = dimension.rows(viewer).filter(pk=key).first()
        return pgettext("filter", "%(label)s: %(words)s") % {"label": dimension.label, "words": found or "?"}
