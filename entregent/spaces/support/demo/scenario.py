"""What the life of one invented request is made of."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Turn:
    """who: "owner", "desk", or "note" for the desk among itself.

    after: hours since the turn before, or since the request was filed.
    """

    who: str
    after: float
    text: str


@dataclass(frozen=True)
class Scenario:
    """A request from its filing to its end. Neither date nor place is in its words: it happens anywhere, on any day.

    details: answers to the product's questions, in their order; "" for none.
    turns: the conversation, up to the proposal to close when there is one.
    end: "to_handle" (no turn of the desk), "in_progress", "to_confirm", "closed", "cancelled",
        "refused_then_closed" or "refused_then_in_progress".
    levels: 1 to 3, for delay, follow-up, solution, regulatory, technical and human level.
    comment: of the evaluation; of a cancelled request, the reason.
    refusal: why the owner refuses the closure. remedy: what the desk answers to it, closing again or not.
    """

    product: str
    subject: str
    text: str
    details: tuple[str, ...]
    turns: tuple[Turn, ...]
    end: str
    score: int = 9
    levels: tuple[int, ...] = (3, 3, 3, 3, 3, 3)
    comment: str = ""
    refusal: str = ""
    remedy: str = ""
