"""What people write with shape: cleaned when it enters, and once more when it is shown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape, unescape
from typing import Final

import nh3
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from entregent.core.richtext_parts import DEEPEST, plain_of, split_quotation

# The policy of pages allows no style: a colour is the name of one of these classes.
INKS: Final = ("ink-red", "ink-orange", "ink-green", "ink-blue", "ink-purple", "ink-grey")
MOST_BYTES: Final = 100_000  # of markup
MOST_CHARACTERS: Final = 20_000  # of text
MOST_TAGS: Final = 12_000  # a table of 350 rows of 15 columns
MOST_NESTED: Final = 60  # no editor nests so deep: parsers take the square of it

ADDRESS = re.compile(r"(?:https?://|mailto:|tel:)[^\s<>\"'`\\]+", re.IGNORECASE)
# Characters that no keyboard writes; line ends and tabs stay.
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
EMPTY = re.compile(r"<p>(?:<br>|&nbsp;|\s)*</p>")  # lines that editors leave; paragraphs are spaced by the page
NUMBERS = re.compile(r"(?<=\d) (?=\d{3}(?!\d)[^<>]*<)")  # spaces within them
SPAN = re.compile(r"[1-9]\d?")
TAG = re.compile(r"<(/?)[a-zA-Z][^<>]*>")
CELL_ENDS = re.compile(r"</t[dh]\s*>", re.IGNORECASE)
LINE_ENDS = re.compile(r"</(?:p|tr|li|h[1-6]|div|pre|blockquote)\s*>|<br\s*/?>", re.IGNORECASE)


def _attribute_that_may_stay(tag: str, name: str, value: str) -> str | None:
    """The value of an attribute that may stay; None takes the attribute away."""
    if name == "href":
        return value.strip() if ADDRESS.fullmatch(value.strip()) else None
    if name in ("colspan", "rowspan"):
        return value if SPAN.fullmatch(value) else None
    return value


CLEANER = nh3.Cleaner(
    tags={
        "p", "br", "hr", "h3", "h4", "blockquote", "pre", "code", "ul", "ol", "li", "a", "span",
        "strong", "b", "em", "i", "u", "s", "sub", "sup", "table", "thead", "tbody", "tr", "th", "td",
    },
    clean_content_tags={
        "script", "style", "template", "noscript", "iframe", "object", "embed", "svg", "math", "title",
        "textarea", "select", "xmp", "noembed",
    },
    attributes={"*": set(), "a": {"href"}, "th": {"colspan", "rowspan"}, "td": {"colspan", "rowspan"}},
    tag_attribute_values={"th": {"scope": {"row", "col"}}},
    allowed_classes={"span": set(INKS)},
    attribute_filter=_attribute_that_may_stay,
    url_schemes={"https", "http", "mailto", "tel"},
    link_rel="noopener noreferrer nofollow",
)  # fmt: skip


@dataclass(frozen=True)
class Written:
    """What someone wrote: its words, and its shape when it has one (`html`, cleaned; "" for plain text)."""

    text: str
    html: str = ""

    def __bool__(self) -> bool:
        return bool(self.text.strip())

    def __str__(self) -> str:
        return self.text

    @classmethod
    def plain(cls, text: str) -> Written:
        return cls(_without_controls(text))

    @classmethod
    def rich(cls, html: str) -> Written:
        """html: of any kind and from anyone. What turns out to have no shape is kept as plain text."""
        cleaned = EMPTY.sub("", clean(html))
        text = text_of(cleaned)
        return cls(text) if cleaned == of_text(text) else cls(text, cleaned)


def is_tangled(html: str) -> bool:
    """Whether cleaning it would cost more than any message is worth. Found by one pass over its tags."""
    depth = 0
    for count, tag in enumerate(TAG.finditer(html), start=1):
        depth += -1 if tag[1] else int(tag[0][1:3].lower() not in ("br", "hr", "im"))
        if count > MOST_TAGS or depth > MOST_NESTED:
            return True
    return html.count("<") > MOST_TAGS


def words_of(html: str) -> str:
    """The words of markup that is not worth cleaning, as they come; lines and cells stay apart."""
    return unescape(TAG.sub("", LINE_ENDS.sub("\n", CELL_ENDS.sub("\t", html))))


def clean(html: str) -> str:
    """The markup with nothing left in it but what messages may hold. Cleaning it again changes nothing.

    What one parser reads as harmless, another may read otherwise: markup that does not stay as it
    is when it is read again is given up, and its text alone kept.
    """
    once = CLEANER.clean(_without_controls(html))
    for _turn in range(3):
        again = CLEANER.clean(once)
        if again == once:
            return once
        once = again
    return of_text(text_of(once))


def text_of(html: str) -> str:
    """Cleaned markup as plain text: for mail, search, previews."""
    return plain_of(html)


def of_text(text: str) -> str:
    """Plain text as markup: paragraphs, line breaks, and lines that begin with ">" as a quotation."""
    return _blocks(_without_controls(text).strip(), depth=0)


def printable(text: str, html: str = "") -> tuple[SafeString, SafeString]:
    """What a page prints: what was said, then the quotation that ends it ("" for none).

    Both were cleaned here and now, whatever the database holds.
    """
    said, quoted = map(_frame_tables, split_quotation(clean(html) if html else of_text(text)))
    return mark_safe(said), mark_safe(quoted)  # noqa: S308 (cleaned, or escaped, on the line above)


def _frame_tables(cleaned: str) -> str:
    """A table wider than its column moves within its frame, which the keyboard reaches; its cells break no number."""
    if "<table" not in cleaned:
        return cleaned
    whole = NUMBERS.sub("\u00a0", cleaned)
    opening = f'<div class="table-frame" tabindex="0" role="group" aria-label="{escape(_("Table"))}"><table'
    return whole.replace("<table", opening).replace("</table>", "</table></div>")


def _without_controls(text: str) -> str:
    return CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _blocks(text: str, depth: int) -> str:
    blocks = re.split(r"\n{2,}", text)
    return "".join(_block(lines, depth) for block in blocks for lines in _runs(block.split("\n")) if block)


def _runs(lines: list[str]) -> list[list[str]]:
    """Lines in a row that are quoted, or that are not."""
    runs: list[list[str]] = []
    for line in lines:
        if runs and runs[-1][0].startswith(">") == line.startswith(">"):
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


def _block(lines: list[str], depth: int) -> str:
    if lines[0].startswith(">") and depth < DEEPEST:
        inner = "\n".join(line[1:].removeprefix(" ") for line in lines)
        return f"<blockquote>{_blocks(inner, depth + 1)}</blockquote>"
    return f"<p>{'<br>'.join(escape(line, quote=False) for line in lines)}</p>"
