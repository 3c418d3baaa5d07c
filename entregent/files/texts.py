"""Words of files, to find them by: read in the confined process; recognised where a page has none. The original stays
as it came, and nothing waits for this.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from django_tasks import task

from entregent.files import pages
from entregent.files.models import File, every_file
from entregent.files.storage import store
from entregent.jobs.queue import enqueue

MOST_KEPT: Final = 60_000  # signs
RECOGNISED = 10  # pages of one file
SCAN_WIDTH = 1700  # dots: 200 to the inch of an A4 page
PATIENCE = 60  # seconds for one page
LANGUAGE = "fra"

Keep = Callable[[int, str], None]
_keepers: dict[str, Keep] = {}


def register_reader(label: str, keep: Keep) -> None:
    """Records of this model are found by what stands in their files: `keep(pk, text)` is called once it is read.

    Raises ValueError when the label is taken.
    """
    if _keepers.setdefault(label, keep) is not keep:
        raise ValueError(f"Two rooms read the files of {label!r}.")


def is_read(label: str) -> bool:
    return label in _keepers


def ask_for_words(file: File) -> None:
    """In the transaction that gives the file to its owner: a job reads it afterwards."""
    if is_read(file.owner_label):
        enqueue(read_out, file.pk, unique_key=f"files.read_out:{file.pk}", house_id=file.house_id)


@task
def read_out(pk: int) -> None:
    file: File | None = every_file().filter(pk=pk).first()
    keep = _keepers.get(file.owner_label) if file else None
    if file is None or keep is None or file.size > pages.MOST_BYTES:
        return
    keep(file.owner_pk or 0, text_of(store().path(file.digest), file.kind)[:MOST_KEPT])


def text_of(path: Path, kind: str) -> str:
    """What is written in it, then what can be recognised of pages without words."""
    told, raw = ({"bare": [1]}, b"") if kind.startswith("image/") else pages.ask(path, "words", kind)
    text = raw.decode(errors="replace")
    return f"{text}\n{words_recognised(path, kind, told)}".strip()


def words_recognised(path: Path, kind: str, told: dict[str, Any]) -> str:
    """told: which pages are bare. Nothing where the machine has no tesseract."""
    program = shutil.which("tesseract")
    bare = told.get("bare", ())[:RECOGNISED] if kind in pages.DRAWN_KINDS else ()
    return "\n".join(recognise(program, path, kind, page) for page in bare) if program else ""


def recognise(program: str, path: Path, kind: str, page: int) -> str:
    """Tesseract is given our own drawing of the page, never the file of a stranger."""
    _told, picture = pages.ask(path, "scan", kind, page, SCAN_WIDTH)
    if not picture:
        return ""
    try:
        done = subprocess.run(
            [program, "stdin", "stdout", "-l", LANGUAGE, "--psm", "3"], input=picture, capture_output=True,
            env={"OMP_THREAD_LIMIT": "1", "PATH": os.defpath}, timeout=PATIENCE, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return ""
    return done.stdout.decode(errors="replace") if done.returncode == 0 else ""
