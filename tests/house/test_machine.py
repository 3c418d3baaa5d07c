"""What this machine lacks is left out and told; in CI nothing is."""

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tools import chromium, clamav, machine, nginx, postgres, suite
from tools.suite import NOTHING_COLLECTED, Suite


class Begun:
    """A pass that does nothing."""

    def __init__(self, name: str, *_: object, **__: object) -> None:
        self.name = name

    def leave(self) -> None:
        """Nothing to end."""


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere() -> None:
        raise postgres.NotFound("PostgreSQL (initdb) not found")

    monkeypatch.setattr(chromium, "find", lambda: None)
    monkeypatch.setattr(postgres, "find", nowhere)
    monkeypatch.setattr(suite, "Pass", Begun)
    monkeypatch.setattr(nginx, "find", lambda: None)
    monkeypatch.setattr(clamav, "find", lambda: None)
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.delenv("CI", raising=False)


def test_what_is_missing_is_left_out_and_told(bare: None, capsys: pytest.CaptureFixture[str]):
    assert set(machine.left_out()) == {"browser", "server", "nginx", "clamav", "tesseract"}
    both = Suite([])
    both.check_machine()
    with both.passes() as running:
        assert [one.name for one in running] == ["SQLite"]
    both.tell()
    told = capsys.readouterr().out
    assert "Not run: the browser tests: Chromium not found." in told
    assert "Not run: the pass on PostgreSQL: PostgreSQL (initdb) not found." in told


def test_quick_is_one_pass_and_says_what_it_leaves_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    begun: list[list[str]] = []

    class Noted(Begun):
        def __init__(self, name: str, address: str, arguments: list[str], **more: object) -> None:
            super().__init__(name)
            begun.append(arguments)

    monkeypatch.setattr(suite, "Pass", Noted)
    quick = Suite(["quick", "tests/house"])
    with quick.passes() as running:
        assert [one.name for one in running] == ["SQLite"]
    quick.tell()
    assert begun == [["-n", "auto", "-m", suite.QUICK, "tests/house"]]
    assert f"Not run: {suite.QUICKLY_LEFT_OUT}." in capsys.readouterr().out


def test_ci_leaves_nothing_out(bare: None, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CI", "true")
    assert machine.left_out() == {}
    with pytest.raises(SystemExit, match="Chromium not found; the pass on PostgreSQL"):
        Suite([]).check_machine()


def test_a_machine_with_everything_leaves_nothing_out(bare: None, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(chromium, "find", lambda: "/usr/bin/chromium")
    monkeypatch.setattr(postgres, "find", lambda: "/usr/bin")
    monkeypatch.setattr(nginx, "find", lambda: "/usr/sbin/nginx")
    monkeypatch.setattr(clamav, "find", lambda: "/usr/sbin/clamd")
    monkeypatch.setattr(shutil, "which", lambda name: name)
    assert machine.left_out() == {}


def test_a_selection_without_a_database_is_no_failure_of_the_second_pass():
    both = Suite([])
    both.codes = [0]
    both.note(suite.Pass.__new__(suite.Pass), NOTHING_COLLECTED)
    assert both.codes == [0]


def test_what_does_not_end_is_made_to_before_its_folder_goes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """It may still write there; and what it was saying is read by nobody any more."""
    deaf = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN); print('deaf', flush=True); signal.pause()"
    begun = subprocess.Popen
    monkeypatch.setattr(suite, "PATIENCE", 0.05)
    monkeypatch.setattr(suite.subprocess, "Popen", lambda _command, **more: begun([sys.executable, "-c", deaf], **more))
    one = suite.Pass("a pass", "", [], beside=tmp_path / "words")
    while not (tmp_path / "words").read_text():
        assert one.process.poll() is None
    one.leave()
    assert one.process.returncode == -signal.SIGKILL
    assert one.words.closed  # type: ignore[union-attr]
    assert not Path(one.folder.name).exists()
