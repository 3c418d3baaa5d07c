"""`python -m tools.locks check|write [UV OPTIONS]`: exact versions and digests of every package, without addresses."""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.node import npm
from tools.steps import ROOT, call

REQUIREMENTS = ROOT / "requirements"
NPM_LOCK = ROOT / "package-lock.json"
UV = Path(sys.executable).parent / "uv"
COMPILE = [
    *("pip", "compile", "--quiet", "--universal", "--python-version", "3.11"),
    *("--generate-hashes", "--no-header", "--no-annotate"),
]
# In order: the demo runs the very versions that the tests ran.
LOCKS: dict[str, tuple[str, ...]] = {"setup": (), "node": (), "scan": (), "dev": (), "runtime": ("-c", "dev.txt")}


def compile_locks(folder: Path, *options: str) -> None:
    """Write NAME.txt for each NAME.in of a folder; versions already there are kept while they will do."""
    for name, constraints in LOCKS.items():
        command = [str(UV), *COMPILE, *options, *constraints, f"{name}.in", "-o", f"{name}.txt"]
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)


def check() -> list[str]:
    """The locks that do not match what is wanted, or that hold an address."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copytree(REQUIREMENTS, Path(folder) / "requirements"))
        compile_locks(copy)
        stale = [f"{name}.txt" for name in LOCKS if text(copy, name) != text(REQUIREMENTS, name)]
    faults = [f"requirements/{name} does not match its input: bin/lock" for name in stale]
    if npm_wanted() != npm_locked():
        faults.append("package-lock.json does not match package.json: bin/lock")
    return faults + addresses()


def addresses() -> list[str]:
    locks = [*REQUIREMENTS.glob("*.txt"), NPM_LOCK]
    return [f"{path.name} holds an address" for path in locks if "://" in path.read_text()]


def text(folder: Path, name: str) -> str:
    return (folder / f"{name}.txt").read_text()


def npm_wanted() -> dict[str, dict[str, str]]:
    return dependencies(json.loads((ROOT / "package.json").read_text()))


def npm_locked() -> dict[str, dict[str, str]]:
    return dependencies(json.loads(NPM_LOCK.read_text())["packages"][""])


def dependencies(manifest: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    return {kind: manifest.get(kind, {}) for kind in ("dependencies", "devDependencies")}


def write(*options: str) -> None:
    compile_locks(REQUIREMENTS, *options)
    call(*npm(), "install", "--package-lock-only")
    lock = json.loads(NPM_LOCK.read_text())
    for package in lock["packages"].values():
        package.pop("funding", None)  # the only addresses that npm leaves
    NPM_LOCK.write_text(json.dumps(lock, indent=2) + "\n")


def main() -> None:
    match sys.argv[1:]:
        case ["check"]:
            faults = check()
            print("\n".join(faults) or "Locks fresh.")
            raise SystemExit(bool(faults))
        case ["write", *options]:
            write(*options)
        case _:
            raise SystemExit(__doc__)


if __name__ == "__main__":
    main()
