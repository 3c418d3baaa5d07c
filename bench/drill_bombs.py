"""F1, F2: what unfolds without end is refused or kept unopened, at the cost of a small file."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bench import hostile, processes
from bench.drill_ground import Scene
from bench.drill_wire import Sender, fault_of_gift, fault_of_refusal
from bench.hostile import Made
from bench.tally import MIB, Tally

TIMES = 3
EACH = 0.02  # seconds between two looks at the memory


def drills(scene: Scene) -> Iterator[Tally]:
    sender = Sender(scene.attacker("agent"))
    warmed(sender)
    yield bombs(Tally("F1 archives that unfold", most_seconds=1, most_mib=32), sender, hostile.ARCHIVES, scene.web)
    # The criterion names no second here: « the child is killed by its limit », which is 10 of processor.
    yield bombs(Tally("F2 pictures and PDF", most_seconds=10, most_mib=32), sender, hostile.DOCUMENTS, scene.web)


def warmed(sender: Sender) -> None:
    """What a process holds from its first upload on is no bomb's doing."""
    for number in range(6):
        sender.whole("chaud.txt", f"Bonjour {number}.".encode())


def bombs(tally: Tally, sender: Sender, files: dict[str, Made], web: list[int]) -> Tally:
    for name, make in files.items():
        content = make()
        for _ in range(TIMES):
            with watched(web) as cost:
                tally.attempt(lambda name=name, content=content: fault_of_bomb(sender, name, content))
            tally.measure(seconds=cost.seconds, mib=cost.mib)
            if cost.seconds > tally.most_seconds or cost.mib > tally.most_mib:
                tally.note = f"{name}: {cost.seconds:.2f} s, +{cost.mib:.0f} MB"
    return tally


def fault_of_bomb(sender: Sender, name: str, content: bytes) -> str:
    answer, address = sender.whole(name, content)
    if not address:
        fault = fault_of_refusal(answer)
    else:
        fault = fault_of_gift(sender.attacker.get(address))
    return f"{name}: {fault}" if fault else ""


@dataclass
class Cost:
    """seconds: of processor, with those of the children that looked inside. mib: that the web processes grew by."""

    seconds: float = 0
    mib: float = 0


@contextmanager
def watched(web: list[int]) -> Iterator[Cost]:
    cost, over = Cost(), threading.Event()
    began, before = processes.spent_with_children(web), sum(map(processes.share, web))

    def look() -> None:
        while not over.wait(EACH):
            cost.mib = max(cost.mib, (sum(map(processes.share, web)) - before) / MIB)

    watch = threading.Thread(target=look)
    watch.start()
    try:
        yield cost
    finally:
        over.set()
        watch.join()
        cost.seconds = processes.spent_with_children(web) - began
