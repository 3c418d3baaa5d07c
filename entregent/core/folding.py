"""Text folded for search and sort: no case, no accents, single spaces."""

import re
import unicodedata

_JOINED = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ł": "l", "’": " ", "'": " ", "-": " "})
_WORD = re.compile(r"[^\W_]+")


def fold(*texts: str) -> str:
    """The texts joined, lower case, accents stripped, hyphens and apostrophes as spaces.

    Neither SQLite nor PostgreSQL's C locale sorts É near E, so sort keys are folded too.
    """
    lowered = " ".join(texts).casefold().translate(_JOINED)
    bare = (sign for sign in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(sign))
    return " ".join("".join(bare).split())


def words_of(*texts: str) -> list[str]:
    """The folded words of the texts: letters and figures only, whatever stood between them."""
    return _WORD.findall(fold(*texts))
