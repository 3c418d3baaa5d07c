"""Text that may stand in a cell: legible, and no formula."""

import re

# What XML 1.0 cannot hold: control characters, lone surrogates, two code points that are no characters.
_ILLEGIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Spreadsheets skip spaces and quotes before they look for a formula; some take the wide signs of Asian keyboards.
_FORMULA = re.compile("[\\s\"'’`\u200b\u2060\ufeff]*[=+\\-@＝＋－＠]|[\t\r\n]")
CUT = "…"


def legible(text: str) -> str:
    """The text without what a file cannot hold."""
    return _ILLEGIBLE.sub("", text)


def harmless(text: str) -> str:
    """The text, after an apostrophe where a spreadsheet might compute it."""
    return f"'{text}" if _FORMULA.match(text) else text


def clip(text: str, most: int) -> str:
    """At most so many UTF-16 units, which spreadsheets count in; what was cut ends with an ellipsis."""
    if len(text) * 2 <= most or _units(text) <= most:
        return text
    kept = text.encode("utf-16-le")[: 2 * (most - 1)].decode("utf-16-le", "ignore")
    return f"{kept}{CUT}"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
