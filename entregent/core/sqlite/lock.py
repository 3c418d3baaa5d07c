"""The queue of writers in front of an SQLite file: across threads and across processes."""

import fcntl
import os
import threading
import time
from pathlib import Path


class WriteLock:
    """One per database file and process: the holder has the threads' lock, then the file's.

    SQLite's own waiting naps and polls, so that a writer may wait half a second behind others
    that came after it. It stays in charge of correctness: this lock only brings order, and
    nothing is lost if its file is deleted.
    """

    def __init__(self, database: str) -> None:
        self.database = database
        self._threads = threading.Lock()
        self._descriptors: set[int] = set()

    def acquire(self, timeout: float) -> "Hold":
        """Waits at most `timeout` seconds, then raises TimeoutError."""
        deadline = time.monotonic() + timeout
        threads = self._threads
        if not threads.acquire(timeout=max(timeout, 0)):
            raise TimeoutError
        try:
            return Hold(self, threads, self._locked_file(deadline - time.monotonic()))
        except BaseException:
            threads.release()
            raise

    def _locked_file(self, timeout: float) -> int:
        descriptor = self._open()
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if not Waiter(self, descriptor).wait(timeout):
                raise TimeoutError from None
        except BaseException:
            self.close(descriptor)
            raise
        return descriptor

    def _open(self) -> int:
        flags = os.O_CREAT | os.O_RDWR | os.O_CLOEXEC
        descriptor = os.open(f"{self.database}.wlock", flags, self._mode())
        self._descriptors.add(descriptor)
        return descriptor

    def _mode(self) -> int:
        """Whoever may write the database may queue for it: as SQLite does for its own files."""
        try:
            return Path(self.database).stat().st_mode & 0o666
        except FileNotFoundError:
            return 0o600

    def close(self, descriptor: int) -> None:
        # A forked child may hold a copy of the descriptor: closing ours alone would not unlock.
        fcntl.flock(descriptor, fcntl.LOCK_UN)
        self._descriptors.discard(descriptor)
        os.close(descriptor)

    def forget_parent(self) -> None:
        """In a forked child: what the parent's threads hold is theirs."""
        for descriptor in self._descriptors:
            os.close(descriptor)
        self._descriptors = set()
        self._threads = threading.Lock()


class Waiter:
    """Blocks in flock, which knows no time limit, for somebody who may give up waiting."""

    def __init__(self, lock: WriteLock, descriptor: int) -> None:
        self._lock, self._descriptor = lock, descriptor
        self._guard = threading.Lock()
        self._locked = threading.Event()
        self._given_up = False
        threading.Thread(target=self._block, name="write-lock", daemon=True).start()

    def _block(self) -> None:
        fcntl.flock(self._descriptor, fcntl.LOCK_EX)
        with self._guard:
            self._locked.set()
            if self._given_up:
                self._lock.close(self._descriptor)

    def wait(self, timeout: float) -> bool:
        if self._locked.wait(max(timeout, 0)):
            return True
        with self._guard:
            self._given_up = not self._locked.is_set()
        return not self._given_up


class Hold:
    """The right to write, until it is released or forgotten."""

    def __init__(self, lock: WriteLock, threads: threading.Lock, descriptor: int) -> None:
        self._lock, self._threads, self._descriptor = lock, threads, descriptor
        self._process: int | None = os.getpid()

    def release(self) -> None:
        if self._process != os.getpid():
            return
        self._process = None
        try:
            self._lock.close(self._descriptor)
        finally:
            self._threads.release()

    # A connection that is garbage collected in the middle of a transaction takes its Hold along.
    __del__ = release


_locks: dict[str, WriteLock] = {}


def lock_of(database: str) -> WriteLock:
    """The lock of a database file, the same object for every connection of this process."""
    path = os.path.realpath(database)
    return _locks.setdefault(path, WriteLock(path))


def _forget_parent() -> None:
    for lock in _locks.values():
        lock.forget_parent()


os.register_at_fork(after_in_child=_forget_parent)
