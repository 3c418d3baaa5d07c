"""The front door as an attacker uses it: proofs of work, passwords, codes, links in mails."""

from __future__ import annotations

import hmac
import json
import re
import struct
import time
from base64 import b32decode
from collections.abc import Iterator
from hashlib import sha1, sha256
from itertools import count
from typing import Any

from bench.attacker import Answer, Attacker
from bench.drill_mails import Posted

SIGN_IN, CODE, FORGOTTEN, APPLY = (
    "/connexion/",
    "/connexion/code/",
    "/mot-de-passe-oublie/",
    "/demande-de-compte/bench/",
)
PURPOSES = {SIGN_IN: "connexion", FORGOTTEN: "mot-de-passe", APPLY: "demande"}
STEP = 30  # seconds of a code
ADDRESS = re.compile(r"https?://[^\s\"'<>]+")
networks = count(1)


def network() -> str:
    """An address of a network that nobody came from before."""
    number = next(networks)
    return f"{20 + (number >> 16)}.{number >> 8 & 255}.{number & 255}.7"


def worked(challenge: dict[str, Any]) -> str:
    """What a browser sends when its work is done."""
    numbers = (found(challenge["nonce"], part, challenge["bits"]) for part in range(challenge["parts"]))
    return f"{challenge['token']}~{'.'.join(map(str, numbers))}"


def found(nonce: str, part: int, bits: int) -> int:
    return next(number for number in count() if zero_bits(f"{nonce}.{part}.{number}") >= bits)


def zero_bits(text: str) -> int:
    return 256 - int.from_bytes(sha256(text.encode()).digest()).bit_length()


def proof(attacker: Attacker, page: str) -> str:
    """A fresh one, for the form of this page."""
    return worked(json.loads(attacker.get(f"/preuve/{PURPOSES[page]}/").body))


def sign_in(attacker: Attacker, login: str, password: str, **more: str) -> Answer:
    return attacker.post(
        SIGN_IN, {"login": login, "password": password, "proof": proof(attacker, SIGN_IN), **more}
    )  # fmt: skip


def forget(attacker: Attacker, login: str, said: Any = ()) -> Answer:
    return attacker.post(FORGOTTEN, {"email": login, "proof": proof(attacker, FORGOTTEN)}, said)


def application(email: str, **typed: str) -> dict[str, str]:
    told = {"kind": "new", "last_name": "Essai", "first_name": "Camille", "phone": "0102030405"}
    return told | {"email": email, "party_name": "Centre de soins"} | typed


def is_in(attacker: Attacker) -> bool:
    """Whether this browser is signed in as somebody."""
    return attacker.get("/profil/").status == 200


def code(secret: str, away: int = 0) -> str:
    """What the authenticator program of this secret shows; away: in steps."""
    digest = hmac.new(b32decode(secret), struct.pack(">Q", int(time.time()) // STEP + away), sha1).digest()
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start : start + 4]) & 0x7FFFFFFF) % 10**6:06}"


def addresses(mail: Posted) -> Iterator[str]:
    """Every address that a mail names, in words or behind a button."""
    for part in ("plain", "html"):
        yield from ADDRESS.findall(mail.part(part))
