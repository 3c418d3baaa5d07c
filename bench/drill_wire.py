"""Both doors of files as an attacker uses them, and what is wrong with how a file is served."""

from __future__ import annotations

import re
from base64 import b64encode
from uuid import UUID

from bench.attacker import TOKEN, Answer, Attacker

DOOR, GIFTS = "/televersement/", "/fichier/"
ACTIVE = re.compile("html|svg|xml;|javascript|ecmascript|/xml$")
REFUSALS = (400, 403, 409, 410, 413, 415, 422)


class Sender:
    """purpose: what files are sent for."""

    def __init__(self, attacker: Attacker, purpose: str = "message") -> None:
        self.attacker, self.purpose = attacker, purpose

    def ask(self, method: str, path: str, body: bytes = b"", **said: object) -> Answer:
        told = {name.replace("_", "-"): str(value) for name, value in said.items()}
        here = f"{self.attacker.scheme}://{self.attacker.host}"
        ours = {"Tus-Resumable": "1.0.0", "X-CSRFToken": TOKEN, "Origin": here}
        return self.attacker.ask(method, path, body, ours | told)

    def begin(self, name: str, size: int) -> Answer:
        label = b64encode(name.encode(errors="surrogatepass")).decode()
        told = f"filename {label},purpose {b64encode(self.purpose.encode()).decode()}"
        return self.ask("POST", DOOR, Upload_Length=size, Upload_Metadata=told, Content_Length=0)

    def add(self, path: str, content: bytes, offset: int = 0) -> Answer:
        return self.ask("PATCH", path, content, Upload_Offset=offset, Content_Type="application/offset+octet-stream")

    def offset(self, path: str) -> int:
        """-1 when there is no such upload."""
        found = self.ask("HEAD", path).header("upload-offset")
        return int(found) if found else -1

    def whole(self, name: str, content: bytes) -> tuple[Answer, str]:
        """The last answer, and where the file is fetched; nowhere when it was refused."""
        begun = self.begin(name, len(content))
        if begun.status != 201:
            return begun, ""
        done = self.add(begun.header("location"), content)
        return done, gift_of(begun.header("location")) if done.status == 204 else ""


def gift_of(upload: str) -> str:
    return f"{GIFTS}{UUID(upload.removeprefix(DOOR))}/x"


def fault_of_refusal(answer: Answer) -> str:
    """A refusal says so with a status of its own, in words."""
    if answer.status not in REFUSALS:
        return f"neither taken nor refused: {answer.status}"
    return "" if answer.text.strip() else f"refused ({answer.status}) without a word"


def fault_of_gift(answer: Answer) -> str:
    """A file is kept, never shown; whatever shows it all the same runs nothing and fetches nothing."""
    if answer.status != 200:
        return f"status {answer.status}"
    kept = answer.said("content-disposition")
    if len(kept) != 1 or not kept[0].startswith("attachment;"):
        return f"Content-Disposition: {kept}"
    if answer.said("x-content-type-options") != ["nosniff"]:
        return f"X-Content-Type-Options: {answer.said('x-content-type-options')}"
    policy = answer.header("content-security-policy")
    if not policy.startswith("sandbox;") or "default-src 'none'" not in policy or "allow-" in policy:
        return f"Content-Security-Policy: {policy}"
    if "no-store" not in answer.header("cache-control"):
        return f"Cache-Control: {answer.header('cache-control')}"
    kind = answer.header("content-type")
    return f"Content-Type: {kind}" if not kind or ACTIVE.search(kind) else ""
