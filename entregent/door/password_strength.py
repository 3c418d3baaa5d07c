"""How many tries a password would resist whoever knows French, English and the person."""

import json
import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from zxcvbn import matching, scoring

from entregent.core.environment import REPOSITORY
from entregent.core.folding import fold

FRENCH = REPOSITORY / ".build" / "words" / "french.json"
OWN = [
    "entregent", "portail", "extranet", "support", "connexion", "identifiant", "motdepasse", "secret",
    "azertyuiop", "azerty", "qsdfghjklm", "wxcvbn",
]  # fmt: skip
# The library knows years up to 2019 only.
YEARS = [str(year) for year in [*range(2026, 2040), *range(2025, 1939, -1)]]
SEPARATORS = re.compile(r"[\s\-_.,;:'’/]")
# The work grows with the square of the length: what the first signs resist, the whole resists.
LONGEST = 40
Matcher = Callable[..., list[dict[str, Any]]]
MATCHERS: list[Matcher] = [
    matching.dictionary_match, matching.reverse_dictionary_match, matching.spatial_match,
    matching.sequence_match, matching.regex_match, matching.date_match,
]  # fmt: skip
# These try every reading of signs that may stand for letters: with many such signs, for minutes.
MATCHERS_OF_DISGUISE: list[Matcher] = [matching.l33t_match, matching.repeat_match]
MOST_READINGS = 32

Ranks = Mapping[str, Mapping[str, int]]


def guesses(password: str, words: Iterable[str]) -> float:
    """Tries needed by the better of two ways: as it stands, and without what separates its words.

    words: what a stranger may know of the person, in lower case.
    """
    ranks = {**known_words(), "person": matching.build_ranked_dict([*words, *OWN])}
    plain = without_accents(password)[:LONGEST]
    separated = 10.0 ** len(set(SEPARATORS.findall(plain)))
    joined = SEPARATORS.sub("", plain)
    return min(_guesses(plain, ranks), _guesses(joined, ranks) * separated)


def without_accents(password: str) -> str:
    """An accent surprises nobody."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", password) if not unicodedata.combining(sign))


def _guesses(password: str, ranks: Ranks) -> float:
    if not password:
        return 1.0
    matchers = MATCHERS + (MATCHERS_OF_DISGUISE if readings(password) <= MOST_READINGS else [])
    found = [match for matcher in matchers for match in matcher(password, _ranked_dictionaries=ranks)]
    found.sort(key=lambda match: (match["i"], match["j"]))
    return float(scoring.most_guessable_match_sequence(password, found)["guesses"])


def readings(password: str) -> int:
    """In how many ways its signs can be read as letters (« 4 » as a, « 1 » as i or l)."""
    table = matching.relevant_l33t_subtable(password, matching.L33T_TABLE)
    return math.prod(len(signs) + 1 for signs in table.values())


@cache
def known_words() -> Ranks:
    """Lists of words by rank: the library's, those of French (built with the front), the years.

    A copy: the library would write the words of each person into its own, shared by all threads.
    """
    lists = json.loads(FRENCH.read_text(encoding="utf-8"))
    french = {f"french_{name}": _ranks(words) for name, words in lists.items()}
    return {**matching.RANKED_DICTIONARIES, **french, "years": matching.build_ranked_dict(YEARS)}


def _ranks(words: Iterable[str]) -> dict[str, int]:
    return dict(matching.build_ranked_dict(fold(word).replace(" ", "") for word in words))
