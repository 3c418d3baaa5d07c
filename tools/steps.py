"""Steps of set-up: each is skipped while what it is made from has not changed."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / ".build"
STAMPS = BUILD / "stamps"


@dataclass(frozen=True)
class Step:
    """One thing to make: `run` is called when `inputs` changed or one of `outputs` is missing."""

    name: str
    inputs: Iterable[Path]
    outputs: tuple[Path, ...]
    run: Callable[[], None]

    def take(self) -> None:
        digest = fingerprint(self.inputs)
        stamp = STAMPS / self.name.replace(" ", "-")
        if all(path.exists() for path in self.outputs) and read(stamp) == digest:
            return
        print(f"· {self.name}", file=sys.stderr, flush=True)
        stamp.unlink(missing_ok=True)
        self.run()
        STAMPS.mkdir(parents=True, exist_ok=True)
        stamp.write_text(digest)


def fingerprint(paths: Iterable[Path]) -> str:
    """A digest of the names and contents of these files; folders count with all they hold."""
    digest = hashlib.sha256()
    for file in sorted(file for path in paths for file in files(path)):
        digest.update(f"{file.relative_to(ROOT)}\0".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def files(path: Path) -> Iterable[Path]:
    if path.is_dir():
        return (file for file in path.rglob("*") if file.is_file() and "__pycache__" not in file.parts)
    return [path] if path.is_file() else []


def read(path: Path) -> str:
    return path.read_text() if path.exists() else ""


def call(*command: str | Path, **extra: str) -> None:
    """Run a command in the repository, silent unless it fails; then its words and the end of the set-up.

    Raises SystemExit with the command's own exit code.
    """
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env=surroundings() | extra,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        print(done.stdout, file=sys.stderr)
        print(f"Failed: {' '.join(str(part) for part in command)}", file=sys.stderr)
        raise SystemExit(done.returncode)


def surroundings() -> dict[str, str]:
    """The environment, with caches of our own where the home folder cannot hold any."""
    home = Path.home()
    if os.access(home, os.W_OK):
        return dict(os.environ)
    cache = BUILD / "cache"
    return {"UV_CACHE_DIR": f"{cache}/uv", "npm_config_cache": f"{cache}/npm", **os.environ}
