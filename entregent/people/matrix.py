"""Who may do what, as one table: computed from the rights of roles and from what records permit, never typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _

from entregent.core.words import Words
from entregent.people.guard import Actable
from entregent.people.models import Role
from entregent.people.models.membership import WITH_PARTY
from entregent.people.space import Right
from entregent.people.viewer import Viewer, Worn

NO, YES, OWN, OTHERS, ALL = _("No"), _("Yes"), _("One’s own"), _("Those of others"), _("All of them")
SOMEBODY: Final = 1  # the key of a member who stands for all who bear a role
SOMEBODY_ELSE: Final = 2
PARTY: Final = 1  # the customer to whom that member belongs


@dataclass(frozen=True)
class Answer:
    """may: to some extent at least, which the words say."""

    words: Words
    may: bool


@dataclass(frozen=True)
class Line:
    """One act or right, with the answer for each role."""

    label: Words
    answers: Sequence[Answer]

    @property
    def is_somebody_s(self) -> bool:
        return any(answer.may for answer in self.answers)


@dataclass(frozen=True)
class Matrix:
    roles: Sequence[Role]
    lines: Sequence[Line]


def matrix(roles: Iterable[Role], lines: Iterable[Line]) -> Matrix:
    """What nobody among these roles may do is left out."""
    return Matrix(list(roles), [line for line in lines if line.is_somebody_s])


def of_rights(roles: Sequence[Role], rights: Iterable[Right]) -> Iterator[Line]:
    for code, label in rights:
        yield Line(label, [Answer(YES, may=True) if code in role.rights else Answer(NO, may=False) for role in roles])


def of_acts(roles: Sequence[Role], acts: Mapping[str, Words], own: Actable, other: Actable) -> Iterator[Line]:
    """What may be done to one's own record and to another's.

    own, other: unsaved records, of SOMEBODY and of SOMEBODY_ELSE, whose `permits` needs nothing but that.
    """
    permitted = [(own.permits(viewer), other.permits(viewer)) for viewer in map(bearer, roles)]
    for act, label in acts.items():
        yield Line(label, [extent(mine[act], theirs[act]) for mine, theirs in permitted])


def extent(mine: bool, theirs: bool) -> Answer:
    words = {(True, True): ALL, (True, False): OWN, (False, True): OTHERS, (False, False): NO}
    return Answer(words[mine, theirs], may=mine or theirs)


def bearer(role: Role) -> Viewer:
    """Somebody in this role, of no particular customer."""
    return Viewer(
        membership_id=SOMEBODY, house_id=role.house_id, party_id=PARTY if role.side in WITH_PARTY else None,
        side=role.side, posts=(Worn.of(role),),
    )  # fmt: skip
