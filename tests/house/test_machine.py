"""What this machine lacks is left out and told; in CI nothing is."""

import pytest

from tools import chromium, machine, nginx, postgres
from tools.suite import Suite


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere() -> None:
        raise postgres.NotFound("PostgreSQL (initdb) not found")

    monkeypatch.setattr(chromium, "find", lambda: None)
    monkeypatch.setattr(postgres, "find", nowhere)
    monkeypatch.setattr(nginx, "find", lambda: "/usr/sbin/nginx")
    monkeypatch.delenv("CI", raising=False)


def test_what_is_missing_is_left_out_and_told(bare: None, capsys: pytest.CaptureFixture[str]):
    assert set(machine.left_out()) == {"browser", "server"}
    suite = Suite([])
    suite.check_machine()
    suite.run_on_postgres()
    suite.tell()
    told = capsys.readouterr().out
    assert "Not run: the browser tests: Chromium not found." in told
    assert "Not run: the pass on PostgreSQL: PostgreSQL (initdb) not found." in told
    assert suite.codes == []


def test_ci_leaves_nothing_out(bare: None, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CI", "true")
    assert machine.left_out() == {}
    with pytest.raises(SystemExit, match="Chromium not found; the pass on PostgreSQL"):
        Suite([]).check_machine()


def test_nginx_alone_may_be_missing_in_ci_and_is_told(bare: None, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(nginx, "find", lambda: None)
    assert set(machine.left_out()) == {"browser", "server", "nginx"}
    monkeypatch.setenv("CI", "true")
    assert machine.left_out() == {"nginx": "the check of docs/nginx.md: nginx not found"}


def test_a_machine_with_everything_leaves_nothing_out(bare: None, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(chromium, "find", lambda: "/usr/bin/chromium")
    monkeypatch.setattr(postgres, "find", lambda: "/usr/bin")
    assert machine.left_out() == {}
