"""Cells of an agenda. Three hundred of them are drawn here ten times faster than by a template."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from entregent.agenda.models import Engagement
from entregent.agenda.models.engagement import BLOCK
from entregent.agenda.table import Row, Shown

register = template.Library()
ANY = 1_234_567_890  # stands for a key in an address that is then made for every cell

ROW = '<tr{}><th scope="row" class="grid-hour">{}</th>{}</tr>\n'
CELL = '<td class="{}" id="c-{}" data-key="{}" data-col="{}"{} aria-label="{}"><div class="slot-in">{}</div></td>'
FREE = '<a class="slot-open" data-slot href="{}?duree={}">{}</a><span class="slot-verbs">{}{}</span>'
SLOT_VERB = (
    '<button class="slot-verb" data-verb="{}" name="creneau" value="{}" formaction="{}" title="{}" aria-label="{}">'
    "{}</button>"
)
VERB = '<button class="{}" data-verb="{}" formaction="{}" title="{}" aria-label="{}">{}</button>'
HELD = '<div class="slot-held{}"><a class="slot-open" data-slot href="{}"><bdi>{}</bdi>{}</a>{}{}{}</div>'
NOTHING = SafeString("")


@register.simple_tag
def grid_rows(rows: list[Row], lock: SafeString, trash: SafeString, arrow: SafeString) -> SafeString:
    """Every row of the table. lock, trash, arrow: the drawings of the buttons."""
    drawer = Drawer(lock, trash, arrow)
    full = SafeString(' class="is-full-hour"')
    return format_html_join(
        "", ROW, ((full if row.is_full_hour else NOTHING, row.hour, drawer.cells(row.cells)) for row in rows)
    )


@dataclass
class Drawer:
    """Words and addresses are found once for all the cells of a page."""

    lock: SafeString
    trash: SafeString
    arrow: SafeString

    @cached_property
    def words(self) -> dict[str, str]:
        return {
            "lock": _("Block at once"), "close": _("Not worked, that day"), "reopen": _("Open it again"),
            "cancel": _("Cancel and free the slot"), "new": _("new patient"), "outside": _("outside hours"),
        }  # fmt: skip

    @cached_property
    def ways(self) -> dict[str, tuple[str, str]]:
        """Addresses before and after their key."""
        names = ("engagement", "cancellation", "opening", "blocks", "closings")
        found = {name: reverse(f"secretariat:{name}", args=[ANY]).partition(str(ANY)) for name in names}
        return {name: (before, after) for name, (before, _key, after) in found.items()}

    def url(self, name: str, key: int) -> str:
        before, after = self.ways[name]
        return f"{before}{key}{after}"

    def cells(self, cells: list[Shown]) -> SafeString:
        return format_html_join("", "{}", ((self.cell(one),) for one in cells))

    def cell(self, one: Shown) -> SafeString:
        span = format_html(' rowspan="{}"', one.span) if one.span > 1 else NOTHING
        return format_html(CELL, one.look, one.key, one.key, one.column, span, one.name, self.inside(one))

    def inside(self, one: Shown) -> SafeString:
        if one.piece.engagements:
            return format_html_join("", "{}", ((self.held(one, each),) for each in one.piece.engagements))
        if one.is_past or not one.may_book:
            return format_html('<span class="slot-word">{}</span>', one.words)
        slot = f"{self.url('blocks', one.day.agenda.pk).removesuffix('blocages/')}creneaux/{one.minute}/"
        lock = self.slot_verb("lock", one, "blocks", one.words_block, self.lock)
        return format_html(FREE, slot, one.piece.minutes, one.words, lock, self.second(one))

    def second(self, one: Shown) -> SafeString:
        """The bin of a free slot, or the arrow of one that was closed by it."""
        if one.piece.is_bookable:
            return self.slot_verb("close", one, "closings", one.words_close, self.trash)
        shut = one.piece.exception
        if shut is None or not shut.is_of_slot:
            return NOTHING
        url, title = self.url("opening", shut.pk), self.words["reopen"]
        return format_html(VERB, "slot-verb is-arrow", "arrow", url, title, one.words_reopen, self.arrow)

    def slot_verb(self, act: str, one: Shown, name: str, label: str, drawing: SafeString) -> SafeString:
        verb = "lock" if act == "lock" else "bin"
        url = self.url(name, one.day.agenda.pk)
        return format_html(SLOT_VERB, verb, one.slot, url, self.words[act], label, drawing)

    def held(self, one: Shown, held: Engagement) -> SafeString:
        colour = f" colour-{held.colour}" if held.colour else ""
        new = format_html(' <span class="slot-new">{}</span>', self.words["new"]) if held.is_new else NOTHING
        reason = format_html("<small><bdi>{}</bdi></small>", held.reason) if held.reason else NOTHING
        url = self.url("engagement", held.pk)
        return format_html(HELD, colour, url, str(held), new, reason, self.outside(one, held), self.bin(one, held))

    def outside(self, one: Shown, held: Engagement) -> SafeString:
        if not one.piece.is_outside or held.kind == BLOCK:
            return NOTHING
        return format_html('<small class="slot-outside">{}</small>', self.words["outside"])

    def bin(self, one: Shown, held: Engagement) -> SafeString:
        if one.is_past or not one.may_book:
            return NOTHING
        url, title = self.url("cancellation", held.pk), self.words["cancel"]
        return format_html(VERB, "slot-verb", "bin", url, title, one.words_cancel, self.trash)
