"""A PostgreSQL server of our own, thrown away after use: a private folder, a local socket, no disk syncs."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

OWNER = "entregent"
INITDB = ("--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
START = "listen_addresses= unix_socket_directories={folder} fsync=off synchronous_commit=off full_page_writes=off"


class NotFound(Exception):
    """There is no PostgreSQL server on this machine."""


@contextmanager
def server() -> Iterator[str]:
    """The address of a running server, which stops when the block ends, however it ends.

    Raises NotFound without binaries, RuntimeError when the server does not start.
    """
    binaries = find()
    user = unprivileged()
    # Not under /root or a home: the server's user must be able to walk to it, and a socket's path is short.
    folder = Path(tempfile.mkdtemp(prefix="entregent-pg-", dir="/tmp"))
    try:
        if user:
            shutil.chown(folder, user)
        run(user, binaries / "initdb", "-D", folder / "data", "-U", OWNER, "--auth=trust", *INITDB)
        try:
            start(user, binaries, folder)
            yield f"postgresql://{OWNER}@{quote(str(folder), safe='')}/postgres"
        finally:
            run(user, binaries / "pg_ctl", "-D", folder / "data", "-m", "immediate", "-w", "stop", check=False)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def start(user: str | None, binaries: Path, folder: Path) -> None:
    settings = " ".join(f"-c {setting}" for setting in START.format(folder=folder).split())
    log = folder / "log"
    run(user, binaries / "pg_ctl", "-D", folder / "data", "-l", log, "-w", "-t", "60", "-o", settings, "start")


def find() -> Path:
    """The folder of the server's binaries: the newest of the distribution, else the one on PATH."""
    packaged = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    on_path = shutil.which("initdb")
    if packaged:
        return packaged[-1].parent
    if on_path and (Path(on_path).parent / "pg_ctl").exists():
        return Path(on_path).parent
    raise NotFound("PostgreSQL (initdb) not found")


def unprivileged() -> str | None:
    """Who runs the server: initdb refuses root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in names)


def run(user: str | None, *command: str | Path, check: bool = True) -> None:
    """Run one of the server's commands, in its own session: Ctrl-C reaches us alone, and we stop it."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd="/",
        user=user,
        group=pwd.getpwnam(user).pw_gid if user else None,
        extra_groups=[] if user else None,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        start_new_session=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if check and done.returncode:
        raise RuntimeError(f"{command[0]} failed:\n{done.stdout}")
