"""A code program and a passkey, as a telephone has them."""

from __future__ import annotations

import hashlib
import json
import os
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from fido2 import cbor
from fido2.cose import ES256

from entregent.core.clock import now
from entregent.door import codes
from entregent.people.models import User

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code(secret: str = SECRET, away: int = 0) -> str:
    """What the program shows now; away: in steps of 30 seconds."""
    return format_hotp_value(hotp_value(secret, int(now().timestamp()) // codes.STEP + away))


def give_totp(user: User) -> None:
    """The person has a code program, whose first code was shown long ago."""
    from entregent.door import recovery_codes

    codes.keep_program(user.pk, SECRET, 0)
    recovery_codes.make_first(user)


class Passkey:
    """Holds one key; answers as a browser does (WebAuthn level 2, ES256, no attestation)."""

    def __init__(self, origin: str = "http://testserver", host: str = "testserver") -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id, self.origin, self.host = os.urandom(16), origin, host
        self.handle = ""

    def made(self, question: dict[str, Any], flags: int = 0x45) -> dict[str, Any]:
        """The credential for a question to add one. flags: present, verified, with key."""
        self.handle = question["publicKey"]["user"]["id"]
        public = cbor.encode(dict(ES256.from_cryptography_key(self.key.public_key())))
        data = self._head(flags) + bytes(16) + struct.pack(">H", len(self.id)) + self.id + public
        attested = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        said = {"clientDataJSON": self._client(question, "webauthn.create"), "attestationObject": b64(attested)}
        return self._credential(said) | {"clientExtensionResults": {"credProps": {"rk": True}}}

    def signs(self, question: dict[str, Any], flags: int = 0x05) -> dict[str, Any]:
        client, head = self._client(question, "webauthn.get"), self._head(flags)
        signed = head + hashlib.sha256(plain(client)).digest()
        signature = self.key.sign(signed, ec.ECDSA(hashes.SHA256()))
        return self._credential({
            "clientDataJSON": client, "authenticatorData": b64(head), "signature": b64(signature),
            "userHandle": self.handle,
        })  # fmt: skip

    def _head(self, flags: int) -> bytes:
        return hashlib.sha256(self.host.encode()).digest() + bytes([flags]) + struct.pack(">I", 1)

    def _client(self, question: dict[str, Any], kind: str) -> str:
        asked = question["publicKey"]["challenge"]
        return b64(json.dumps({"type": kind, "challenge": asked, "origin": self.origin}).encode())

    def _credential(self, response: dict[str, Any]) -> dict[str, Any]:
        named = {"id": b64(self.id), "rawId": b64(self.id), "type": "public-key"}
        return named | {"response": response, "clientExtensionResults": {}}


def b64(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def plain(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def password(client: Client, login: str = "ag1", **more: Any) -> Any:
    from tests.people.cast import PASSWORD

    return client.post("/connexion/", {"login": login, "password": PASSWORD, **more})
