"""Where bytes are kept for good: objects named by their SHA-256, written once, never changed."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO, Protocol

from django.conf import settings

from entregent.core.clock import now

GRACE = timedelta(hours=24)  # how long an object may be without a row: a transaction is under way, or was lost


class Store(Protocol):
    """What the room asks of a place for finished objects. Names are SHA-256 in hexadecimal."""

    def keep(self, staged: Path, digest: str) -> None:
        """Takes the staged file away; afterwards the object is there, also after a power cut."""

    def give_back(self, staged: Path, digest: str) -> None:
        """The transaction that `keep` was part of failed: the bytes are staged again, to be completed later."""

    def open(self, digest: str) -> BinaryIO:
        """Raises FileNotFoundError."""

    def size(self, digest: str) -> int | None:
        """Bytes; None when there is no such object."""

    def digests(self) -> Iterator[str]: ...

    def age(self, digest: str) -> timedelta:
        """Since it was last kept. Raises FileNotFoundError."""

    def discard(self, digest: str, *, unless: Callable[[], bool]) -> bool:
        """Deletes an object older than GRACE, unless the question asked last of all says no."""


class LocalStore:
    """Objects in a folder of this machine: `objects/ab/cd/abcd…`, mode 0600 (0640 for a proxy of our group)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.objects = folder / "objects"

    def path(self, digest: str) -> Path:
        return self.objects / digest[:2] / digest[2:4] / digest

    def keep(self, staged: Path, digest: str) -> None:
        target = self.path(digest)
        staged.chmod(0o640 if is_shared() else 0o600)
        flush(staged)
        made = make_folders(target.parent)
        with self._lock(fcntl.LOCK_SH):
            # Also over a twin: its date then says that somebody just counted on it (see discard).
            staged.replace(target)
            os.utime(target)
        for folder in made:
            flush(folder)

    def give_back(self, staged: Path, digest: str) -> None:
        # Two names of one file. The object is an orphan until it is kept again; nothing is ever added to a staged
        # file that has its whole length, so the object cannot change either.
        with suppress(FileNotFoundError, FileExistsError):
            os.link(self.path(digest), staged)

    def open(self, digest: str) -> BinaryIO:
        return self.path(digest).open("rb")

    def size(self, digest: str) -> int | None:
        with suppress(FileNotFoundError):
            return self.path(digest).stat().st_size
        return None

    def digests(self) -> Iterator[str]:
        return (path.name for path in self.objects.glob("??/??/*") if path.is_file())

    def age(self, digest: str) -> timedelta:
        kept = datetime.fromtimestamp(self.path(digest).stat().st_mtime, tz=now().tzinfo)
        return now() - kept

    def discard(self, digest: str, *, unless: Callable[[], bool]) -> bool:
        """A twin that arrives meanwhile waits for the lock, then makes the object anew: it is never lost."""
        with self._lock(fcntl.LOCK_EX):
            if self.size(digest) is None or self.age(digest) <= GRACE or unless():
                return False
            self.path(digest).unlink()
            return True

    @contextmanager
    def _lock(self, kind: int) -> Iterator[None]:
        """Shared by those who keep, held alone by whoever discards; never for longer than one object takes."""
        make_folders(self.folder)
        handle = os.open(self.folder / "objects.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, kind)
            yield
        finally:
            os.close(handle)


def make_folders(folder: Path) -> list[Path]:
    """Makes what lacks, closed to others; returns the folders whose entries must reach the disk, deepest first."""
    changed = [folder]
    while not folder.exists():
        folder = folder.parent
        changed.append(folder)
    for made in reversed(changed[:-1]):
        made.mkdir(mode=0o700, exist_ok=True)
        made.chmod(0o750 if is_shared() else 0o700)  # whatever the mask of the process
    return changed


def is_shared() -> bool:
    """Whether a proxy of our group reads objects by itself; else they are this user's alone."""
    return settings.SENDFILE == "nginx"


def flush(path: Path) -> None:
    """Until the disk has it: a file's bytes, or a folder's entries."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def folder() -> Path:
    return Path(settings.DATA) / "files"


def store() -> LocalStore:
    return LocalStore(folder())
