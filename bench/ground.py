"""The ground of a measure: a folder and a database of its own, filled, and the server that stands on it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.load import Load
from bench.plan import Plan, read
from entregent.site import serving
from tools.ports import answers, free_port
from tools.steps import ROOT

WAIT = 60
PYTHON = sys.executable


@dataclass(frozen=True)
class Ground:
    folder: Path
    database_url: str
    port: int

    @property
    def patience(self) -> int:
        """Seconds for a server to answer."""
        return WAIT

    @property
    def stderr(self) -> int | None:
        """Where servers complain; nothing for the terminal."""
        return None

    @property
    def environment(self) -> dict[str, str]:
        """As in production, over plain http on this machine."""
        ours = ("ENTREGENT_", "DJANGO_", "PYTHON")  # what this shell says must not change the measure
        kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        return kept | {
            "PYTHONPYCACHEPREFIX": str(self.folder / "bytecode"),
            "DJANGO_SETTINGS_MODULE": "bench.settings",
            "ENTREGENT_DATA": str(self.folder),
            "ENTREGENT_DATABASE_URL": self.database_url,
            "ENTREGENT_MODE": "production",
            "ENTREGENT_TRUST_PROXY": "yes",  # drills come from many addresses
            "ENTREGENT_PROOF_BITS": "0",  # drills of passwords try the server, and not what it asks of browsers
            "ENTREGENT_URL": f"http://127.0.0.1:{self.port}",
        }

    def run(self, *command: str, told: str = "") -> str:
        """What a command writes. Raises CalledProcessError when it fails; its complaints are shown as they come."""
        done = subprocess.run(
            [PYTHON, "-m", *command], cwd=ROOT, env=self.environment, input=told, stdout=subprocess.PIPE,
            text=True, check=True,
        )  # fmt: skip
        return done.stdout

    def fill(self, scale: float) -> float:
        """Makes the tables and the data; returns the seconds that the data took. A ground that was kept has them."""
        is_kept = (self.folder / "entregent.sqlite3").exists()
        self.run("entregent", "migrate", "--verbosity", "0", "--skip-checks")
        start = time.perf_counter()
        if is_kept:
            return 0
        self.run("entregent", "populate", "--scale", str(scale), "--skip-checks")
        return time.perf_counter() - start

    def grow(self, times: int) -> float:
        """As many times the requests; returns the seconds that it took."""
        start = time.perf_counter()
        self.run("bench.growth", str(times))
        return time.perf_counter() - start

    def plan(self) -> Plan:
        return read(json.loads(self.run("bench.inside")))

    def measure(self, load: Load, plan: Plan) -> dict[str, list[dict[str, object]]]:
        told = json.dumps({"load": asdict(load), "plan": asdict(plan)})
        measured: dict[str, list[dict[str, object]]] = json.loads(self.run("bench.load", told=told))
        return measured

    @contextmanager
    def served(self, complaints: Path | None = None) -> Iterator[subprocess.Popen[bytes]]:
        """The server of `entregent serve`, with two processes. complaints: a file for what it logs."""
        with running(serving.web("127.0.0.1", self.port, 2), self, complaints) as process:
            self.await_answer()
            yield process

    def start(self) -> float:
        """Seconds from the command that people type to the first sign-in page."""
        command = [PYTHON, "-m", "entregent", "serve", "--port", str(self.port), "--without-worker"]
        begun = time.perf_counter()
        with running(command, self):
            self.await_answer()
            return time.perf_counter() - begun

    def await_answer(self) -> None:
        """Raises TimeoutError when no sign-in page comes."""
        end = time.perf_counter() + self.patience
        while not answers(self.port):
            if time.perf_counter() > end:
                raise TimeoutError("The server does not answer.")
            time.sleep(0.01)


@contextmanager
def ground(database_url: str, kept: Path | None = None) -> Iterator[Ground]:
    """A folder thrown away at the end, or the one that is kept."""
    if kept:
        kept.mkdir(parents=True, exist_ok=True)
        yield Ground(kept, database_url, free_port())
        return
    folder = Path(tempfile.mkdtemp(prefix="entregent-bench-"))
    try:
        yield Ground(folder, database_url, free_port())
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def running(
    command: list[str], place: Ground, complaints: Path | None = None
) -> Iterator[subprocess.Popen[bytes]]:  # fmt: skip
    """The command and all that it starts, stopped at the end whatever happens."""
    with complaints.open("wb") if complaints else nullcontext(place.stderr) as log:
        process = subprocess.Popen(command, cwd=ROOT, env=place.environment, start_new_session=True, stderr=log)
    try:
        yield process
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(serving.stop_seconds() + 5)  # its own children have stop_seconds
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
