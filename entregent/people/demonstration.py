"""What the demonstrations of all spaces share: addresses, the password of all, those whom the sign-in page offers.

The people of the demonstration are only ever made by it: a production start refuses them.
"""

from __future__ import annotations

from typing import Final, NamedTuple

ADDRESS: Final = "@demo.example"
BENCH_ADDRESS: Final = "@bench.example"  # of those made up to measure with
PASSWORD: Final = "tilleul-rame-bruine-47"  # noqa: S105 (public on purpose: a production start refuses these people)


class Known(NamedTuple):
    """Somebody whom the sign-in page offers. what: one line about them."""

    email: str
    what: str
