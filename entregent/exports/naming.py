"""The name of the file that is sent."""

import re
import unicodedata

from django.utils import timezone

from entregent.core import clock
from entregent.exports.text import clip

LONGEST = 100


def file_name(title: str, extension: str) -> str:
    """« Demandes à traiter 2026-11-22.csv »: nothing that a file system refuses or that hides the extension."""
    seen = "".join(" " if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp") else sign for sign in title)
    plain = " ".join(re.sub(r'[<>:"/\\|?*;%]', " ", seen).split())
    day = timezone.localdate(clock.now()).isoformat()
    return f"{clip(plain, LONGEST).strip('. ')} {day}.{extension}".lstrip()
