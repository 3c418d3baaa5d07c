"""How the headers of a mail that hold people's words are written: by ourselves, so the same under every Python.

The standard library loses or doubles a space where it folds between two encoded words, otherwise in each version.
"""

from base64 import b64encode
from collections.abc import Iterator
from email.headerregistry import Address
from email.policy import EmailPolicy
from typing import Any

LONGEST_LINE = 76  # characters of a line with encoded words, its « : » and spaces included (RFC 2047, 2)
LONGEST_WORD = 75  # of one encoded word
AROUND = len("=?utf-8?b??=")
FOLD = "\r\n "


class Wire(EmailPolicy):
    """As a mail goes over the wire. Headers without words of people are left to the library."""

    def fold(self, name: str, value: Any) -> str:
        if name.lower() == "subject":
            return f"{name}: {subject(str(value), len(name) + 2)}\r\n"
        addresses: tuple[Address, ...] = getattr(value, "addresses", ())
        if len(addresses) == 1 and addresses[0].addr_spec.isascii():
            return f"{name}: {mailbox(addresses[0], len(name) + 2)}\r\n"
        return str(super().fold(name, value))

    def fold_binary(self, name: str, value: Any) -> bytes:
        return self.fold(name, value).encode("ascii", "surrogateescape")


WIRE = Wire(linesep="\r\n")


def subject(text: str, used: int) -> str:
    """used: characters of its line that stand before it."""
    return text if is_plain(text, used) else encoded_words(text, used)


def mailbox(address: Address, used: int) -> str:
    """A name and its address, which goes to a line of its own where it would not fit."""
    name, spec = address.display_name, f"<{address.addr_spec}>"
    if not name:
        return str(address.addr_spec)
    quotable = is_plain(name, used + 2) and not set(name) & {'"', "\\"}
    shown = f'"{name}"' if quotable else encoded_words(name, used)
    last = used + len(shown) if FOLD not in shown else len(shown.rpartition(FOLD)[2]) + 1
    return f"{shown} {spec}" if last + 1 + len(spec) <= LONGEST_LINE else f"{shown}{FOLD}{spec}"


def is_plain(text: str, used: int) -> bool:
    return text.isascii() and text.isprintable() and "=?" not in text and used + len(text) <= LONGEST_LINE


def encoded_words(text: str, used: int) -> str:
    """Encoded words, one a line: whoever reads them joins them without the breaks between (RFC 2047, 6.2)."""
    return FOLD.join(f"=?utf-8?b?{b64encode(piece).decode()}?=" for piece in pieces(text, used))


def pieces(text: str, used: int) -> Iterator[bytes]:
    """The text in UTF-8, cut between two signs into pieces that fit their lines."""
    piece, most = b"", room(used)
    for sign in text:
        letter = sign.encode("utf-8", "replace")
        if len(piece) + len(letter) > most:
            yield piece
            piece, most = b"", room(len(FOLD) - 2)
        piece += letter
    yield piece


def room(used: int) -> int:
    """Bytes that an encoded word may bear after so many characters: three for each four of base64."""
    return (min(LONGEST_WORD, LONGEST_LINE - used) - AROUND) // 4 * 3
