"""Where files grow while they are sent: one for each upload, under its uuid, only ever added to."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from entregent.core.clock import now
from entregent.files.storage import folder, make_folders


def place() -> Path:
    """On the same file system as the objects: a finished file changes its name, not its place."""
    return folder() / "staging"


def claims() -> Path:
    """Where a process says that it wants an upload which another one holds, by a file of its name (tus/hold.py)."""
    return folder() / "claims"


def path(uuid: UUID) -> Path:
    return place() / str(uuid)


def begin_staging(uuid: UUID) -> None:
    """Raises FileExistsError."""
    make_folders(place())
    os.close(os.open(path(uuid), os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def size(uuid: UUID) -> int | None:
    """How many bytes have arrived; None when the file is gone."""
    with suppress(FileNotFoundError):
        return path(uuid).stat().st_size
    return None


def drop(uuid: UUID) -> None:
    path(uuid).unlink(missing_ok=True)


def left_over(older_than: timedelta) -> Iterator[Path]:
    """Everything here that nobody has written to for so long."""
    for found in place().glob("*"):
        with suppress(FileNotFoundError):  # it may be completed while we look
            written = datetime.fromtimestamp(found.stat().st_mtime, tz=now().tzinfo)
            if now() - written > older_than:
                yield found
