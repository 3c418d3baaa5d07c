"""What an event tells beyond its envelope: plain JSON, and the digest that stands for it."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def plain(value: Any) -> Any:
    """The value as JSON that both databases give back unchanged.

    Numbers with a fraction, dates, ids and translations become text: a database may write
    1e22 or 1.50 its own way, and the digest would no longer fit.
    """
    match value:
        case None | bool() | int():
            return value
        case Mapping():
            return {str(key): plain(item) for key, item in value.items()}
        case list() | tuple():
            return [plain(item) for item in value]
        case set() | frozenset():
            return sorted((plain(item) for item in value), key=str)
        case _:
            return str(value).replace("\0", "\ufffd")  # PostgreSQL keeps no NUL


def canonical(value: Any) -> bytes:
    """The one way of writing plain JSON that digests and seals are made of."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False).encode("ascii")


def digest(particulars: Mapping[str, Any], salt: str) -> str:
    return hashlib.sha256(salt.encode("ascii") + canonical(particulars)).hexdigest()
