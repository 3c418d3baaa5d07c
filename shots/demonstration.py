"""The demonstration, served for a while from a folder that is thrown away."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tools.ports import answers, free_port
from tools.steps import ROOT

WAIT = 300  # seconds for a year of life to be written
STOP_SECONDS = 25


@contextmanager
def served(log: Path) -> Iterator[str]:
    """Its address. What it says goes to the log. Raises RuntimeError when it ends or does not answer."""
    port = free_port()
    with (
        tempfile.TemporaryDirectory(prefix="entregent-shots-", ignore_cleanup_errors=True) as folder,
        log.open("wb") as said,
    ):
        kept = {name: value for name, value in os.environ.items() if not name.startswith("ENTREGENT_")}
        process = subprocess.Popen(
            [sys.executable, "-m", "entregent", "demo"], cwd=ROOT, start_new_session=True, stdout=said, stderr=said,
            env={**kept, "PORT": str(port), "ENTREGENT_DATA": folder},
        )  # fmt: skip
        try:
            await_answer(process, port)
            yield f"http://127.0.0.1:{port}"
        finally:
            stop(process)


def await_answer(process: subprocess.Popen[bytes], port: int) -> None:
    end = time.monotonic() + WAIT
    while not answers(port):
        if process.poll() is not None or time.monotonic() > end:
            raise RuntimeError("The demonstration does not answer.")
        time.sleep(0.1)


def stop(process: subprocess.Popen[bytes]) -> None:
    """The demonstration stops its own server and worker; whatever of it is left is ended."""
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(STOP_SECONDS)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
