"""wapiti, in an environment of its own: its packages are not those of the portal."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from tools.steps import BUILD, ROOT, call

if TYPE_CHECKING:
    from bench.ground import Ground

HOME = BUILD / "scan"
UV = Path(sys.executable).parent / "uv"
MODULES = "sql,timesql,xss,permanentxss,exec,file,redirect,crlf,csrf,http_headers,cookieflags,csp,methods,upload,xxe"
# What ends the session, or speaks of the demonstration's own mails, tells nothing of the rest.
LEFT_ALONE = ("deconnexion", "demo/", "langue/", "profil/appartenance")
# Told over plain http, on a loopback address: they stand in production, where a start without https is refused.
ONLY_WITH_HTTPS = re.compile(r"Strict-Transport-Security|Secure flag", re.IGNORECASE)


@dataclass(frozen=True)
class Found:
    kind: str
    where: str
    told: str


def prepare() -> None:
    """Its environment, from the lock, when it is not there yet."""
    wanted = (ROOT / "requirements" / "scan.txt").read_text()
    stamp = HOME / "stamp"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    call(UV, "venv", "--quiet", "--clear", "--python", sys.executable, HOME)
    lock = ROOT / "requirements" / "scan.txt"
    call(UV, "pip", "sync", "--quiet", "--require-hashes", "--python", HOME / "bin" / "python", lock)
    stamp.write_text(wanted)


def scan(place: Ground, path: str, person: str, seconds: int) -> list[Found]:
    """What it finds below a path, signed in as one of the demonstration's people."""
    report, base = place.folder / f"{person}.json", f"http://127.0.0.1:{place.port}/"
    command = [
        str(HOME / "bin" / "wapiti"), "-u", base + path, "--scope", "folder", "--flush-session", "--no-bugreport",
        "-m", MODULES, *limits(seconds), "--tasks", "4", "-f", "json", "-o", str(report),
        "--store-session", str(place.folder / "wapiti"), "--store-config", str(place.folder / "wapiti"), "-v", "0",
        *(part for name in LEFT_ALONE for part in ("-x", f"{base}{name}*")),
        "-C", signed_in(place.port, person),  # not --drop-set-cookie: it drops this one too
    ]  # fmt: skip
    subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True, timeout=seconds * 3 + 120)
    return list(read(json.loads(report.read_text())))


def limits(seconds: int) -> list[str]:
    """A quarter of the time to look around, a sixth for each kind of attack: half of them are over at once.

    What wapiti calls the time of a scan is that of looking around alone.
    """
    return ["--max-scan-time", str(seconds // 4), "--max-attack-time", str(seconds // 6)]


def read(report: dict[str, dict[str, list[dict[str, str]]]]) -> list[Found]:
    told = {**report.get("vulnerabilities", {}), **report.get("anomalies", {})}
    every = [Found(kind, one["path"], one["info"]) for kind, ones in told.items() for one in ones]
    return [one for one in every if not ONLY_WITH_HTTPS.search(one.told)]


def signed_in(port: int, person: str) -> str:
    """The cookie of a session, by the one-click door that the demonstration alone has."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", "/connexion/")
    page = connection.getresponse()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.read().decode())
    if token is None:
        raise RuntimeError("The sign-in page has no form.")
    sent = urlencode({"csrfmiddlewaretoken": token[1], "email": f"{person}@demo.example"})
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": cookie(page.headers.get_all("Set-Cookie")),
    }
    connection.request("POST", "/demo/entree/", sent, headers)
    answer = connection.getresponse()
    answer.read()
    if answer.status != 302:
        raise RuntimeError(f"The demonstration does not let {person} in: {answer.status}.")
    return cookie(answer.headers.get_all("Set-Cookie"))


def cookie(lines: list[str] | None) -> str:
    return "; ".join(line.partition(";")[0] for line in lines or [])
