"""The ground of the drills: the portal with its own settings, its worker, a mail server, and people of every role."""

from __future__ import annotations

import json
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from bench import processes
from bench.attacker import Attacker
from bench.drill_mails import Box
from bench.ground import Ground, running
from entregent.site import serving

SCALE = 0.01  # of the invented data: a thousand requests
BITS = "4"  # of each proof of work: attackers have patience, and this measure has less
NOT_OF_THE_DOORS = ("session", "device", "throttle", "jobs_", "spent", "submission", "sqlite_", "chainhead", "words")


@dataclass(frozen=True)
class DrillGround(Ground):
    """smtp: a port. quota: MB of files that the house may keep. scheme: under which the portal says it is reached."""

    smtp: int = 0
    quota: int = 20_480
    scheme: str = "http"

    @property
    def environment(self) -> dict[str, str]:
        return super().environment | {
            "DJANGO_SETTINGS_MODULE": "entregent.site.settings",
            "ENTREGENT_URL": f"{self.scheme}://127.0.0.1:{self.port}",
            "ENTREGENT_SMTP_HOST": "127.0.0.1", "ENTREGENT_SMTP_PORT": str(self.smtp),
            "ENTREGENT_SMTP_SECURITY": "none",
            "ENTREGENT_PROOF_BITS": BITS, "ENTREGENT_PROOF_MOST_BITS": BITS,
            "ENTREGENT_HOUSE_FILES_MB": str(self.quota),
        }  # fmt: skip

    @property
    def stderr(self) -> int | None:
        """Attackers are refused by the thousand, which a server notes."""
        return subprocess.DEVNULL

    def prepare(self) -> Cast:
        self.fill(SCALE)
        return Cast(**json.loads(self.run("bench.drill_cast")))

    def rows(self, query: str) -> list[tuple[object, ...]]:
        with sqlite3.connect(self.folder / "entregent.sqlite3", timeout=30) as database:
            return database.execute(query).fetchall()

    def fingerprint(self) -> dict[str, int]:
        """By table; of anything but sessions, counts of tries and work that waits."""
        with sqlite3.connect(f"file:{self.folder}/entregent.sqlite3?mode=ro", uri=True, timeout=30) as database:
            names = [str(name) for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type='table'")]
            kept = [name for name in names if not any(part in name for part in NOT_OF_THE_DOORS)]
            return {name: hash(repr(database.execute(query_of(name)).fetchall())) for name in kept}


def query_of(table: str) -> str:
    """Of events it says how many there are: the worker seals them a moment after they were written."""
    return f'SELECT {"COUNT(*)" if table == "audit_event" else "*"} FROM "{table}"'  # noqa: S608


@dataclass(frozen=True)
class Person:
    email: str
    session: str
    secret: str = ""  # of their authenticator program


@dataclass(frozen=True)
class Cast:
    """password: of everybody. posts: addresses of pages. request: the number of one that the agent may answer.

    inviters: sessions of people who may invite. known, strays: mailboxes that have an account; strays are used by no
    other drill before they are told apart from nobody's.
    """

    password: str
    people: dict[str, Person]
    posts: list[str]
    request: int
    contract: int
    contract_form: str
    expired: list[str]
    inviters: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    strays: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        people = {name: one if isinstance(one, Person) else Person(**one) for name, one in self.people.items()}
        object.__setattr__(self, "people", people)


@dataclass(frozen=True)
class Scene:
    """A served portal. web: its processes."""

    place: DrillGround
    cast: Cast
    box: Box
    web: list[int]

    def keep_alive(self) -> None:
        """Sessions end when nobody is there for half an hour."""
        for name, person in self.cast.people.items():
            if person.session:
                self.attacker(name).get("/profil/")

    def attacker(self, person: str = "", place: str = "10.1.1.1") -> Attacker:
        """Somebody signed in already, or nobody."""
        session = self.cast.people[person].session if person else ""
        return Attacker(self.place.port, place, scheme=self.place.scheme, session=session)


@contextmanager
def scene(place: DrillGround, cast: Cast, box: Box) -> Iterator[Scene]:
    """Served by two processes, with the worker beside them. Sessions were opened before, and outlive servers."""
    with running(serving.worker(), place), place.served() as server:
        yield Scene(place, cast, box, processes.children(server.pid))


def served_as(place: DrillGround, **changed: object) -> DrillGround:
    """The same ground under other settings."""
    return replace(place, **changed)  # type: ignore[arg-type]
