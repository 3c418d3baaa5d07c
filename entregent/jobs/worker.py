"""The worker: mail, cron, jobs and the rooms' own turns, one after the other, until told to stop."""

import logging
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Collection
from datetime import timedelta
from uuid import uuid4

from django.db import OperationalError, close_old_connections, connection

from entregent.jobs import cron, delivery, mailer, running, worker_turns
from entregent.jobs.transport import Transport, Unreachable

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=90)
IDLE_SECONDS = 1.0
HICCUP_SECONDS = 5.0
MAIL_REST_SECONDS = 30.0


class Worker:
    """Any number of workers share the work, in threads, processes or machines.

    `only` names the turns to take ("mail", "cron", "jobs", "seal"…), `queues` those of the jobs;
    empty means all. `transport` replaces that of the settings. A worker that is killed
    leaves its work to the others once `lease` has run out.
    """

    def __init__(
        self,
        *,
        only: Collection[str] = (),
        queues: Collection[str] = (),
        lease: timedelta = LEASE,
        transport: Transport | None = None,
        idle_seconds: float = IDLE_SECONDS,
    ) -> None:
        self.owner = f"{socket.gethostname()[:50]}:{os.getpid()}:{uuid4().hex[:12]}"
        self._queues, self._lease, self._idle_seconds = queues, lease, idle_seconds
        self._transport = transport or mailer.chosen_transport()
        self._mail_rests_until = 0.0
        self._stopping = threading.Event()
        own = {"mail": self._mail, "cron": cron.enqueue_due, "jobs": self._job}
        self._turns = {name: turn for name, turn in {**own, **worker_turns.turns}.items() if not only or name in only}

    def run(self) -> None:
        """Works until stop(), SIGTERM or SIGINT; what is under way is finished first."""
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, self._signalled)
        while not self._stopping.is_set():
            if not self._round():
                self._stopping.wait(self._idle_seconds)
        connection.close()

    def stop(self) -> None:
        self._stopping.set()

    def _signalled(self, *_: object) -> None:
        # The handler interrupts this very thread, perhaps inside the event's own lock.
        threading.Thread(target=self.stop).start()

    def run_until_idle(self) -> None:
        """Works until nothing is due. What breaks a turn, rather than a job or a mail, is raised."""
        while any(self._each(lambda name: self._turns[name]())):
            pass

    def _round(self) -> bool:
        return any(self._each(self._take))

    def _each(self, take: Callable[[str], bool]) -> list[bool]:
        return [take(name) for name in self._turns if not self._stopping.is_set()]

    def _take(self, name: str) -> bool:
        close_old_connections()
        try:
            return self._turns[name]()
        except Exception as error:  # noqa: BLE001
            # A database that is away for a moment, a disk that is full: the worker outlives them.
            # Only this class speaks of the connection alone; others may quote rows.
            detail = error if isinstance(error, OperationalError) else ""
            log.error("Turn %s: %s %s", name, type(error).__name__, detail)  # noqa: TRY400
            connection.close()
            self._stopping.wait(HICCUP_SECONDS)
            return False

    def _job(self) -> bool:
        return running.run_next(self.owner, self._lease, self._queues)

    def _mail(self) -> bool:
        if self._transport is None or time.monotonic() < self._mail_rests_until:
            return False
        attempt = delivery.send_next(self._transport, self.owner, self._lease)
        if attempt and isinstance(attempt.failure, Unreachable):
            self._mail_rests_until = time.monotonic() + MAIL_REST_SECONDS
        return attempt is not None
