"""A browser without manners: it keeps cookies, and says everything else just as it is told to."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode
from uuid import uuid4

from bench.load import HIDDEN

TOKEN = "a" * 32  # against forged forms: the browser says twice what it likes, a stranger's page cannot
FORM = "application/x-www-form-urlencoded"
Pairs = Iterable[tuple[str, str]]


@dataclass(frozen=True)
class Answer:
    """Names of headers are in lower case. seconds: from the first byte said to the last one heard."""

    status: int
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""
    seconds: float = 0

    def said(self, name: str) -> list[str]:
        return [value for known, value in self.headers if known == name]

    def header(self, name: str) -> str:
        return next(iter(self.said(name)), "")

    @property
    def text(self) -> str:
        return self.body.decode(errors="replace")


class Attacker:
    """cookies: to begin with. place: the address that the proxy says it has seen. scheme: likewise."""

    def __init__(self, port: int, place: str = "10.1.1.1", *, scheme: str = "http", session: str = "") -> None:
        self.port, self.place, self.scheme = port, place, scheme
        self.prefix = "__Host-" if scheme == "https" else ""
        self.cookies = {f"{self.prefix}csrf": TOKEN} | ({f"{self.prefix}session": session} if session else {})

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def session(self) -> str:
        return self.cookies.get(f"{self.prefix}session", "")

    def ask(
        self, method: str, path: str, body: bytes = b"", said: Mapping[str, str] | Pairs = (), *, timeout: float = 60
    ) -> Answer:
        """said: headers, which may repeat; those of the browser itself are left out when they are among them."""
        pairs = list(said.items() if isinstance(said, Mapping) else said)
        named = {name.lower() for name, _ in pairs}
        link, began = HTTPConnection("127.0.0.1", self.port, timeout=timeout), time.perf_counter()
        try:
            link.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in [*((n, v) for n, v in self.ours(body) if n.lower() not in named), *pairs]:
                link.putheader(name, value.encode())
            link.endheaders(body or None)
            found = link.getresponse()
            content = found.read()
        finally:
            link.close()
        answer = Answer(
            found.status, [(name.lower(), value) for name, value in found.getheaders()], content,
            time.perf_counter() - began,
        )  # fmt: skip
        self.keep(answer)
        return answer

    def ours(self, body: bytes) -> list[tuple[str, str]]:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        told = [("Host", self.host), ("Cookie", cookies), ("X-Forwarded-For", self.place), ("Connection", "close")]
        if self.scheme == "https":
            told += [("X-Forwarded-Proto", "https"), ("Referer", f"https://{self.host}/")]
        return [*told, *([("Content-Length", str(len(body)))] if body else [])]

    def keep(self, answer: Answer) -> None:
        for line in answer.said("set-cookie"):
            for name, morsel in SimpleCookie(line).items():
                if morsel["max-age"] == "0" or not morsel.value:
                    self.cookies.pop(name, None)
                elif name != f"{self.prefix}csrf":
                    self.cookies[name] = morsel.value

    def get(self, path: str, said: Mapping[str, str] | Pairs = ()) -> Answer:
        return self.ask("GET", path, said=said)

    def post(self, path: str, fields: Mapping[str, str], said: Mapping[str, str] | Pairs = ()) -> Answer:
        pairs = list(said.items() if isinstance(said, Mapping) else said)
        body = urlencode({"csrfmiddlewaretoken": TOKEN, **fields}).encode()
        return self.ask("POST", path, body, [*pairs, ("Content-Type", FORM)])

    def send(self, path: str, fields: Mapping[str, str], name: str, file: tuple[str, bytes]) -> Answer:
        """A form with one file, whose name is said as bytes of UTF-8, quotes and breaks escaped as browsers do."""
        edge = uuid4().hex
        label = file[0].replace("\\", "\\\\").replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
        parts = [
            f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
            for key, value in {"csrfmiddlewaretoken": TOKEN, **fields}.items()
        ]
        head = f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="{label}"\r\n'
        parts += [head.encode(errors="surrogatepass"), b"Content-Type: application/octet-stream\r\n\r\n", file[1]]
        body = b"".join([*parts, f"\r\n--{edge}--\r\n".encode()])
        return self.ask("POST", path, body, {"Content-Type": f"multipart/form-data; boundary={edge}"})

    def keys(self, path: str) -> dict[str, str]:
        """What a form of this page carries beside what people type."""
        found = {name.decode(): value.decode() for name, value in HIDDEN.findall(self.get(path).body)}
        return {"submission": found["submission"]} if "submission" in found else {}
