"""What a browser does for its proof."""

from itertools import count

from entregent.proofs.challenge import Challenge, zero_bits

LIGHT = 3  # bits: a test works for a moment only


def answer(challenge: Challenge, bits: int | None = None) -> str:
    """The token with its numbers. bits: done, when it is to be fewer than asked."""
    asked = challenge.bits if bits is None else bits
    return f"{challenge.token}~{'.'.join(str(found(challenge.nonce, part, asked)) for part in range(challenge.parts))}"


def found(nonce: str, part: int, bits: int) -> int:
    return next(number for number in count() if zero_bits(f"{nonce}.{part}.{number}") >= bits)
