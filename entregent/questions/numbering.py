"""Versions of programs: « 7.19.2.4 » comes after « 7.9 »."""

import re

_VERSION = re.compile(r"[vV]?\s*(\d{1,6}(?:\.\d{1,6}){0,5})")


def plain(text: str) -> str:
    """Without the v and the spaces that people type. Raises ValueError for what is no version."""
    found = _VERSION.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    return found[1]


def order(text: str) -> tuple[int, ...]:
    """To sort and compare by: figures count as numbers, and « 7.0 » is « 7 ». Raises ValueError."""
    parts = [int(part) for part in plain(text).split(".")]
    while len(parts) > 1 and parts[-1] == 0:
        parts.pop()
    return tuple(parts)


def newest_first(texts: list[str]) -> list[str]:
    return sorted(texts, key=order, reverse=True)
