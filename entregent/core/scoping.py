"""Rows that refuse to be read until it is said who looks.

`Model.objects.visible_to(viewer)` is the ordinary way in. Sight lives on the query itself, so it
survives every chaining, and a query without it cannot be turned into SQL, whatever asked for it:
a loop, a count, a sub-query, a form's choices, a template.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, NoReturn, Self, TypeVar

from django.db import models
from django.db.models import Prefetch, Q, sql

if TYPE_CHECKING:
    from entregent.core.onlooker import Onlooker

M = TypeVar("M", bound=models.Model, covariant=True)
# Django itself asks "is this value taken?" over all rows when it validates uniqueness.
_checking_uniqueness: ContextVar[bool] = ContextVar("checking_uniqueness", default=False)


class Unscoped(RuntimeError):
    """A query was about to run without anyone looking, or with two different people looking."""


class GuardedQuery(sql.Query):
    """A query that compiles only once it has a sight (a viewer, or a reason in words)."""

    sight: object = None

    def get_compiler(self, *args: Any, **kwargs: Any) -> Any:
        self.demand_sight()
        return super().get_compiler(*args, **kwargs)

    def demand_sight(self) -> None:
        if self.sight is None and not _checking_uniqueness.get():
            name = self.model.__name__ if self.model else "query"
            raise Unscoped(f"{name}: call .visible_to(viewer) first")

    def combine(self, rhs: sql.Query, connector: str) -> None:
        demand_same_sight(self, rhs)
        super().combine(rhs, connector)

    def names_to_path(self, names: Sequence[str], opts: Any, *args: Any, **kwargs: Any) -> Any:
        found = super().names_to_path(names, opts, *args, **kwargs)
        # A join that fans out into guarded rows would count or show rows nobody checked.
        if fans_out(found[0]) and not _checking_uniqueness.get():
            raise Unscoped(f"{'__'.join(names)}: count from the rows you count, not through a join")
        return found


def fans_out(path: list[Any]) -> bool:
    """Whether a path of joins leads from one row to many guarded ones."""
    wide = False
    for step in path:
        wide = wide or step.m2m
        if wide and issubclass(step.to_opts.model, Scoped):
            return True
    return False


def demand_same_sight(*queries: sql.Query) -> None:
    sights = [getattr(query, "sight", None) for query in queries]
    if any(sight != sights[0] for sight in sights):
        raise Unscoped("two different sights cannot be combined")


class GuardedQuerySet(models.QuerySet[M]):
    """The only query set of guarded models."""

    query: GuardedQuery

    def __init__(self, model: Any = None, query: Any = None, using: Any = None, hints: Any = None) -> None:
        super().__init__(model, query or GuardedQuery(model), using, hints)

    def visible_to(self, viewer: Onlooker) -> Self:
        """The rows that this viewer may see, by the rule of the model's base.

        Raises Unscoped if the rows are already looked at by someone else.
        """
        self._refuse_other_sight(viewer)
        rows = self.filter(rule_of(self.model).sight_of(viewer))
        rows.query.sight = viewer
        return rows

    def unscoped(self, reason: str) -> Self:
        """All rows, for a job or a check that works for the house and not for a person.

        reason: why, in words; every use is counted and capped by a test.
        """
        self._refuse_other_sight(reason)
        rows = self.all()
        rows.query.sight = reason
        return rows

    def _refuse_other_sight(self, sight: object) -> None:
        if self.query.sight not in (None, sight):
            raise Unscoped(f"{self.model.__name__}: already looked at as {self.query.sight!r}")

    # Updates and deletions leave GuardedQuery for a class of their own, so they ask here.
    def update(self, **values: Any) -> int:
        self.query.demand_sight()
        return super().update(**values)

    update.alters_data = True  # type: ignore[attr-defined]

    def delete(self) -> tuple[int, dict[str, int]]:
        self.query.demand_sight()
        return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]

    def raw(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Unscoped(f"{self.model.__name__}: raw SQL sees everything")

    def _combinator_query(self, combinator: str, *others: Any, all: bool = False) -> Any:  # noqa: A002
        demand_same_sight(self.query, *(other.query for other in others))
        return super()._combinator_query(combinator, *others, all=all)  # type: ignore[misc]


def space_of_module(module: str) -> str:
    """« entregent.spaces.support.models » → « support »."""
    root, _, rest = module.partition(".spaces.")
    return rest.partition(".")[0] if root == "entregent" else ""


def rule_of(model: type[models.Model]) -> type[Scoped]:
    if not issubclass(model, Scoped):
        raise Unscoped(f"{model.__name__} is not guarded")
    return model


class GuardedManager(models.Manager[M]):
    """Hands out guarded query sets, and the two ways in by name."""

    def get_queryset(self) -> GuardedQuerySet[M]:
        return GuardedQuerySet(self.model, using=self._db, hints=self._hints)  # type: ignore[attr-defined]

    def visible_to(self, viewer: Onlooker) -> GuardedQuerySet[M]:
        return self.get_queryset().visible_to(viewer)

    def unscoped(self, reason: str) -> GuardedQuerySet[M]:
        return self.get_queryset().unscoped(reason)

    def raw(self, *args: Any, **kwargs: Any) -> NoReturn:
        self.get_queryset().raw(*args, **kwargs)


class Scoped(models.Model):
    """A model that holds somebody's data. Its rule is written in a base, never in a space."""

    objects: GuardedManager[Any] = GuardedManager()

    class Meta:
        abstract = True

    @classmethod
    def sight_of(cls, viewer: Onlooker) -> Q:
        """Which rows the viewer may see: by the rule of its base; of a space, for those alone who work in it."""
        space = cls.own_space()
        return Q(pk__in=[]) if space and space not in viewer.spaces else cls.sight(viewer)

    @classmethod
    def sight(cls, viewer: Onlooker) -> Q:
        """Which rows the viewer may see; asked through `sight_of`."""
        raise Unscoped(f"{cls.__name__} has no rule of sight")

    @classmethod
    def own_space(cls) -> str:
        """The key of the space whose room it stands in; nothing in the rooms of all."""
        return space_of_module(cls.__module__)

    def validate_unique(self, exclude: Any = None) -> None:
        with uniqueness():
            super().validate_unique(exclude)

    def validate_constraints(self, exclude: Any = None) -> None:
        with uniqueness():
            super().validate_constraints(exclude)


@contextmanager
def uniqueness() -> Iterator[None]:
    token = _checking_uniqueness.set(True)
    try:
        yield
    finally:
        _checking_uniqueness.reset(token)


def with_related(rows: GuardedQuerySet[Any], lookup: str, viewer: Onlooker) -> GuardedQuerySet[Any]:
    """The rows, each with those of its related rows that the same viewer may see.

    lookup: one relation of the model (no double underscore).
    """
    related = rows.model._meta.get_field(lookup).related_model
    found: GuardedQuerySet[Any] = with_rows(rows, lookup, related.objects.visible_to(viewer))
    return found


def with_rows(rows: Any, lookup: str, related: GuardedQuerySet[Any], name: str | None = None) -> Any:
    """The rows, each with those of its related rows that are in `related`, which says who looks or why.

    name: of the attribute that keeps them; else that of the relation.
    """
    related.query.demand_sight()
    return rows.prefetch_related(Prefetch(lookup, related, to_attr=name))
