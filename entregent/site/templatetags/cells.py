"""Cells of a list. Fifty rows of eight are drawn here ten times faster than by a template."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from html import escape
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from entregent.lists.fields import Cell
from entregent.site.templatetags import marks

SHORT = 14  # signs that no column cuts off
Known = dict[tuple[int, int], str]  # cells drawn, by identity and importance: they come back on many rows
MARKED = ' class="is-marked"'


def list_rows(opened: Any) -> SafeString:
    """Every row of the page; with a box to tick where something may be done to several."""
    tick_words = _("Tick “%(row)s”") if opened.actions else ""
    known: Known = {}
    yields = [column.yields for column in opened.columns]
    return SafeString("\n".join([row_of(row, tick_words, known, yields) for row in opened.rows]))


# What differs on each row is escaped by hand: three format_html a row cost half of the whole table.
def row_of(row: Any, tick_words: str, known: Known, yields: Sequence[int]) -> str:
    cells = [
        link(cell, row) if cell.kind == "link" else again(cell, soon, known)
        for cell, soon in zip(row.cells, yields, strict=True)
    ]
    begins = f'<tr id="r{escape(str(row.key))}"{MARKED if row.marked else ""}>'
    return f"{begins}{tick(row, tick_words) if tick_words else ''}{''.join(cells)}</tr>"


def again(cell: Cell, yields: int, known: Known) -> str:
    here = (id(cell), yields)
    if here not in known:
        known[here] = drawn(cell).replace('class="', f'class="yields-{yields} ', 1) if yields else drawn(cell)
    return known[here]


def tick(row: Any, words: str) -> str:
    named = next((cell.text for cell in row.cells if cell.kind == "link"), str(row.key))
    said = f'value="{escape(str(row.key))}" aria-label="{escape(words % {"row": named})}"'
    return f'<td class="is-tick"><input class="form-check-input" type="checkbox" name="cle" {said}></td>'


def link(cell: Cell, row: Any) -> str:
    words = f'<a href="{escape(row.url)}">{escape(cell.text)}</a>' if row.url else escape(cell.text)
    return f'<th scope="row"{whole(cell)}>{words}{marks.small(cell.hint)}</th>'


def whole(cell: Cell) -> str:
    """What a narrow column cuts off is at hand all the same."""
    return f' title="{escape(f"{cell.text} {cell.hint}".strip())}"' if len(cell.text) > SHORT else ""


# The same few cells come back on every row and every page; one drawing serves them all.
@lru_cache(8192)
def drawn(cell: Cell) -> SafeString:
    """A cell as its kind says; an unknown kind is a text."""
    return KINDS.get(cell.kind, text)(cell)


def text(cell: Cell) -> SafeString:
    pattern = '<td class="is-text" data-label="{}"{}>{}{}</td>'
    return format_html(pattern, cell.label, SafeString(whole(cell)), cell.text, marks.small(cell.hint))


def code(cell: Cell) -> SafeString:
    return format_html('<td class="is-code" data-label="{}">{}</td>', cell.label, cell.text)


def someone(cell: Cell) -> SafeString:
    person = marks.person(cell.text, cell.hint)
    return format_html('<td class="is-person" data-label="{}"{}>{}</td>', cell.label, SafeString(whole(cell)), person)


def moment(cell: Cell) -> SafeString:
    pattern = '<td class="is-time" data-label="{}"><time datetime="{}">{}</time></td>'
    return format_html(pattern, cell.label, cell.datetime, cell.text)


def state(cell: Cell) -> SafeString:
    badge = marks.status(cell.tone, cell.icon, cell.text)
    return format_html('<td class="is-state" data-label="{}">{}</td>', cell.label, badge)


def flag(cell: Cell) -> SafeString:
    if not cell.text:
        return format_html('<td class="is-flag" data-label="{}"></td>', cell.label)
    pattern = '<td class="is-flag" data-label="{}"><span class="flag tone-{}">{}{}</span></td>'
    return format_html(pattern, cell.label, cell.tone, marks.icon(cell.icon), cell.text)


def mark(cell: Cell) -> SafeString:
    """Only an icon on a wide screen; its words are there for those who do not see it, and on a phone."""
    if not cell.text:
        return format_html('<td class="is-mark">{}</td>', "")
    pattern = '<td class="is-mark tone-{}">{}<span class="mark-words">{}</span></td>'
    return format_html(pattern, cell.tone, marks.icon(cell.icon), cell.text)


KINDS: dict[str, Callable[[Cell], SafeString]] = {
    "code": code,
    "person": someone,
    "day": moment,
    "moment": moment,
    "status": state,
    "flag": flag,
    "mark": mark,
}
