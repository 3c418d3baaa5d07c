"""`bin/ci`: every check by name, in order, each timed; the first that fails ends it."""

import os
import subprocess
import sys
import time
from pathlib import Path

from tools.steps import ROOT

PYTHON = "python -m "
STEPS: dict[str, tuple[str, ...]] = {
    "locks fresh": (PYTHON + "tools.locks check",),
    "lint": ("ruff check --quiet", "ruff format --quiet --check"),
    "templates": ("djlint entregent --lint --quiet",),
    "types": ("mypy",),
    "room plan": ("lint-imports --no-logo",),
    "house rules": ("ast-grep scan --config rules/sgconfig.yml entregent",),
    "catalogues complete": (PYTHON + "tools.catalogues check",),
    "migrations": (PYTHON + "django makemigrations --check --dry-run",),
    "other Pythons": (PYTHON + "tools.pythons -n 2",),
    "tests": (PYTHON + "tools.suite -n 2",),
}


def main() -> None:
    names = list(STEPS)
    for place, name in enumerate(names):
        print(f"── {name}", flush=True)
        start = time.monotonic()
        code = next((code for command in STEPS[name] if (code := run(command))), 0)
        took = time.monotonic() - start
        if code:
            print(f"✗ {name}: failed after {took:.1f} s")
            print("\n".join(f"– {later}: not run" for later in names[place + 1 :]))
            raise SystemExit(code)
        if place < len(names) - 1:  # the tests have the last word themselves
            print(f"✓ {name}: {took:.1f} s", flush=True)


def run(command: str) -> int:
    scripts = Path(sys.executable).parent
    environment = {
        **os.environ,
        "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
    return subprocess.run(command.split(), cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, check=False).returncode


if __name__ == "__main__":
    main()
