"""`bin/scan`: planted faults first, then the demonstration as each person; what is found goes into var/scan.json."""

from __future__ import annotations

import argparse
import json
import signal
import sys
from dataclasses import dataclass
from pathlib import Path

from bench.__main__ import end
from bench.ground import Ground, ground, running
from scan import wapiti
from scan.wapiti import Found
from tools.steps import ROOT

PEOPLE = ("agent", "administrateur", "technicien", "responsable-support", "admin")
PLANTED = {"Reflected Cross Site Scripting", "SQL Injection", "Open Redirect", "Path Traversal"}


@dataclass(frozen=True)
class Demonstration(Ground):
    """A fresh demonstration with the planted pages, served on this machine alone."""

    @property
    def environment(self) -> dict[str, str]:
        mine = {"DJANGO_SETTINGS_MODULE": "scan.settings", "ENTREGENT_MODE": "demo", "PORT": str(self.port)}
        return super().environment | mine

    @property
    def patience(self) -> int:
        """It makes up its people and their requests before it answers."""
        return 300


def main() -> None:
    signal.signal(signal.SIGTERM, end)  # the demonstration that it serves ends with it
    options = arguments(sys.argv[1:])
    wapiti.prepare()
    told = Told(ROOT / "var" / "scan.json")
    with ground("") as place:
        there = Demonstration(place.folder, "", place.port)
        with running([sys.executable, "-m", "entregent", "demo"], there):
            there.await_answer()
            told.control(wapiti.scan(there, "fautes/", PEOPLE[0], options.seconds))
            for person in options.people:
                told.add(person, wapiti.scan(there, "", person, options.seconds))
    raise SystemExit(told.is_bad)


def arguments(given: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("bin/scan", description="A black-box scanner on the demonstration.")
    parser.add_argument("--people", nargs="*", default=PEOPLE)
    parser.add_argument("--seconds", type=int, default=300, help="about, for each person")
    return parser.parse_args(given)


class Told:
    """What is found, said and written as each person ends: a scan that is cut short has said what it knew."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.found: dict[str, list[Found]] = {}
        self.missed: list[str] = []

    def control(self, found: list[Found]) -> None:
        self.missed = sorted(PLANTED - {one.kind for one in found})
        self.add("planted faults", found)
        if self.missed:
            print(f"Planted and not seen: {', '.join(self.missed)}", flush=True)

    def add(self, name: str, found: list[Found]) -> None:
        self.found[name] = found
        print(f"{name}: {len(found)} found", *(f"    {one.kind}: {one.where}" for one in found), sep="\n", flush=True)
        written = {
            "missed": self.missed,
            "found": {key: [vars(one) for one in ones] for key, ones in self.found.items()},
        }
        self.path.parent.mkdir(exist_ok=True)
        self.path.write_text(json.dumps(written, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")

    @property
    def is_bad(self) -> bool:
        """A planted fault was missed, or there is one that nobody planted."""
        _planted, *others = self.found.values()
        return bool(self.missed) or any(others)


if __name__ == "__main__":
    main()
