"""The server and its worker, started together and stopped together."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Sequence
from types import FrameType
from typing import NoReturn

from entregent.core import environment
from entregent.core.bridge.ending import grace_seconds

SPARE_SECONDS = 3  # to end after the grace, for a process and then for those who wait for it
HEADER_SECONDS = 10
REQUESTS = 4096  # under way at once in a process: nearly all of them wait, for a slow sender or for news


def web(host: str, port: int, processes: int) -> list[str]:
    """The server, granian, around the bridge (core/bridge).

    In several processes, for Python's threads wait for one another.

    A process that dies is started again; one that holds too much memory is replaced by a fresh one.
    HTTP/1.1 alone, which is what proxies speak: limits of time then hold for each connection.
    """
    memory = environment.number("ENTREGENT_WEB_MEMORY_MB", 1024)
    return [
        sys.executable, "-m", "granian", "--interface", "asgi", "--host", host, "--port", str(port),
        "--workers", str(processes), "--http", "1", "--no-ws", "--log-level", "warning",
        "--http1-header-read-timeout", str(HEADER_SECONDS * 1000), "--backlog", "2048", "--backpressure", str(REQUESTS),
        "--respawn-failed-workers", "--workers-kill-timeout", str(grace_seconds() + SPARE_SECONDS),
        "--workers-max-rss", str(memory), "entregent.site.asgi:application",
    ]  # fmt: skip


def stop_seconds() -> int:
    """How long a stop may take, of all that `run_together` started."""
    return grace_seconds() + 2 * SPARE_SECONDS


def worker() -> list[str]:
    return [sys.executable, "-m", "entregent", "worker"]


def stay_with(commands: Sequence[list[str]]) -> NoReturn:
    """Become the process that starts them and waits: what Django holds here, 70 MB, is of no use for that."""
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-m", "entregent.site.serving", json.dumps(commands)])  # noqa: S606 (ours)


def run_together(commands: Sequence[list[str]]) -> int:
    """Run until one of them ends or a signal comes; then stop the others and wait for them.

    Returns the status of the one that ended first, 0 after Ctrl-C or SIGTERM.
    """
    allow_connections()
    running = [subprocess.Popen(command) for command in commands]
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        pid, status = os.wait()
        ended = os.waitstatus_to_exitcode(status)
        _note_end(running, pid, ended)
    except KeyboardInterrupt:
        ended = 0
    _stop(running)
    return ended


def allow_connections() -> None:
    """As many open files as the system grants, for us and those we start: each connection is one, a body another."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = min(hard, 4 * REQUESTS) if hard != resource.RLIM_INFINITY else 4 * REQUESTS
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _interrupt(number: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


def _note_end(running: list[subprocess.Popen[bytes]], pid: int, status: int) -> None:
    for process in running:
        if process.pid == pid:
            process.returncode = status


def _stop(running: list[subprocess.Popen[bytes]]) -> None:
    # An impatient second Ctrl-C must not leave the others behind.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    alive = [process for process in running if process.poll() is None]
    for process in alive:
        process.terminate()
    for process in alive:
        try:
            process.wait(stop_seconds())
        except subprocess.TimeoutExpired:
            process.kill()


if __name__ == "__main__":
    sys.exit(run_together(json.loads(sys.argv[1])))
