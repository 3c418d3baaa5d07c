"""What came of a drill: how many attempts held, how many broke, and what the first broken ones were."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from bench.report import Drill

SHOWN = 5  # faults that are told; the others are counted
MIB = 2**20


@dataclass
class Tally:
    """Attempts of one drill, as they come.

    most_seconds, most_mib, most_apart: what the criterion allows, nothing where it names no figure. seconds: of
    processor for each attempt. mib: that the web processes grew by. apart: of two medians, as a share.
    """

    name: str
    most_seconds: float = 0
    most_mib: float = 0
    most_apart: float = 0
    held: int = 0
    broken: int = 0
    seconds: float = 0
    mib: float = 0
    apart: float = 0
    faults: list[str] = field(default_factory=list)
    note: str = ""

    def judge(self, fault: str) -> None:
        """One more attempt: an empty fault says that it held."""
        if not fault:
            self.held += 1
            return
        self.broken += 1
        if len(self.faults) < SHOWN:
            self.faults.append(fault)

    def attempt(self, work: Callable[[], str]) -> None:
        """Judges what `work` finds. What it cannot finish is broken: nobody knows whether it held."""
        try:
            fault = work()
        except Exception as error:  # noqa: BLE001 (whatever it is, the next attempts are still made)
            fault = f"{type(error).__name__}: {error}"
        self.judge(fault)

    def measure(self, *, seconds: float = 0, mib: float = 0, apart: float = 0) -> None:
        """Keeps the worst of each."""
        self.seconds, self.mib = max(self.seconds, seconds), max(self.mib, mib)
        self.apart = max(self.apart, apart)

    @property
    def figures(self) -> list[tuple[str, str, bool]]:
        """Of each figure that the criterion names: the worst, the wanted, and whether it was kept."""
        named = (
            (self.most_seconds, self.seconds, "{:.2f} s cpu"), (self.most_mib, self.mib, "+{:.0f} MB"),
            (self.most_apart * 100, self.apart * 100, "{:.1f} % apart"),
        )  # fmt: skip
        return [
            (words.format(worst), words.format(most), worst <= most) for most, worst, words in named if most
        ]  # fmt: skip

    def told(self) -> Drill:
        """A drill in which nothing was tried has kept nothing."""
        figures = self.figures
        wanted = ", ".join(["0 broken", *(f"≤ {most}" for _, most, _ in figures)])
        kept = self.held > 0 and not self.broken and all(is_kept for _, _, is_kept in figures)
        worst = ", ".join(worst for worst, _, _ in figures)
        return Drill(self.name, self.held + self.broken, self.held, self.broken, worst, wanted, kept,
                     self.note, list(self.faults))  # fmt: skip
