"""Text folded for search and sort: no case, no accents, single spaces."""

import re
import unicodedata

_JOINED = str.maketrans("øđłı’'-", "odli   ") | str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss"})
_NUMBER = re.compile(r"\+?\d(?:[\s.\-/()]*\d){3,}")
_ABROAD = re.compile(r"^(?:\+|00)33(?:\(0\))?0?")  # as one dials a French number from elsewhere
_WORD = re.compile(r"[^\W_]+")


def fold(*texts: str) -> str:
    """The texts joined, lower case, accents stripped, hyphens and apostrophes as spaces.

    Neither SQLite nor PostgreSQL's C locale sorts É near E, so sort keys are folded too.
    """
    lowered = " ".join(texts).casefold().translate(_JOINED)
    return " ".join("".join(filter(_is_read, unicodedata.normalize("NFKD", lowered))).split())


def _is_read(sign: str) -> bool:
    """Neither a mark on a letter nor a sign that nobody sees: a soft hyphen, a joiner, a direction of writing."""
    return not unicodedata.combining(sign) and unicodedata.category(sign) != "Cf"


def number_typed(text: str) -> str:
    """The figures of a number, whole or from its beginning, however they are grouped; "" for what is none.

    « 01 23 45 67 89 », « +33 1 23 45 67 89 » and « 01.23.45 » are 0123456789 and 012345.
    """
    plain = "".join(filter(_is_read, unicodedata.normalize("NFKC", text))).strip()
    if not _NUMBER.fullmatch(plain):
        return ""
    dialled = _ABROAD.sub("0", re.sub(r"[\s.\-/]", "", plain))
    return re.sub(r"\D", "", dialled)


def words_of(*texts: str) -> list[str]:
    """The folded words of the texts: letters and figures only, whatever stood between them."""
    return _WORD.findall(fold(*texts))
