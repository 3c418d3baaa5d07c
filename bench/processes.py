"""What the system tells of running processes; nothing where it has no /proc."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path


def children(leader: int) -> list[int]:
    return [int(child) for child in told(f"{leader}/task/{leader}/children")]


def memory(process: int) -> int:
    """Bytes held in memory."""
    fields = told(f"{process}/statm")
    return int(fields[1]) * os.sysconf("SC_PAGESIZE") if fields else 0


def peak(process: int) -> int:
    """Bytes held in memory at most since it began."""
    fields = told(f"{process}/status")
    return int(fields[fields.index("VmHWM:") + 1]) * 1024 if "VmHWM:" in fields else 0


def share(process: int) -> int:
    """Bytes held in memory, of which those held with others count for a part (PSS)."""
    fields = told(f"{process}/smaps_rollup")
    return int(fields[fields.index("Pss:") + 1]) * 1024 if "Pss:" in fields else 0


def spent(processes: Iterable[int]) -> float:
    """Seconds of processor that these have used since they began."""
    return _ticks(processes, 2)


def spent_with_children(processes: Iterable[int]) -> float:
    """With what the children used that have ended since."""
    return _ticks(processes, 4)


def _ticks(processes: Iterable[int], kinds: int) -> float:
    """kinds: of the user, of the system, then both of the children."""
    # The name of the command, in parentheses, may hold spaces: what counts comes after it.
    fields = [" ".join(told(f"{process}/stat")).rpartition(")")[2].split() for process in processes]
    return sum(int(field) for mine in fields if mine for field in mine[11 : 11 + kinds]) / os.sysconf("SC_CLK_TCK")


def told(name: str) -> list[str]:
    try:
        return Path("/proc", name).read_text(encoding="utf-8").split()
    except OSError:
        return []
