"""The end of a process of the server: what is under way has its grace, then is cut, and the process ends itself.

The server waits for ever for a reader who does not read, and is killed for it (docs/decisions/0022-the-bridge.md).
"""

from __future__ import annotations

import logging
import os
import threading

from entregent.core import environment
from entregent.core.bridge import connections

log = logging.getLogger(__name__)


def grace_seconds() -> int:
    """For what is under way when a stop is asked for. Raises Misconfigured for what is no whole number."""
    return environment.number("ENTREGENT_GRACE_SECONDS", 15)


def begin() -> None:
    """From now on the grace runs; a process that ends before it is over ends in its own way. Returns at once."""
    timer = threading.Timer(grace_seconds(), end)
    timer.daemon = True  # it must not hold up the end that it watches over
    timer.start()


def end() -> None:
    """Cuts what is left, and is gone. The transactions of requests that still run are undone by the database."""
    log.warning("Still under way at the end of the grace, and cut: %d connections.", connections.doom())
    logging.shutdown()
    os._exit(0)
