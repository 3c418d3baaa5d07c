"""`bin/bench --files`: files in and out beside the limit of the machine, what they hold, and what cuts cost."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from uuid import UUID

from bench import processes, proxy
from bench.ground import Ground
from bench.plan import Plan
from bench.report import Figure
from bench.source import MIB, digest_of, made, rate, size_of, timed
from bench.wire import PIECE, Client, answer, limit_in, limit_out, pump

ROUNDS, CUTS, READERS = 3, 50, 20
LARGE, MIDDLE, SMALL = 4096, 1024, 64  # MiB at scale 1; the small one is always as it stands


def drills(place: Ground, plan: Plan, scale: float) -> list[Figure]:
    """Everything is under the ground's own folder, which goes at the end."""
    person = next(page for page in plan.pages if page.name == "home, agent")
    sources = {
        size: made(place.folder / f"{size}.zip", max(SMALL, round(size * min(scale, 1))) if size != SMALL else SMALL)
        for size in (SMALL, MIDDLE, LARGE)
    }
    with place.served() as server:
        client, web = Client(place.port, person.session), processes.children(server.pid)
        figures = [
            *come_in(client, sources[MIDDLE], place.folder),
            *memory(client, web, sources[SMALL], sources[LARGE]),
        ]
        figures += cuts(client, sources[MIDDLE])
        figures += go_out(place, client, web, sources[LARGE])
    return [*figures, *stopped(place, client, sources[MIDDLE])]


def come_in(client: Client, source: Path, folder: Path) -> Iterator[Figure]:
    """In turns, so that what slows the machine slows both."""
    limits, ours = [], []
    for _ in range(ROUNDS):
        limits.append(limit_in(source, folder / "limit"))
        path = client.begin(source.stat().st_size)
        ours.append(timed(lambda path=path: client.add(path, source, 0)))
        client.ask("DELETE", path)
        drop_objects(folder)
    ratio = median(limit / our for limit, our in zip(limits, ours, strict=True))
    yield Figure("socket to disk, the limit", rate(source, median(limits)))
    yield Figure("upload, whole and checked", rate(source, median(ours)), "≥ 0.5 of it", ratio >= 0.5, f"{ratio:.2f}")


def memory(client: Client, web: list[int], small: Path, large: Path) -> Iterator[Figure]:
    client.add(client.begin(small.stat().st_size), small, 0)
    before = peak(web)
    client.add(client.begin(large.stat().st_size), large, 0)
    grown = (peak(web) - before) / MIB
    name = f"memory, from {size_of(small)} to {size_of(large)} in"
    yield Figure(name, f"+{grown:.0f} MB", "< 20 MB", grown < 20)


def cuts(client: Client, source: Path) -> Iterator[Figure]:
    """At random places; a client that was torn away (RST) every other time."""
    size, dice = source.stat().st_size, random.Random(50)  # noqa: S311 (always the same places)
    path, offset = client.begin(size), 0
    lost: dict[bool, list[int]] = {False: [], True: []}
    waits = []
    for number in range(CUTS):
        end = min(size - 1, offset + dice.randrange(1, 2 * size // CUTS))
        client.cut(path, source, offset, end, reset=bool(number % 2))
        began = time.perf_counter()
        offset = client.offset(path)
        waits.append(time.perf_counter() - began)
        lost[bool(number % 2)].append(end - offset)
    time.sleep(1)
    client.add(path, source, client.offset(path))
    same = digest_at(client, path) == digest_of(source)
    yield Figure(f"{CUTS} cuts in {size_of(source)}", "same SHA-256" if same else "DAMAGED", "same", same)
    for name, each, most in (("closed", lost[False], 1024), ("torn", lost[True], 4096)):
        again, worst = median(each) / 1024, max(each) / 1024
        wanted, note = f"≤ {most} kB", f"{again:.0f} kB by half of the cuts"
        yield Figure(f"… sent again when {name}", f"{worst:.0f} kB at most", wanted, worst <= most, note)
    yield Figure("… until it goes on", f"{max(waits):.2f} s at most", "≤ 1 s", max(waits) <= 1)


def go_out(place: Ground, client: Client, web: list[int], source: Path) -> Iterator[Figure]:
    path = client.begin(source.stat().st_size)
    client.add(path, source, 0)
    address = address_of(path)
    limits, whole, part = [], [], []
    for _ in range(ROUNDS):
        limits.append(limit_out(source))
        whole.append(timed(lambda: client.take(address)))
        part.append(timed(lambda: client.take(address, Range="bytes=1-")))
    yield Figure("file to socket, the limit", rate(source, median(limits)))
    for name, took in (("download, whole", whole), ("download, a part", part)):
        ratio = median(limit / one for limit, one in zip(limits, took, strict=True))
        yield Figure(name, rate(source, median(took)), note=f"{ratio:.2f} of it")
    for name, said in (("whole", {}), ("a part", {"Range": "bytes=1-"})):
        grown = stalled_reader(client, web, address, said)
        yield Figure(f"memory, a reader of {name} stops", f"+{grown:.0f} MB", "< 20 MB", grown < 20)
    yield from proxy.drills(place, client, source, address, ROUNDS)


def stalled_reader(client: Client, web: list[int], address: str, said: dict[str, object]) -> float:
    """MB that the server holds for somebody who reads a little and waits."""
    before = sum(map(processes.memory, web))
    with client.taking(address, **said) as link:
        answer(link)
        link.recv(PIECE)
        time.sleep(3)
        return (sum(map(processes.memory, web)) - before) / MIB


def stopped(place: Ground, client: Client, source: Path) -> Iterator[Figure]:
    """With a file on its way in, and readers who read nothing: of whole files and of parts, in turns."""
    log, half = place.folder / "complaints", source.stat().st_size // 2
    with place.served(log) as server, ExitStack() as readers:
        whole = client.begin(source.stat().st_size)
        client.add(whole, source, 0)
        for number in range(READERS):
            said = {"Range": "bytes=1-"} if number % 2 else {}
            answer(readers.enter_context(client.taking(address_of(whole), **said)))
        path = client.begin(source.stat().st_size)
        coming = readers.enter_context(client.adding(path, source, 0))
        pump(coming, source, 0, half)
        began = time.perf_counter()
        server.terminate()
        status, _ = answer(coming)
        told = time.perf_counter() - began
        code = server.wait()
        took = time.perf_counter() - began
    killed = log.read_text(encoding="utf-8").count("Killing")
    yield Figure(f"stop, {READERS} stalled readers", f"{took:.1f} s", "exit 0, none killed", code == killed == 0)
    with place.served():
        offset = client.offset(path)
        client.add(path, source, offset)
        same = digest_at(client, path) == digest_of(source)
    note = f"{told:.1f} s until it was told"
    yield Figure("… and an upload on its way", f"{status}, same SHA-256" if same else "DAMAGED", "same", same, note)


def address_of(path: str) -> str:
    """Where an upload that was received is given back."""
    return f"/fichier/{UUID(path.rpartition('/')[2])}/a.zip"


def drop_objects(folder: Path) -> None:
    """What was deleted a moment ago lies there for a day: too much for a drill."""
    shutil.rmtree(folder / "files" / "objects", ignore_errors=True)


def digest_at(client: Client, path: str) -> str:
    _, told = client.ask("HEAD", address_of(path))
    return told["etag"].strip('"')


def peak(web: list[int]) -> int:
    """Bytes that these have held at most since they began."""
    return sum(processes.peak(process) for process in web)
