"""Checks of the whole: each room registers what must always be true of its rows."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it must be."""

    check: str
    message: str


Check = Callable[[], Iterable[Finding]]
_checks: dict[str, Check] = {}
_words: dict[str, str | Promise] = {}


def check(name: str, words: str | Promise) -> Callable[[Check], Check]:
    """Registers a function that yields a Finding for each thing that is wrong. words: what it makes sure of.

    Raises ValueError when the name is taken by another function.
    """

    def register(function: Check) -> Check:
        if _checks.setdefault(name, function) is not function:
            raise ValueError(f"Two checks are named {name!r}.")
        _words[name] = words
        return function

    return register


def words_of(name: str) -> str | Promise:
    return _words.get(name, name)


def names() -> list[str]:
    return sorted(_checks)


def run_checks(*only: str) -> Iterator[Finding]:
    """Findings of the named checks, of all of them when none is named.

    A check that breaks is a finding too, and the next one still runs. Raises KeyError for an unknown name.
    """
    for name in only or names():
        yield from _run_check(name, _checks[name])


def _run_check(name: str, function: Check) -> Iterator[Finding]:
    try:
        yield from function()
    except Exception as error:  # noqa: BLE001
        yield Finding(name, f"The check itself failed: {type(error).__name__}: {error}")
