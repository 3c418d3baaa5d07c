"""The name of a file as people read it: a label on a screen and in a header, never a path on a disk."""

from __future__ import annotations

import unicodedata

from django.utils.translation import gettext as _

MOST_BYTES = 255  # in UTF-8: what file systems take, since people save what they download
DEVICES = frozenset(("CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(1, 10))))
# Controls, signs that turn the direction of writing or take no place, halves of signs, unassigned ones.
UNSEEN = frozenset(("Cc", "Cf", "Cs", "Cn"))
BREAKS = frozenset(("Zl", "Zp", "Zs"))


def clean_name(said: str) -> str:
    """The last part of a path, composed (NFC), without what hides or breaks; at most 255 bytes, never empty."""
    text = unicodedata.normalize("NFC", said.replace("\\", "/").rpartition("/")[2])
    seen = "".join(" " if is_break(sign) else sign for sign in text if not is_unseen(sign))
    name = " ".join(seen.split()).lstrip(". ").rstrip(". ")
    if name.partition(".")[0].strip().upper() in DEVICES:
        name = f"_{name}"  # Windows takes such a name for a device
    return shorten_name(name) or _("file")


def is_unseen(sign: str) -> bool:
    return unicodedata.category(sign) in UNSEEN and sign not in "\t\n\r"


def is_break(sign: str) -> bool:
    return sign in "\t\n\r" or unicodedata.category(sign) in BREAKS


def shorten_name(name: str) -> str:
    """Cut before its extension, between two signs."""
    if len(name.encode()) <= MOST_BYTES:
        return name
    stem, dot, extension = name.rpartition(".")
    if not dot or len(extension.encode()) > 20:
        stem, dot, extension = name, "", ""
    room = MOST_BYTES - len(dot.encode()) - len(extension.encode())
    kept = stem.encode()[:room].decode(errors="ignore")
    while kept and unicodedata.combining(stem[len(kept)]) and len(kept) > 1:
        kept = kept[:-1]  # an accent goes with its letter
    return f"{kept.rstrip()}{dot}{extension}"
