"""The words that clamd understands, over its socket: nothing of it is loaded here, and a file goes in pieces."""

from __future__ import annotations

import socket
import struct
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from entregent.files.verdicts import CLEAN, INFECTED, NOT_EXAMINED, PENDING, UNSCANNABLE

PIECE = 256 * 1024
PATIENCE = 60  # seconds without a word of the scanner
GREETING = 3  # seconds to reach it
# What clamd finds when it has been told to say so (AlertExceedsMax, AlertEncrypted): it looked at a part, or at none.
UNSEEN = ("Heuristics.Limits.", "Heuristics.Encrypted.")


class Away(Exception):
    """No scanner answers."""


def is_set() -> bool:
    return bool(settings.SCANNER["address"])


def most(what: str) -> int:
    """Bytes of a file, or of what an archive holds, up to which « OK » counts."""
    return int(settings.SCANNER[what])  # type: ignore[call-overload, no-any-return]


def verdict_on(path: Path, unpacked: int = 0) -> tuple[str, str]:
    """The verdict, and the name of what was found. unpacked: bytes that an archive says it holds.

    « OK » counts for a file that lies within the limits of the scanner, and for no other: beyond them it says so of
    what it never looked at.
    """
    if not is_set():
        return NOT_EXAMINED, ""
    if path.stat().st_size > most("most"):
        return UNSCANNABLE, ""
    try:
        said = _answer(path)
    except Away:
        return PENDING, ""
    verdict, name = _verdict_in(said)
    if verdict == CLEAN and unpacked > most("most_unpacked"):
        return UNSCANNABLE, ""
    return verdict, name


def signatures() -> str:
    """Which signatures it has now: another word after each change. Raises Away."""
    return _ask(b"zVERSION\0")


def _verdict_in(said: str) -> tuple[str, str]:
    words = said.removeprefix("stream:").strip()
    if words == "OK":
        return CLEAN, ""
    if words.endswith(" FOUND"):
        name = words.removesuffix(" FOUND")
        return (UNSCANNABLE if name.startswith(UNSEEN) else INFECTED), name
    return UNSCANNABLE, ""  # an error of its own, or a limit


def _answer(path: Path) -> str:
    """A scanner that ends the talk over its limit may have said why before."""
    with _open_line() as line, path.open("rb") as file:
        try:
            line.sendall(b"zINSTREAM\0")
            while piece := file.read(PIECE):
                line.sendall(struct.pack("!L", len(piece)) + piece)
            line.sendall(struct.pack("!L", 0))
        except (BrokenPipeError, ConnectionResetError):
            with suppress(OSError):
                return _words(line) or "ERROR"
            return "ERROR"
        except OSError:
            raise Away from None
        return _last_words(line)


def _ask(words: bytes) -> str:
    with _open_line() as line:
        line.sendall(words)
        return _last_words(line)


def _last_words(line: socket.socket) -> str:
    """Nothing said is a scanner that went away in the middle."""
    try:
        said = _words(line)
    except OSError:
        raise Away from None
    if not said:
        raise Away
    return said


def _words(line: socket.socket) -> str:
    said = b""
    while piece := line.recv(4096):
        said += piece
    return said.decode(errors="replace").strip("\0\n ")


def _open_line() -> socket.socket:
    """address: the path of a socket, or « host:port »."""
    address = str(settings.SCANNER["address"])
    try:
        if address.startswith("/"):
            line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            line.settimeout(GREETING)
            line.connect(address)
        else:
            host, _colon, port = address.rpartition(":")
            line = socket.create_connection((host, int(port)), timeout=GREETING)
    except OSError:
        raise Away from None
    line.settimeout(PATIENCE)
    return line
