"""Pages of a file as pictures: drawn in a process that may do almost nothing, kept by fingerprint. No browser is ever
given the file itself to show.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from entregent.files.inspection import PATIENCE
from entregent.files.models import File
from entregent.files.storage import folder, make_folders, store

SCRIPT = Path(__file__).with_name("drawing.py")
THUMB, NORMAL, LARGE = "vignette", "page", "loupe"
WIDTHS: Final = {THUMB: 240, NORMAL: 1000, LARGE: 2000}  # dots
DRAWN_KINDS = frozenset(("application/pdf", "image/png", "image/jpeg", "image/gif", "image/webp", "image/heic",
                         "image/tiff"))  # fmt: skip
MOST_BYTES = 300 * 1024**2  # of a file that is looked into; beyond, it is only downloaded
DRAWERS = threading.BoundedSemaphore(2)  # processes at once


@dataclass(frozen=True)
class Facts:
    """pages: how many there are to show; none with a fault: "locked", "damaged", "other"."""

    pages: int = 0
    fault: str = ""
    width: int = 0
    height: int = 0


def facts_of(file: File) -> Facts:
    """Draws the first page when nothing is known of the file yet."""
    if not is_drawn(file):
        return Facts(fault="other")
    kept = place(file.digest) / "facts.json"
    with suppress(FileNotFoundError, ValueError):
        return Facts(**json.loads(kept.read_text()))
    picture_of(file, 1, NORMAL)
    with suppress(FileNotFoundError, ValueError):
        return Facts(**json.loads(kept.read_text()))
    return Facts(fault="damaged")


def is_drawn(file: File) -> bool:
    return file.kind in DRAWN_KINDS and file.size <= MOST_BYTES


def picture_of(file: File, page: int, size: str) -> Path | None:
    """The kept picture, drawn when it is wanted for the first time; None for a page that cannot be shown."""
    kept = place(file.digest) / f"{page}-{size}.jpg"
    if kept.exists():
        return kept
    if not is_drawn(file):
        return None
    with DRAWERS:
        if kept.exists():  # somebody else wanted it too
            return kept
        told, made = ask(store().path(file.digest), "draw", file.kind, page, WIDTHS[size])
    if page == 1:
        known = Facts(told.get("pages", 0), told.get("fault", ""), told.get("width", 0), told.get("height", 0))
        write(place(file.digest) / "facts.json", json.dumps(known.__dict__).encode())
    if not made:
        return None
    write(kept, made)
    return kept


def ask(path: Path, act: str, kind: str, page: int = 0, width: int = 0) -> tuple[dict[str, Any], bytes]:
    """What drawing.py answers; a child that breaks, or has to be stopped, found a damaged file."""
    with path.open("rb") as file:
        try:
            done = subprocess.run(
                [sys.executable, "-I", "-B", str(SCRIPT), act, kind, str(page), str(width)], stdin=file,
                capture_output=True, cwd="/", env={"LANG": "C.UTF-8"}, timeout=PATIENCE, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return {"fault": "damaged"}, b""
    head, _line, made = done.stdout.partition(b"\n")
    try:
        return json.loads(head), made
    except ValueError:
        return {"fault": "damaged"}, b""


def place(digest: str) -> Path:
    return folder() / "pages" / digest[:2] / digest


def write(path: Path, content: bytes) -> None:
    """Whole or not at all: it bears its name once every byte is there."""
    make_folders(path.parent)
    aside = path.with_name(f".{uuid4()}")
    with aside.open("wb") as file:
        file.write(content)
    aside.replace(path)


def kept_digests() -> Iterator[str]:
    return (path.name for path in (folder() / "pages").glob("??/*"))


def forget(digest: str) -> None:
    shutil.rmtree(place(digest), ignore_errors=True)
