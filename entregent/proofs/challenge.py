"""The work that a browser is asked to do, signed so that it cannot make it lighter, longer or fit for another form.

For each of sixteen parts a number is to be found with which « nonce.part.number » has a SHA-256 that begins with
enough zero bits. Sixteen small searches take nearly the same time for everyone, where one long search may take three
times its share; and a browser can tell how far it is.
"""

from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Final

from entregent.proofs import tickets
from entregent.proofs.tickets import Ticket
from entregent.proofs.unproven import Reason, Unproven

KIND: Final = "challenge"
LIFE: Final = timedelta(minutes=10)
PARTS: Final = 16
LONGEST: Final = 1000  # what a browser may send as its proof


@dataclass(frozen=True)
class Challenge:
    """token: given back with the numbers. bits: with which each digest begins, all zero."""

    token: str
    nonce: str
    bits: int
    parts: int = PARTS


def make(purpose: str, bits: int) -> Challenge:
    token, nonce = tickets.issue(KIND, purpose, bits)
    return Challenge(token, nonce, bits)


def read_challenge(given: str, purpose: str, least: int) -> Ticket:
    """The ticket of a token with its numbers (« token~1.2.3 »). least: the bits due now.

    Raises Unproven.
    """
    token, _, numbers = given.partition("~")
    ticket = tickets.read_ticket(KIND, token, purpose, LIFE)
    if ticket.bits < least:
        raise Unproven(Reason.EASY)
    if not does_the_work(ticket, numbers.split(".")):
        raise Unproven(Reason.WRONG)
    return ticket


def does_the_work(ticket: Ticket, numbers: list[str]) -> bool:
    return len(numbers) == PARTS and all(
        number.isdecimal() and zero_bits(f"{ticket.nonce}.{part}.{number}") >= ticket.bits
        for part, number in enumerate(numbers)
    )


def zero_bits(text: str) -> int:
    """With how many zero bits the digest of the text begins."""
    return 256 - int.from_bytes(sha256(text.encode()).digest()).bit_length()
