"""A file to be sent, and how fast it went."""

from __future__ import annotations

import hashlib
import random
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

MIB = 2**20


def made(path: Path, size: int) -> Path:
    """An archive of so many MiB, of noise that does not repeat within it."""
    noise = random.Random(size).randbytes(MIB)  # noqa: S311
    with zipfile.ZipFile(path, "w") as archive, archive.open("noise", "w", force_zip64=True) as entry:
        for number in range(size):
            entry.write(number.to_bytes(8, "big") + noise[8:])
    return path


def digest_of(source: Path) -> str:
    with source.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def timed(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def rate(source: Path, seconds: float) -> str:
    return f"{source.stat().st_size / MIB / seconds:.0f} MiB/s"


def size_of(source: Path) -> str:
    return f"{source.stat().st_size / MIB:.0f} MiB"
