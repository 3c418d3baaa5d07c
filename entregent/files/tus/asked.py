"""What a tus request says, read with suspicion."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from entregent.core.bridge.wire import Scope
from entregent.files.tus import PREFIX

VERSION = "1.0.0"
MOST_METADATA = 4096  # characters
MOST_DIGITS = 15  # of a number of bytes: a petabyte
ALGORITHMS = {"sha1": 20, "sha256": 32}  # with the bytes that their sums have
STREAM = "application/offset+octet-stream"


class Fault(Exception):
    """Answered as it stands: a status, words for the person, headers for the program."""

    def __init__(self, status: int, words: str = "", **headers: str) -> None:
        super().__init__(status, words)
        self.status = status
        self.words = words
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


class Ended(Fault):
    """We ended the request ourselves: what is left of its body is waited for no more."""


@dataclass(frozen=True)
class Asked:
    """uuid: that of the upload; None at the door itself, where uploads begin."""

    method: str
    uuid: UUID | None
    headers: Mapping[str, str]

    @classmethod
    def read(cls, scope: Scope) -> Asked:
        """Raises Fault 404 for an address that is none of ours."""
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        return cls(scope["method"], uuid_of(scope["path"].removeprefix(PREFIX)), headers)

    def demand_version(self) -> None:
        """Raises Fault 412 for another version of the protocol."""
        if self.headers.get("tus-resumable") != VERSION:
            raise Fault(412, Tus_Version=VERSION)

    @property
    def length(self) -> int:
        """The whole size of a new upload. Raises Fault 400 when it is not said, or not in figures."""
        return self._number("upload-length")

    @property
    def offset(self) -> int:
        """Where the sender goes on. Raises Fault 400."""
        return self._number("upload-offset")

    @property
    def announced(self) -> int | None:
        """The size of this request's body, where it is said."""
        return self._number("content-length") if "content-length" in self.headers else None

    @property
    def brings_bytes(self) -> bool:
        return self.headers.get("content-type", "") == STREAM

    @property
    def metadata(self) -> dict[str, str]:
        """Names and values, decoded. Raises Fault 400 for what is not base64 of UTF-8, or too much."""
        said = self.headers.get("upload-metadata", "")
        if len(said) > MOST_METADATA:
            raise Fault(400)
        pairs = (pair.strip().partition(" ") for pair in said.split(",") if pair.strip())
        return {name: text_of(value.strip()) for name, _, value in pairs}

    @property
    def checksum(self) -> tuple[str, bytes] | None:
        """The algorithm and what the body must come to. Raises Fault 400 for another algorithm, or half a sum."""
        said = self.headers.get("upload-checksum")
        if said is None:
            return None
        algorithm, _, value = said.partition(" ")
        sum_ = bytes_of(value)
        if len(sum_) != ALGORITHMS.get(algorithm):
            raise Fault(400)
        return algorithm, sum_

    def _number(self, name: str) -> int:
        said = self.headers.get(name, "")
        if not (said.isascii() and said.isdigit() and len(said) <= MOST_DIGITS):
            raise Fault(400)
        return int(said)


def uuid_of(said: str) -> UUID | None:
    """Written as we write it, or it is nothing of ours."""
    if not said:
        return None
    try:
        uuid = UUID(said)
    except ValueError:
        raise Fault(404) from None
    if str(uuid) != said:
        raise Fault(404)
    return uuid


def text_of(value: str) -> str:
    try:
        return bytes_of(value).decode()
    except UnicodeDecodeError:
        raise Fault(400) from None


def bytes_of(value: str) -> bytes:
    try:
        return base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        raise Fault(400) from None
