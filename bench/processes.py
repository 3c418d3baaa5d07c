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


def spent(processes: Iterable[int]) -> float:
    """Seconds of processor that these have used since they began."""
    # The name of the command, in parentheses, may hold spaces: what counts comes after it.
    fields = [" ".join(told(f"{process}/stat")).rpartition(")")[2].split() for process in processes]
    return sum(int(field) for mine in fields if mine for field in mine[11:13]) / os.sysconf("SC_CLK_TCK")


def told(name: str) -> list[str]:
    try:
        return Path("/proc", name).read_text(encoding="utf-8").split()
    except OSError:
        return []
