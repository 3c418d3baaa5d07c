"""What a space says of itself: its words, its roles and their first rights, its menu."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.functional import Promise

if TYPE_CHECKING:
    from entregent.people.models import House
    from entregent.people.viewer import Viewer

Right = tuple[str, str | Promise]


@dataclass(frozen=True)
class RoleKind:
    """A role that every house using the space gets; its rights can be changed on screen later.

    RoleKind("handler", "Technicien support", PROVIDER, ("support.handle",), needs_second_factor=True)
    """

    key: str
    name: str  # in French: it becomes data of the house
    side: str
    rights: tuple[str, ...]
    oversees: bool = True
    needs_second_factor: bool = False
    sees_health_data: bool = False


@dataclass(frozen=True)
class Entry:
    """A line of the side menu. covers: beginnings of other addresses that lie under it.

    Entry(_("Notes"), "inbox", reverse("trial:notes"), count=3)
    """

    label: str | Promise
    icon: str
    url: str = ""
    count: int = 0
    children: tuple[Entry, ...] = ()
    external: bool = False
    covers: tuple[str, ...] = ()
    is_title: bool = False  # of the entries that follow: the name of their space, for whoever works in several


@dataclass(frozen=True)
class Creation:
    """What « + » and an empty list offer. name: of its address. may: by the same right as its page asks.

    Creation("trial", _("Note"), "plus", "trial:new", lambda viewer: viewer.can(WORK))
    """

    space: str
    label: str | Promise
    icon: str
    name: str
    may: Callable[[Viewer], bool]

    @property
    def url(self) -> str:
        return reverse(self.name)


@dataclass(frozen=True)
class Space:
    """All that the rest of the house must know of one space, said once. The rooms above read their part at the start.

    Space(
        key="support", label=_("Support"), party=_("Establishment"), home="support:dashboard", help="support:help",
        roles=ROLES, rights=RIGHTS, menu=menu, pages=(RequestPage, ContractPage), creations=(REQUESTS,),
    )

    Its folder is `entregent/spaces/<key>/`, where files of these names are found by themselves: `address.py` (where it
    lies, what its pages may be sent), `acts.py` (how its acts are told), `jobs.py`, `verify.py`, `locale/`.
    Two spaces that claim the same name stop the start (site/spaces.py).

    side_of: rights that are of use to one side alone, which the other is not offered.
    open_in: makes the first records of a house that begins to use the space.
    open_work: what of a house is not over there, in words: the space is not switched off before.
    keepers: models of general rooms, with the right whose bearers keep them up to date.
    owners: labels of models that have files, with what finds one for a viewer.
    carried: models that copy names, as their `COPIED` says.
    live: parts of pages that stay fresh, by name. listen: connects it to what happens in other rooms.
    number: how its people quote the number of a record, as a pattern with one group.
    demonstration, population: modules that tell an invented year of it (`tell`, `CAST`) and fill it to be measured
    (`populate`).
    """

    key: str
    label: str | Promise
    party: str | Promise  # what it calls whom it looks after
    home: str  # URL name
    roles: tuple[RoleKind, ...]
    rights: tuple[Right, ...]
    menu: Callable[[Viewer], Iterable[Entry]]
    home_label: str | Promise = ""  # « Tableau de bord », where it has one
    help: str = ""  # URL name
    side_of: Mapping[str, str] = field(default_factory=dict)
    open_in: Callable[[House], None] = field(default=lambda house: None)
    open_work: Callable[[House], Iterable[str]] = field(default=lambda house: ())
    keepers: Mapping[Any, str] = field(default_factory=dict)
    takes_applications: bool = False  # strangers may ask its houses for an account
    applicant_party: str | Promise = ""  # what it asks them to name: « Raison sociale de votre établissement »
    pages: Sequence[Any] = ()  # of records
    linked: Sequence[Any] = ()  # those whose records may be linked with one another
    creations: Sequence[Creation] = ()
    recipients: Sequence[Any] = ()  # who is told of which act
    forms: Any = None  # the page that leads to its lists of questions
    audiences: Sequence[Any] = ()
    owners: Mapping[str, Any] = field(default_factory=dict)
    purposes: Sequence[Any] = ()  # what files may be sent for
    carried: Sequence[Any] = ()
    live: Mapping[str, Any] = field(default_factory=dict)
    holdings: Callable[[], Iterable[Any]] = field(default=lambda: ())  # what its members hold (people/holdings.py)
    panels: Sequence[Any] = ()  # of a person's profile
    listen: Sequence[Callable[[], None]] = ()
    number: str = ""
    is_kept_from_mails: bool = False  # what is written there is quoted in no mail unless the house says so
    demonstration: str = ""
    population: str = ""


SPACES: dict[str, Space] = {}


def register_space(space: Space) -> None:
    """Called once for each space that the settings name, when the application starts. Raises ValueError for a second
    one of the same key.
    """
    if SPACES.setdefault(space.key, space) is not space:
        raise ValueError(f"Two spaces have the key {space.key!r}.")


def houses_of(key: str) -> list[House]:
    """Those that use a space, for its own jobs. JSON lists are searched in Python: houses are few."""
    from entregent.people.models import House  # noqa: PLC0415 (models may want to know of spaces)

    every = House.objects.unscoped("the work of each house that uses a space").filter(is_platform=False)
    return [house for house in every if key in house.spaces]
