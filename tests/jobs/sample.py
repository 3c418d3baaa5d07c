"""Tasks for the tests; a worker in another process finds them by their path."""

import os
import signal
import time
from pathlib import Path

from django_tasks import TaskContext, task

calls: list[object] = []


@task
def note(*words: str, **more: str) -> list[str]:
    calls.append((words, more))
    return [*words, *more.values()]


@task(priority=10, queue_name="urgent")
def note_first(word: str) -> None:
    calls.append(word)


@task(max_attempts=3)
def fail(word: str) -> None:
    calls.append(word)
    raise ValueError(word)


@task(takes_context=True)
def which_attempt(context: TaskContext) -> int:
    return context.attempt


@task(max_attempts=2)
def die_the_first_time(path: str) -> None:
    """Leaves a line in a file each time it runs; the first time it takes its process along."""
    with Path(path).open("a") as file:
        file.write("ran\n")
    if Path(path).read_text().count("\n") == 1:
        os.kill(os.getpid(), signal.SIGKILL)


@task(max_attempts=2)
def die_always(path: str) -> None:
    with Path(path).open("a") as file:
        file.write("ran\n")
    os.kill(os.getpid(), signal.SIGKILL)


@task
def wait_for(path: str) -> str:
    Path(f"{path}.begun").touch()
    while not Path(path).exists():
        time.sleep(0.01)
    return "finished"
