"""Downloads that nginx sends for the portal, beside a file that is nginx's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from statistics import median

from bench.ground import Ground
from bench.report import Figure
from bench.source import digest_of, rate, timed
from bench.wire import Client
from tools import nginx
from tools.ports import free_port

OWN = "/de-nginx/"
STATIC, THROUGH, WITHOUT = "nginx, a file of its own", "download through nginx", "download without nginx"
LEAST = {THROUGH: 0.5, WITHOUT: 0.25}  # of nginx's own speed
Takes = Mapping[str, Sequence[float]]  # seconds of each round, by what was taken


class Handing(Ground):
    """The same ground, where bytes of downloads are left to nginx."""

    @property
    def environment(self) -> dict[str, str]:
        return super().environment | {"ENTREGENT_SENDFILE": "nginx"}


def drills(place: Ground, client: Client, source: Path, address: str, rounds: int) -> Iterator[Figure]:
    """client: of a portal that sends files by itself. address: where it gives the source back."""
    if nginx.find() is None:
        yield Figure(THROUGH, "not run", note="nginx not found")
        return
    with handed(place) as (portal, proxy):
        through = replace(client, port=portal, proxy=proxy)
        yield from compared(source, taken(client, through, source, address, rounds))


@contextmanager
def handed(place: Ground) -> Iterator[tuple[int, int]]:
    """The ports of a portal that leaves bytes to nginx, and of that nginx."""
    second, proxy = Handing(place.folder, place.database_url, free_port()), free_port()
    objects, folder = place.folder / "files" / "objects", place.folder / "nginx"
    folder.mkdir()
    more = f"    location {OWN} {{ alias {objects}/; }}\n"
    with ExitStack() as stack:
        stack.enter_context(second.served())
        stack.enter_context(nginx.running(folder, proxy, nginx.server(proxy, second.port, objects, more)))
        yield second.port, proxy


def taken(client: Client, through: Client, source: Path, address: str, rounds: int) -> dict[str, list[float]]:
    """In turns, so that what slows the machine slows all three. Raises RuntimeError when one does not come whole."""
    digest = digest_of(source)
    asked = {
        STATIC: (through, f"{OWN}{digest[:2]}/{digest[2:4]}/{digest}"), THROUGH: (through, address),
        WITHOUT: (client, address),
    }  # fmt: skip
    for name, (asker, path) in asked.items():  # once for nothing: of those that are timed, nobody is the first
        if (size := asker.take(path)) != source.stat().st_size:
            raise RuntimeError(f"{name}: {size} bytes")
    took: dict[str, list[float]] = {name: [] for name in asked}
    for _ in range(rounds):
        for name, (asker, path) in asked.items():
            took[name].append(timed(lambda asker=asker, path=path: asker.take(path)))
    return took


def compared(source: Path, took: Takes) -> Iterator[Figure]:
    """The speed of each, and the part of nginx's own that it is: the median of what each round says."""
    yield Figure(STATIC, rate(source, median(took[STATIC])))
    for name, least in LEAST.items():
        ratio = median(alone / one for alone, one in zip(took[STATIC], took[name], strict=True))
        yield Figure(name, rate(source, median(took[name])), f"≥ {least} of it", ratio >= least, f"{ratio:.2f}")
