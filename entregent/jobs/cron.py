"""Periodic functions: declared in code, their slots kept in Schedule."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import transaction
from django_tasks import task

from entregent.core import clock
from entregent.jobs import queue
from entregent.jobs.cadence import Cadence, Daily, Every
from entregent.jobs.models import Schedule

Function = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Periodic:
    cadence: Cadence
    function: Function


_declared: dict[str, Periodic] = {}


def every(*, seconds: int, name: str) -> Callable[[Function], Function]:
    """Runs the function, as a job, each `seconds`. Raises ValueError when the name is taken."""
    return _declare(name, Every(timedelta(seconds=seconds)))


def daily(*, at: str, name: str) -> Callable[[Function], Function]:
    """Runs the function, as a job, each day at "HH:MM" in the house's zone. Raises ValueError as every()."""
    return _declare(name, Daily(time.fromisoformat(at)))


def _declare(name: str, cadence: Cadence) -> Callable[[Function], Function]:
    def register(function: Function) -> Function:
        periodic = Periodic(cadence, function)
        if _declared.setdefault(name, periodic) != periodic:
            raise ValueError(f"Two periodic functions are named {name!r}.")
        return function

    return register


def enqueue_due() -> bool:
    """Enqueues the functions whose slot has come; False when there was none.

    Slots that were missed (nothing ran for a week) are made up for by one run, not by seven.
    """
    kept = dict(Schedule.objects.values_list("name", "next_at"))
    moment = clock.now()
    for name in _declared.keys() - kept.keys():
        Schedule.objects.get_or_create(name=name, defaults={"next_at": _declared[name].cadence.next_after(moment)})
    touched = [name for name, at in kept.items() if name in _declared and not _is_ahead(name, at)]
    claimed = [_claim_slot(name) for name in touched]
    return any(claimed)


def _is_ahead(name: str, slot: datetime) -> bool:
    """Still to come; yet a slot further off than the cadence allows was written by a wrong clock."""
    moment = clock.now()
    return moment < slot <= moment + _declared[name].cadence.longest


def _claim_slot(name: str) -> bool:
    with transaction.atomic(durable=True):
        schedule = Schedule.objects.select_for_update().get(name=name)
        moment = clock.now()
        if _is_ahead(name, schedule.next_at):
            return False
        due = schedule.next_at <= moment
        if due:
            queue.enqueue(run_periodic, name, unique_key=f"cron:{name}")
            schedule.last_at = moment
        schedule.next_at = _declared[name].cadence.next_after(moment)
        schedule.save(update_fields=["next_at", "last_at"])
        return due


@task(max_attempts=3)
def run_periodic(name: str) -> None:
    outcome = "done"
    try:
        _declared[name].function()
    except Exception as error:
        outcome = type(error).__name__
        raise
    finally:
        Schedule.objects.filter(name=name).update(last_result=outcome)
