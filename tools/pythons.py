"""`python -m tools.pythons [PYTEST ARGUMENTS]`: the suite under the oldest and the newest Python that we allow.

Besides the one that runs this, whose suite is `tools.suite`; on SQLite, without browser, servers and killed processes:
what differs between Pythons is their library.
"""

import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from os import environ
from pathlib import Path

from tools.steps import BUILD, ROOT, Step, call
from tools.suite import NOTHING_COLLECTED, QUICK, kept_bytecode

Version = tuple[int, int]
DEV = ROOT / "requirements" / "dev.txt"

BOUNDS = re.compile(r">=3\.(\d+),<3\.(\d+)")


def main() -> None:
    for version in ends():
        if version == sys.version_info[:2]:
            continue
        name = "{}.{}".format(*version)
        python = find(version)
        if python is None:
            print(f"Not run: the suite under Python {name}: not found.")
        elif code := run(environment(name, python), sys.argv[1:]):
            raise SystemExit(code)


def ends() -> tuple[Version, Version]:
    """The oldest and the newest that pyproject.toml allows."""
    said = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["requires-python"]
    bounds = BOUNDS.fullmatch(said)
    assert bounds, f"requires-python is to be written >=3.x,<3.y, not {said}"
    return (3, int(bounds[1])), (3, int(bounds[2]) - 1)


def find(version: Version) -> Path | None:
    return next((path for path in candidates("{}.{}".format(*version)) if is_of(path, version)), None)


def candidates(name: str) -> Iterator[Path]:
    if there := shutil.which(f"python{name}"):
        yield Path(there)
    versions = Path(environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    yield from sorted(versions.glob(f"{name}.*/bin/python"), reverse=True)


def is_of(path: Path, version: Version) -> bool:
    """Whether it runs at all: a name may stand for a version that is not switched on."""
    asked = subprocess.run([path, "-c", f"import sys; sys.exit(sys.version_info[:2] != {version})"],
                           capture_output=True, check=False)  # fmt: skip
    return asked.returncode == 0


def environment(name: str, python: Path) -> Path:
    """Its interpreter, with the packages of dev."""
    folder, uv = BUILD / f"python-{name}", Path(sys.executable).with_name("uv")
    made = folder / "bin" / "python"

    def make() -> None:
        call(uv, "venv", "--quiet", "--clear", "--python", python, folder)
        call(uv, "pip", "sync", "--quiet", "--compile-bytecode", "--require-hashes", "--python", made, DEV)

    Step(f"packages of Python {name}", [DEV], (made,), make).take()
    return made


def run(python: Path, arguments: list[str]) -> int:
    print(f"\n── {python.parents[1].name} ──", flush=True)
    command = [str(python), "-m", "pytest", "-q", "-m", QUICK, *arguments]
    settings = kept_bytecode() | {"ENTREGENT_DATABASE_URL": ""}
    code = subprocess.run(command, cwd=ROOT, env=settings, check=False).returncode
    return 0 if code == NOTHING_COLLECTED else code


if __name__ == "__main__":
    main()
