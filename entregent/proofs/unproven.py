"""Why a proof is none."""

from enum import Enum


class Reason(Enum):
    MISSING = "missing"
    FORGED = "forged"
    EXPIRED = "expired"
    ELSEWHERE = "elsewhere"  # made for another form
    EASY = "easy"  # asked for when less work was due than now
    WRONG = "wrong"  # its numbers do not do the work
    SPENT = "spent"


class Unproven(Exception):
    """What was given proves nothing."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason
