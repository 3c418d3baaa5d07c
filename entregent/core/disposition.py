"""The header that names a file that is sent."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "Oe", "æ": "ae", "Æ": "Ae", "’": "'", "–": "-"})


def disposition(name: str) -> str:
    """To be kept, never shown in the page: with its accents, and without for old programs (RFC 6266)."""
    bare = unicodedata.normalize("NFKD", name.translate(_LIGATURES)).encode("ascii", "ignore").decode()
    bare = " ".join(re.sub(r'["\\;%\x00-\x1f\x7f]', " ", bare).split())
    return f"attachment; filename=\"{bare}\"; filename*=UTF-8''{quote(name, safe='')}"
