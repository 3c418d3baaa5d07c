"""What a translation must keep (placeholders, spaces at the ends) and how French is set."""

import html
import re
from collections.abc import Iterator, Sequence

from babel.messages.catalog import Message

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
NAMELESS = re.compile(r"%[sd]|\{\}|\{\d+\}")
TAG = re.compile(r"<[^>]+>")
ADDRESS = re.compile(r"\w+://\S+|\S+@\S+")
FRENCH_LETTERS = re.compile("[àâäçèéêëîïôöùûüœæÀÂÇÈÉÊËÎÏÔÙÛŒÆ«»]")
NARROW = "\u202f"
FIRM = f"{NARROW}\u00a0"
FRENCH = (
    (re.compile(f"(?<![{FIRM}])[;?]"), "a narrow no-break space belongs before ; and ?"),
    (re.compile(f"(?<![{FIRM}0-9]):|(?<=[0-9]):(?![0-9])"), "a no-break space belongs before :"),
    (re.compile("!"), "no exclamation mark"),
    (re.compile(f"«(?![{FIRM}])|(?<![{FIRM}])»"), "a no-break space belongs inside « »"),
    (re.compile('["“”]'), "quotes are « »"),
    (re.compile(r"\w'"), "the apostrophe is ’"),
    (re.compile(r"\.\.\."), "the ellipsis is …"),
    (re.compile(f"[^{FIRM}][%€]"), "a no-break space belongs before % and €"),
)


def faults(message: Message, language: str) -> Iterator[str]:
    """What is wrong with one entry of the catalogue of a language."""
    ids, strings = forms(message.id), forms(message.string)
    yield from (fault for text in ids for fault in english(text))
    if message.fuzzy:
        yield "fuzzy"
    if not all(strings) or len(strings) < len(ids):
        if language != "en" or len(ids) > 1:
            yield "not translated"
        return
    yield from mismatches(ids, strings)
    if language == "fr":
        yield from (f"{fault}: {text!r}" for text in strings for fault in french(text))


def forms(text: str | Sequence[str] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


def english(msgid: str) -> Iterator[str]:
    """What is wrong with a message as the code writes it."""
    if FRENCH_LETTERS.search(msgid):
        yield "messages in the code are English"
    if NAMELESS.search(msgid.replace("%%", "")):
        yield "placeholders have names"


def mismatches(ids: tuple[str, ...], strings: tuple[str, ...]) -> Iterator[str]:
    """Placeholders or end spaces that differ. A singular may leave its number out (« Un message »)."""
    for place, text in enumerate(strings):
        wanted, got = placeholders(ids[min(place, len(ids) - 1)]), placeholders(text)
        spare = len(strings) > 1 and place == 0
        if not (got <= wanted if spare else got == wanted):
            yield f"placeholders differ: {text!r}"
        if ends(text) != ends(ids[0]):
            yield f"spaces at the ends differ: {text!r}"


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def ends(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def french(text: str) -> Iterator[str]:
    """Rules of French typography that a text breaks."""
    plain = html.unescape(text)
    for pattern in (TAG, ADDRESS, PLACEHOLDER):
        plain = pattern.sub("x", plain)
    plain = plain.replace("%%", "%")
    yield from (fault for pattern, fault in FRENCH if pattern.search(plain))
