"""The product as somebody who is not root has it: a copy that they may read, a Python of the system, a home.

What root is spared (limits on processes, permissions of files) holds there. Whoever is no root runs things as they are.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tools.steps import BUILD, ROOT

NOBODY = 65534
SYSTEM = Path("/usr/bin/python3")


class Unfit(Exception):
    """There is no interpreter that somebody else may run."""


@dataclass(frozen=True)
class Ordinary:
    """root: of the copy. python: the interpreter, with the packages of the environment."""

    root: Path
    python: Path
    home: Path
    user: int | None

    def start(self, *arguments: str | Path, **more: str) -> subprocess.Popen[str]:
        """`python ARGUMENTS` as them, with this much in its environment and no more."""
        path = os.environ.get("PATH", os.defpath)  # with a compiler in it, where there is one
        environment = {"PATH": path, "HOME": str(self.home), "LANG": "C.UTF-8", **more}
        who = {"user": self.user, "group": self.user, "extra_groups": []} if self.user is not None else {}
        started: subprocess.Popen[str] = subprocess.Popen(
            [str(part) for part in (self.python, *arguments)],
            cwd=self.root, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, start_new_session=True, **who,  # type: ignore[call-overload]
        )  # fmt: skip
        return started


@contextmanager
def user() -> Iterator[Ordinary]:
    """Raises Unfit when root can lend nobody an interpreter of the same version."""
    with tempfile.TemporaryDirectory(prefix="entregent-ordinary-", dir="/tmp", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "home").mkdir()
        if os.geteuid() != 0:
            yield Ordinary(ROOT, Path(sys.executable), folder / "home", None)
            return
        folder.chmod(0o755)
        os.chown(folder / "home", NOBODY, NOBODY)
        yield Ordinary(copied(folder), interpreter(folder), folder / "home", NOBODY)


def copied(folder: Path) -> Path:
    """What the portal runs from: linked where the disk allows it, so that it costs nothing."""
    place = folder / "product"
    place.mkdir()
    for part in (ROOT / "entregent", BUILD):
        duplicate(part, place / part.name)
    return place


def interpreter(folder: Path) -> Path:
    """Python of the system, in an environment that has the packages of ours."""
    wanted = f"{sys.version_info.major}.{sys.version_info.minor}"
    asked: list[str | Path] = [SYSTEM, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
    if (
        not SYSTEM.exists()
        or subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip() != wanted
    ):
        raise Unfit(f"{SYSTEM} is not Python {wanted}.")
    packages = folder / "packages"
    duplicate(Path(sysconfig.get_path("purelib")), packages)
    subprocess.run([SYSTEM, "-m", "venv", "--without-pip", folder / "venv"], check=True)
    site = next((folder / "venv" / "lib").glob("python*/site-packages"))
    (site / "ours.pth").write_text(f"{packages}\n")
    return folder / "venv" / "bin" / "python"


def duplicate(source: Path, target: Path) -> None:
    if subprocess.run(["cp", "-al", source, target], capture_output=True, check=False).returncode:
        shutil.rmtree(target, ignore_errors=True)
        subprocess.run(["cp", "-a", source, target], check=True)
