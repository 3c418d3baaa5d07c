"""Finds clamd, and starts it as docs/scanner.md says, with a signature or two of our own: nothing is fetched."""

from __future__ import annotations

import getpass
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.steps import ROOT

PLACES = ("clamd", "/usr/sbin/clamd")
DOCUMENT = ROOT / "docs" / "scanner.md"
READY = 30  # seconds
# The harmless file that every scanner calls a virus: of 68 bytes, and the same inside other text.
EICAR = "Test.Eicar:0:*:58354f2150254041505b345c505a58353428505e2937434329377d2445494341522d"


def find() -> str | None:
    return next((found for place in PLACES if (found := shutil.which(place))), None)


def documented() -> str:
    """The limits that houses are told to write."""
    found = re.search(r"```clamd\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    return found[1]


@contextmanager
def running(folder: Path, more: str = "") -> Iterator[str]:
    """The path of its socket. more: settings that stand in place of the documented ones."""
    signatures = folder / "signatures"
    signatures.mkdir(exist_ok=True)
    (signatures / "local.ndb").write_text(f"{EICAR}\n")
    named = {line.split()[0] for line in more.splitlines() if line}
    kept = "\n".join(line for line in documented().splitlines() if line.split()[0] not in named)
    place, address = folder / "clamd.conf", folder / "clamd.ctl"
    user = f"User {getpass.getuser()}\n"
    place.write_text(
        f"{kept}\n{more}\n{user}Foreground yes\nDatabaseDirectory {signatures}\nLocalSocket {address}\n"
        f"TemporaryDirectory {folder}\nLogFile {folder}/clamd.log\n"
    )
    clamd = subprocess.Popen(
        [find() or "clamd", "-c", str(place)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        await_socket(address, clamd, folder)
        yield str(address)
    finally:
        clamd.terminate()
        clamd.wait(10)


def await_socket(address: Path, clamd: subprocess.Popen[bytes], folder: Path) -> None:
    """Raises RuntimeError when it does not come."""
    end = time.monotonic() + READY
    while not address.exists():
        if clamd.poll() is not None or time.monotonic() > end:
            raise RuntimeError((folder / "clamd.log").read_text() if (folder / "clamd.log").exists() else "no clamd")
        time.sleep(0.05)
