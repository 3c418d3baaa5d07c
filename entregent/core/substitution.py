"""Names in braces, « {numero} », replaced by what they stand for. Nothing is evaluated: a name is known or not."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from html import escape

NAME = re.compile(r"\{\s*(\w{1,40})\s*\}")


def names_in(text: str) -> list[str]:
    """In the order in which they first appear."""
    return list(dict.fromkeys(NAME.findall(text)))


def unknown(text: str, known: Collection[str]) -> list[str]:
    return [name for name in names_in(text) if name not in known]


def fill(text: str, values: Mapping[str, str]) -> str:
    """Plain text. A name that nothing is known of stays as it is, for its author to see."""
    return NAME.sub(lambda found: values.get(found[1], found[0]), text)


def fill_markup(html: str, values: Mapping[str, str]) -> str:
    """Markup: what is put in is words, never tags."""
    return fill(html, {name: escape(value) for name, value in values.items()})
