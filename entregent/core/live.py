"""Parts of pages that stay fresh: each room registers what it has to say, one door asks for them by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from django.utils.crypto import salted_hmac

PATH: Final = "/en-direct/"
SINCE: Final = "vu"  # the parameter that is not a part: the sign of the latest event that the page knows of
MOST_PARTS: Final = 12

# Called with the viewer and what follows the name; None says nothing.
Part = Callable[[Any, str], Any]
_parts: dict[str, Part] = {}


def sign_of(event: int) -> str:
    """What pages know of the latest event: whether it is another one, and not how many there are."""
    return salted_hmac("entregent.core.live", str(event)).hexdigest()[:20]


def register_live_part(name: str, part: Part) -> None:
    """`part(viewer, argument)` answers plain JSON, or None when there is nothing this viewer may know.

    Raises ValueError when the name is another part's.
    """
    if name == SINCE or _parts.setdefault(name, part) != part:
        raise ValueError(f"Two live parts are named {name!r}.")


def live_answers(viewer: Any, asked: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """What the parts asked for say, by name; names that nobody registered are passed over."""
    known = [(name, argument) for name, argument in asked if name in _parts][:MOST_PARTS]
    said = {name: _parts[name](viewer, argument) for name, argument in known}
    return {name: value for name, value in said.items() if value is not None}
