"""Cleaned markup taken apart: into words, or into what was said and what was quoted."""

from __future__ import annotations

import re
from html.parser import HTMLParser

BLOCKS = {"p", "ul", "ol", "blockquote", "table", "h3", "h4", "pre", "hr"}
LINES = {"li", "tr"}
VOID = {"br", "hr"}
DEEPEST = 6  # quotations of quotations


def plain_of(html: str) -> str:
    """The words, with a blank line between blocks, a dash before items and ">" before quoted lines."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    return reader.text()


def split_quotation(html: str) -> tuple[str, str]:
    """Cleaned markup before its last quotation, and the quotation, when it ends with one and begins otherwise."""
    if not html.endswith("</blockquote>"):
        return html, ""
    finder = _Ends()
    finder.feed(html)
    finder.close()
    begins = finder.begins
    if begins is None or not html[:begins].strip() or not plain_of(html[:begins]):
        return html, ""
    return html[:begins], html[begins:]


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines = [""]
        self.depth = 0  # of quotations
        self.counters: list[int | None] = []  # of the lists around: the next number, or None for dashes
        self.is_new = True  # nothing was written since the last break

    def text(self) -> str:
        joined = "\n".join(line.rstrip() for line in self.lines)
        return re.sub(r"\n(?:>[ >]*)?\n(?:[> ]*\n)+", "\n\n", joined).strip()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in BLOCKS:
            self._blank()
        if tag in LINES:
            self._break()
        self._enter(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "blockquote":
            self.depth -= 1
        elif tag in ("ul", "ol") and self.counters:
            self.counters.pop()
        if tag in BLOCKS:
            self._blank()
        elif tag in ("td", "th"):
            self._say("\t")

    def handle_data(self, data: str) -> None:
        for place, line in enumerate(data.split("\n")):
            if place:
                self._break()
            if line:
                self._say(line)

    def _enter(self, tag: str) -> None:
        if tag == "blockquote":
            self.depth += 1
        elif tag in ("ul", "ol"):
            self.counters.append(1 if tag == "ol" else None)
        elif tag == "li":
            self._say(self._bullet())
        elif tag == "br":
            self._break()

    def _bullet(self) -> str:
        number = self.counters[-1] if self.counters else None
        if number is None:
            return "- "
        self.counters[-1] = number + 1
        return f"{number}. "

    def _say(self, words: str) -> None:
        if not self.lines[-1]:
            self.lines[-1] = "> " * min(self.depth, DEEPEST)
        self.lines[-1] += words

    def _break(self) -> None:
        if self.lines[-1] or len(self.lines) < 2 or self.lines[-2]:
            self.lines.append("")

    def _blank(self) -> None:
        """One empty line, unless there is one already or an item has just begun."""
        if re.fullmatch(r"(?:> )*(?:- |\d+\. )?", self.lines[-1]) and self.lines[-1]:
            return
        if self.lines[-1]:
            self.lines.append("")
        if len(self.lines) > 1 and self.lines[-2]:
            self.lines.append("")


class _Ends(HTMLParser):
    """Where the quotation at the end begins; None when something else ends it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.begins: int | None = None
        self.open: list[str] = []
        self.starts = [0]

    def feed(self, data: str) -> None:
        for match in re.finditer("\n", data):
            self.starts.append(match.end())
        super().feed(data)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if not self.open:
            line, column = self.getpos()
            if tag != "blockquote":
                self.begins = None
            elif self.begins is None:
                self.begins = self.starts[line - 1] + column
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.open:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if not self.open and data.strip():
            self.begins = None

    def handle_entityref(self, name: str) -> None:
        self.handle_data(name)

    def handle_charref(self, name: str) -> None:
        self.handle_data(name)
