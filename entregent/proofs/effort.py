"""How much work is due: little at first, more where tries went wrong of late."""

from django.conf import settings

STEP = 2  # tries that went wrong for each doubling
EASE = 1  # bits: what a neighbour's wrong try adds after the work was begun refuses nobody


def bits_due(failures: int) -> int:
    """Of a new challenge; 0 where the installation asks for no proof. failures: lately, from the same place."""
    least: int = settings.PROOF_BITS
    return min(least + failures // STEP, max(least, settings.PROOF_MOST_BITS)) if least else 0


def bits_taken(failures: int) -> int:
    """The least that a proof made a few minutes ago must have done."""
    return max(bits_due(failures) - EASE, settings.PROOF_BITS)
