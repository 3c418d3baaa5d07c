"""A transaction that begins with its first write: the lock is nobody's until then."""

import pytest
from django.db import IntegrityError, connection, transaction

from entregent.core.late import late_transaction
from tests.core_sqlite.test_write_lock import is_free, write


@pytest.fixture
def table(path):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE note (said text, PRIMARY KEY (said))")
        cursor.execute("CREATE TABLE claim (n integer)")
    return path


def claim() -> None:
    connection.cursor().execute("INSERT INTO claim VALUES (1)")


def say(text: str) -> None:
    connection.cursor().execute("INSERT INTO note VALUES (%s)", [text])


def refuse(text: str) -> None:
    say(text)
    raise KeyError


def both() -> None:
    """Two verbs, and an error after them."""
    with transaction.atomic():
        say("a")
    with transaction.atomic():
        say("b")
    raise KeyError


def rows(name: str) -> list[object]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {name}")
        return [row[0] for row in cursor.fetchall()]


def test_reading_takes_no_lock_and_the_first_write_does(table):
    with late_transaction(claim):
        rows("note")
        assert is_free(table)
        say("a")
        assert not is_free(table)
        assert rows("claim") == [1]
    assert is_free(table)
    assert (rows("note"), rows("claim")) == (["a"], [1])


def test_what_only_reads_claims_nothing(table):
    with late_transaction(claim):
        rows("note")
    assert rows("claim") == []


def test_an_exception_undoes_all_and_the_claim(table):
    with pytest.raises(KeyError), late_transaction(claim):
        refuse("a")
    assert is_free(table)
    assert (rows("note"), rows("claim")) == ([], [])


def test_an_exception_before_any_write_is_harmless(table):
    with pytest.raises(KeyError), late_transaction(claim):
        raise KeyError
    write()
    assert is_free(table)


def test_a_verb_that_refuses_gives_the_lock_back_at_once(table):
    with late_transaction(claim):
        with pytest.raises(KeyError), transaction.atomic():
            refuse("a")
        assert is_free(table)
        assert (rows("note"), rows("claim")) == ([], [])
        say("b")
        assert not is_free(table)
    assert (rows("note"), rows("claim")) == (["b"], [1])


def test_a_savepoint_inside_the_verb_is_its_own(table):
    with late_transaction(claim):
        with transaction.atomic():
            say("a")
            with pytest.raises(IntegrityError), transaction.atomic():
                say("a")
            assert not is_free(table)
        with pytest.raises(KeyError), transaction.atomic():
            refuse("b")
        assert not is_free(table)
    assert (rows("note"), rows("claim")) == (["a"], [1])


def test_two_verbs_are_one_transaction(table):
    with pytest.raises(KeyError), late_transaction(claim):
        both()
    assert rows("note") == []


def test_rows_that_are_to_be_locked_are_read_under_the_lock(table):
    with late_transaction(claim):
        connection.cursor().execute("SELECT said FROM note /* FOR UPDATE */")
        assert not is_free(table)


def test_what_waits_for_the_commit_writes_under_a_lock_of_its_own(table):
    held = []

    def afterwards() -> None:
        with transaction.atomic():
            held.append(is_free(table))
            say("after")

    with late_transaction(claim):
        say("a")
        transaction.on_commit(afterwards)
    assert (held, rows("note")) == ([False], ["a", "after"])


def test_inside_another_transaction_only_the_claim_comes_late(table):
    with transaction.atomic():
        with late_transaction(claim):
            assert rows("claim") == []
            say("a")
        assert rows("claim") == [1]
        assert not is_free(table)


def test_a_claim_that_fails_stops_the_write(table):
    def taken() -> None:
        raise KeyError

    with pytest.raises(KeyError), late_transaction(taken), transaction.atomic():
        say("a")
    assert is_free(table)
    assert rows("note") == []
    write()
