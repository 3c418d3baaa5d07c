"""`bin/scan`: planted faults first, then the demonstration as each person; what is found goes into var/scan.json."""

from __future__ import annotations

import argparse
import json
import signal
import sys
from dataclasses import dataclass

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
    with ground("") as place:
        there = Demonstration(place.folder, "", place.port)
        with running([sys.executable, "-m", "entregent", "demo"], there):
            there.await_answer()
            control = wapiti.scan(there, "fautes/", PEOPLE[0], options.seconds)
            found = {person: wapiti.scan(there, "", person, options.seconds) for person in options.people}
    missed = sorted(PLANTED - {one.kind for one in control})
    write(control, missed, found)
    raise SystemExit(bool(missed or any(found.values())))


def arguments(given: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("bin/scan", description="A black-box scanner on the demonstration.")
    parser.add_argument("--people", nargs="*", default=PEOPLE)
    parser.add_argument("--seconds", type=int, default=300, help="about, for each person")
    return parser.parse_args(given)


def write(control: list[Found], missed: list[str], found: dict[str, list[Found]]) -> None:
    for person, faults in {"planted faults": control, **found}.items():
        print(f"{person}: {len(faults)} found")
        for fault in faults:
            print(f"    {fault.kind}: {fault.where}")
    if missed:
        print(f"Planted and not seen: {', '.join(missed)}")
    path = ROOT / "var" / "scan.json"
    path.parent.mkdir(exist_ok=True)
    told = {"control": [vars(one) for one in control], "missed": missed}
    told["found"] = {person: [vars(one) for one in faults] for person, faults in found.items()}  # type: ignore[assignment]
    path.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
