import json
from pathlib import Path

import psycopg
import pytest

from tools import locks, postgres, setup, steps, suite

STEPS = ("packages of dev", "bytecode")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(steps, "ROOT", tmp_path)
    monkeypatch.setattr(steps, "STAMPS", tmp_path / "stamps")
    return tmp_path


def test_a_step_is_taken_again_only_for_a_reason(root: Path):
    source, made, runs = root / "source", root / "made", []

    def run() -> None:
        runs.append(1)
        made.touch()

    step = steps.Step("a step", [source], (made,), run)
    source.write_text("one")
    step.take()
    step.take()
    assert len(runs) == 1
    source.write_text("two")
    step.take()
    assert len(runs) == 2
    made.unlink()
    step.take()
    assert len(runs) == 3


def test_a_step_that_failed_is_taken_again(root: Path):
    failing = steps.Step("a step", [], (), lambda: steps.call("false"))
    for _ in range(2):
        with pytest.raises(SystemExit):
            failing.take()


def test_locks_hold_no_address():
    assert locks.addresses() == []
    assert locks.npm_wanted() == locks.npm_locked()


def test_a_planted_address_is_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    lock = tmp_path / "package-lock.json"
    lock.write_text(json.dumps({"packages": {"": {}, "a": {"resolved": "https://example.org/a.tgz"}}}))
    monkeypatch.setattr(locks, "NPM_LOCK", lock)
    assert locks.addresses() == ["package-lock.json holds an address"]
    assert locks.npm_wanted() != locks.npm_locked()


@pytest.mark.drill
@pytest.mark.server
def test_the_server_is_thrown_away():
    with pytest.raises(KeyboardInterrupt), postgres.server() as address:  # noqa: PT012
        with psycopg.connect(address) as connection:
            row = connection.execute("SHOW data_directory").fetchone()
        raise KeyboardInterrupt
    assert not Path(row[0]).exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(address)


def test_a_start_compiles_nothing_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Told to write no bytecode, each start of each process would compile every package again, for seconds."""
    called: list[tuple[object, ...]] = []
    monkeypatch.setattr(setup, "STAMPS", tmp_path)
    monkeypatch.setattr(setup, "call", lambda *command: called.append(command))
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    packages, code = (next(step for step in setup.steps("dev") if step.name == name) for name in STEPS)
    packages.run()
    code.run()
    assert "--compile-bytecode" in called[0]
    assert "compileall" in called[1]
    assert "PYTHONDONTWRITEBYTECODE" not in suite.kept_bytecode()
