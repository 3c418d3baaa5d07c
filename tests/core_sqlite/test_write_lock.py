import fcntl
import gc
import json
import os
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.core.management.color import no_style
from django.db import IntegrityError, OperationalError, connection, connections, transaction

from entregent.core.sqlite.lock import lock_of
from tests.jobs.committed import description, environment

WRITER = Path(__file__).with_name("writer.py")


@pytest.fixture
def hurried(path: str) -> None:
    options = connections.settings["default"]["OPTIONS"]
    connection.close()
    connection.settings_dict["OPTIONS"] = {**options, "timeout": 0.1}


def is_free(path: str) -> bool:
    """Whether another process could write now."""
    descriptor = os.open(f"{path}.wlock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(descriptor)
    return True


def write() -> None:
    with transaction.atomic():
        connection.cursor().execute("CREATE TABLE IF NOT EXISTS scrap (n integer)")


def in_a_thread(act: Callable[[], object]) -> BaseException | None:
    """What a thread with a connection of its own raises."""
    raised: list[BaseException] = []

    def run() -> None:
        try:
            act()
        except Exception as error:  # noqa: BLE001
            raised.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return raised[0] if raised else None


def test_a_transaction_holds_the_lock_until_it_is_over(path: str) -> None:
    with transaction.atomic():
        assert not is_free(path)
    assert is_free(path)


def test_savepoints_take_it_once(path: str) -> None:
    with transaction.atomic():
        with transaction.atomic(), transaction.atomic():
            pass
        assert not is_free(path)
    assert is_free(path)


def test_a_savepoint_that_is_rolled_back_keeps_it(path: str) -> None:
    with transaction.atomic():
        with pytest.raises(KeyError), transaction.atomic():
            raise KeyError
        assert not is_free(path)
    assert is_free(path)


def test_an_exception_gives_it_back(path: str) -> None:
    with pytest.raises(KeyError), transaction.atomic():
        raise KeyError
    assert is_free(path)


def test_reading_waits_for_nobody(path: str) -> None:
    with closing_hold(path):
        connection.cursor().execute("SELECT 1")


def test_a_connection_closed_in_the_middle_gives_it_back(path: str) -> None:
    with transaction.atomic():
        connection.close()
        assert is_free(path)
    write()


def test_a_connection_that_is_dropped_gives_it_back(path: str) -> None:
    abandoned = connections.create_connection("default")
    abandoned.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    assert not is_free(path)
    del abandoned
    gc.collect()
    assert is_free(path)
    write()


def test_a_begin_that_fails_gives_it_back(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    connection.ensure_connection()
    with monkeypatch.context() as patch:
        patch.setattr(connections["default"], "transaction_mode", "NONSENSE")
        with pytest.raises(OperationalError), transaction.atomic():
            pass
    assert is_free(path)
    write()


def test_a_commit_that_fails_gives_it_back_when_rolled_back(path: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE a (id integer PRIMARY KEY)")
        cursor.execute("CREATE TABLE b (a integer REFERENCES a (id) DEFERRABLE INITIALLY DEFERRED)")
    with pytest.raises(IntegrityError), transaction.atomic():
        connection.cursor().execute("INSERT INTO b VALUES (7)")
    assert is_free(path)
    assert connection.cursor().execute("SELECT count(*) FROM b").fetchone() == (0,)


def closing_hold(path: str) -> Any:
    return closing(Releasable(path))


class Releasable:
    """Somebody else in this process who writes."""

    def __init__(self, path: str) -> None:
        self.close = lock_of(path).acquire(1).release


@pytest.mark.usefixtures("hurried")
def test_waiting_for_a_thread_ends_in_time(path: str) -> None:
    with closing_hold(path), pytest.raises(OperationalError, match="locked"), transaction.atomic():
        pass
    write()


@pytest.mark.usefixtures("hurried")
def test_waiting_for_a_process_ends_in_time(path: str) -> None:
    write()
    other = os.open(f"{path}.wlock", os.O_RDWR)
    fcntl.flock(other, fcntl.LOCK_EX)
    with pytest.raises(OperationalError, match="locked"), transaction.atomic():
        pass
    os.close(other)
    # Whoever gave up lets go as soon as the lock reaches it after all.
    for thread in threading.enumerate():
        if thread.name == "write-lock":
            thread.join()
    assert is_free(path)
    write()


def test_threads_wait_for_each_other(path: str) -> None:
    done = threading.Event()

    def act() -> None:
        write()
        done.set()

    with transaction.atomic():
        thread = threading.Thread(target=in_a_thread, args=[act])
        thread.start()
        assert not done.wait(0.1)
    thread.join()
    assert done.is_set()


def test_a_forked_child_does_not_hold_what_its_parent_holds(path: str) -> None:
    with transaction.atomic():
        child = os.fork()
        if not child:
            # The child's copy of the connection is let go: that must not unlock the parent's.
            connection._leave()
            os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        assert not is_free(path)
    assert is_free(path)


def test_a_forked_child_queues_like_anybody(path: str) -> None:
    # SQLite's own connections do not survive a fork: only the lock is tried.
    to_parent, from_child = os.pipe()
    with transaction.atomic():
        child = os.fork()
        if not child:
            with pytest.raises(TimeoutError):
                lock_of(path).acquire(0.05)
            os.write(from_child, b".")
            lock_of(path).acquire(20).release()
            os._exit(0)
        os.read(to_parent, 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert is_free(path)
    os.close(to_parent)
    os.close(from_child)


def test_a_process_that_is_killed_gives_it_back(path: str) -> None:
    child = os.fork()
    if not child:
        connections["default"] = connections.create_connection("default")
        transaction.atomic().__enter__()
        os.kill(os.getpid(), 9)
    os.waitpid(child, 0)
    assert is_free(path)
    write()


def test_the_lock_file_can_be_used_by_whoever_may_write_the_database(path: str) -> None:
    Path(path).chmod(0o640)
    write()
    assert stat.S_IMODE(Path(f"{path}.wlock").stat().st_mode) & 0o777 == 0o640


def test_a_lock_file_that_is_deleted_does_no_harm(path: str) -> None:
    with transaction.atomic():
        Path(f"{path}.wlock").unlink()
    write()


@pytest.mark.parametrize("name", [":memory:", "file:scrap?mode=memory&cache=shared"])
def test_databases_in_memory_have_no_lock(path: str, name: str, tmp_path: Path) -> None:
    memory = connections.create_connection("default")
    memory.settings_dict = {**memory.settings_dict, "NAME": name}
    memory.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    assert memory._hold is None
    memory.rollback()


def test_a_name_that_is_an_address_has_the_lock_of_its_file(path: str) -> None:
    other = connections.create_connection("default")
    other.settings_dict = {**other.settings_dict, "NAME": f"file:{path}?mode=rw"}
    other.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    assert not is_free(path)
    other.rollback()
    assert is_free(path)
    other.close()


def test_flush_passes_by_triggers_and_puts_them_back(path: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE kept (n integer)")
        cursor.execute("INSERT INTO kept VALUES (1)")
        cursor.execute("CREATE TRIGGER stay BEFORE DELETE ON kept BEGIN SELECT RAISE(ABORT, 'kept'); END")
    connection.ops.execute_sql_flush(connection.ops.sql_flush(no_style(), ["kept"]))
    assert connection.cursor().execute("SELECT count(*) FROM kept").fetchone() == (0,)
    with transaction.atomic():
        connection.cursor().execute("INSERT INTO kept VALUES (2)")
    with pytest.raises(IntegrityError, match="kept"):
        connection.cursor().execute("DELETE FROM kept")


@pytest.mark.drill
def test_two_processes_of_four_threads_lose_no_write(path: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE tally (n integer)")
        cursor.execute("INSERT INTO tally VALUES (0)")
    command = [sys.executable, WRITER, json.dumps(description(connection.settings_dict)), "4", "50"]
    writers = [subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, text=True) for _ in range(2)]
    told = [writer.communicate(timeout=60)[0] for writer in writers]
    assert [json.loads(faults) for faults in told] == [[], []]
    assert connection.cursor().execute("SELECT n FROM tally").fetchone() == (2 * 4 * 50,)
    assert is_free(path)


def test_the_file_is_its_owners_alone(path: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE note (id integer)")
    beside = list(Path(path).parent.glob("entregent.sqlite3*"))
    assert {stat.S_IMODE(file.stat().st_mode) for file in beside} == {0o600}
    assert len(beside) >= 2
