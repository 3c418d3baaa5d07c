"""A real worker in a process of its own, which may be told to die.

python process.py '{"settings": …, "smtp": …, "lease": seconds, "die": [point, at the nth time]}'
Without "die" it runs until a signal; with it, or with "until_idle", until nothing is due.
"""

import json
import os
import signal
import smtplib
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import django
from django.conf import settings


def main(order: dict[str, Any]) -> None:
    settings.configure(**order["settings"])
    django.setup()
    from entregent.jobs.smtp import SmtpTransport
    from entregent.jobs.worker import Worker

    if order.get("careless"):
        mark_before_sending()
    if "die" in order:
        plant(*order["die"])
    transport = SmtpTransport(**order["smtp"]) if "smtp" in order else None
    worker = Worker(only=["mail", "jobs"], lease=timedelta(seconds=order.get("lease", 60)), transport=transport)
    if "die" in order or order.get("until_idle"):
        worker.run_until_idle()
    else:
        worker.run()


def mark_before_sending() -> None:
    """The fault that the drills must notice."""
    from entregent.jobs import delivery

    def send_next(transport: Any, owner: str, lease: timedelta) -> Any:
        mail = delivery.claim(owner, lease)
        if mail is None:
            return None
        delivery.mark(mail, None)
        return delivery.Attempt(mail, delivery.attempt(transport, mail))

    delivery.send_next = send_next


def plant(point: str, time: int) -> None:
    """Arms one of the points at which this process kills itself."""
    from entregent.jobs import delivery
    from entregent.jobs.smtp import SmtpTransport

    places: dict[str, tuple[Any, str, str]] = {
        "claimed": (delivery, "claim", "after"),
        "before sending": (SmtpTransport, "send", "before"),
        "answered": (smtplib.SMTP, "sendmail", "after"),
        "marking": (delivery, "mark", "before"),
    }
    if point in places:  # "sending" is the peer's to do, while it holds back its answer
        owner, name, side = places[point]
        setattr(owner, name, dying(getattr(owner, name), side, time))


def dying(function: Callable[..., Any], side: str, time: int) -> Callable[..., Any]:
    calls = 0

    def call(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == time and side == "before":
            die()
        result = function(*args, **kwargs)
        if calls == time and side == "after":
            die()
        return result

    return call


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
