"""Finds nginx, and starts the one of docs/nginx.md; without it what needs it is told as not run."""

from __future__ import annotations

import getpass
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.ports import await_listener
from tools.steps import ROOT

PLACES = ("nginx", "/usr/sbin/nginx", "/usr/local/sbin/nginx")
DOCUMENT = ROOT / "docs" / "nginx.md"
OBJECTS = "/var/lib/entregent/files/objects/"  # where the document has them
KINDS = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def find() -> str | None:
    return next((found for place in PLACES if (found := shutil.which(place))), None)


def documented() -> str:
    """The server that houses are told to write."""
    found = re.search(r"```nginx\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    return found[1]


def server(port: int, portal: int, objects: Path, more: str = "") -> str:
    """The documented one, on ports of this machine, over plain http. more: places of its own."""
    told = re.sub(r"    (listen|server_name|ssl_certificate\w*) .*\n", "", documented())
    told = told.replace("server {", f"server {{\n    listen 127.0.0.1:{port};\n{more}", 1)
    return told.replace("127.0.0.1:8000", f"127.0.0.1:{portal}").replace(OBJECTS, f"{objects}/")


@contextmanager
def running(folder: Path, port: int, server: str) -> Iterator[None]:
    """Raises CalledProcessError when nginx does not understand. folder: for what it writes."""
    # Files are their owner's alone, as in life: nginx runs as whoever may read them.
    user = f"user {getpass.getuser()};\n" if os.geteuid() == 0 else ""
    places = "".join(f"{name}_temp_path {folder}/{name};\n" for name in KINDS)
    sent = "sendfile on;\ntcp_nopush on;\n"  # as distributions have it
    (folder / "nginx.conf").write_text(
        f"{user}daemon off;\npid {folder}/pid;\nerror_log {folder}/errors;\nevents {{}}\n"
        f"http {{\naccess_log off;\n{sent}{places}{server}\n}}\n",
        encoding="utf-8",
    )
    command = [str(find()), "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", f"{folder}/errors"]
    subprocess.run([*command, "-t"], check=True, capture_output=True)
    process = subprocess.Popen(command)
    try:
        await_listener(port)
        yield
    finally:
        process.terminate()
        process.wait()
