"""What a worker does in turn: this room's own work, and what rooms above add."""

from collections.abc import Callable

Turn = Callable[[], bool]
turns: dict[str, Turn] = {}


def turn(name: str) -> Callable[[Turn], Turn]:
    """Adds a function that does a little work and says whether there was any. ValueError for a taken name."""

    def register(function: Turn) -> Turn:
        if turns.setdefault(name, function) is not function:
            raise ValueError(f"Two turns are named {name!r}.")
        return function

    return register
