"""`bin/setup [runtime|dev]`: everything between a clone and a running portal, and nothing twice."""

import fcntl
import sys
from pathlib import Path

from tools import node
from tools.steps import BUILD, ROOT, STAMPS, Step, call, fingerprint

REQUIREMENTS = ROOT / "requirements"
SCRIPTS = Path(sys.executable).parent
PYTHON = Path(sys.executable)
NPM = [ROOT / "package.json", ROOT / "package-lock.json", ROOT / ".npmrc"]
CODE = ROOT / "entregent"


def main() -> None:
    BUILD.mkdir(exist_ok=True)
    with (BUILD / "setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two terminals may start at once
        for step in steps(sys.argv[1] if sys.argv[1:] else "runtime"):
            step.take()


def steps(kind: str) -> list[Step]:
    """What to make, in order, for `runtime` (the demo, a server) or `dev` (tests, CI)."""
    return [
        Step("uv", [REQUIREMENTS / "setup.txt"], (SCRIPTS / "uv",), install_uv),
        packages(kind),
        Step("front packages", NPM, (ROOT / "node_modules",), install_front),
        Step("front", [*NPM, ROOT / "front"], (BUILD / "front", BUILD / "words"), build_front),
        Step("catalogues", CODE.rglob("*.po"), tuple(compiled()), compile_catalogues),
        Step("bytecode", CODE.rglob("*.py"), (), compile_code),
        Step("static files", [BUILD / "front"], (BUILD / "static",), collect_static),
    ]


def install_uv() -> None:
    call(PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", REQUIREMENTS / "setup.txt")


def packages(kind: str) -> Step:
    """The Python packages. Those of dev hold those of runtime, and the demo takes none of them away."""
    dev = REQUIREMENTS / "dev.txt"
    stamp = STAMPS / "packages-of-dev"
    if kind == "dev" or (stamp.exists() and stamp.read_text() == fingerprint([dev])):
        return Step("packages of dev", [dev], (SCRIPTS / "pytest",), lambda: pip("sync", dev))
    runtime = REQUIREMENTS / "runtime.txt"
    return Step("packages of runtime", [runtime], (SCRIPTS / "django-admin",), lambda: pip("install", "-r", runtime))


def pip(verb: str, *rest: str | Path) -> None:
    for stamp in STAMPS.glob("packages-of-*"):
        stamp.unlink()
    call(SCRIPTS / "uv", "pip", verb, "--quiet", "--compile-bytecode", "--python", PYTHON, "--require-hashes", *rest)


def install_front() -> None:
    call(*node.npm(), "ci")


def build_front() -> None:
    call(node.node(), ROOT / "front" / "build.mjs")


def compiled() -> list[Path]:
    return [path.with_suffix(".mo") for path in CODE.rglob("*.po")]


def compile_catalogues() -> None:
    call(PYTHON, "-m", "tools.catalogues", "compile")


def compile_code() -> None:
    """As the packages are: whoever runs the portal may not be allowed to write here, or be told not to.

    Each start of each process would else compile all of it again, for seconds.
    """
    call(PYTHON, "-m", "compileall", "-q", CODE)


def collect_static() -> None:
    call(
        *(PYTHON, "-m", "django", "collectstatic", "--noinput", "--clear"),
        DJANGO_SETTINGS_MODULE="entregent.site.settings",
        ENTREGENT_DATA=str(BUILD / "data"),  # the settings make a secret: not in the data of the portal
    )


if __name__ == "__main__":
    main()
