"""The Pythons that the project allows are those that its suite runs under."""

import re
import subprocess
import sys

import pytest

from tools import pythons
from tools.ci import STEPS
from tools.steps import ROOT


def test_every_place_names_the_same_pythons():
    (_three, oldest), (_also, newest) = pythons.ends()
    allowed = [f"3.{minor}" for minor in range(oldest, newest + 1)]
    setup = (ROOT / "bin/setup").read_text()
    assert f"(3, {oldest}) <= sys.version_info < (3, {newest + 1})" in setup
    for told in ("bin/setup", "README.md", "README.fr.md", "CONTRIBUTING.md"):
        for said in re.findall(r"Python (3\.\d+(?:, 3\.\d+)* (?:or|ou) \S+)", (ROOT / told).read_text()):
            assert re.findall(r"3\.\d+", said) == allowed, (told, said)
    assert {f"python{one}" for one in allowed} == set(re.findall(r"python3\.\d+", setup))


def test_ci_runs_the_suite_under_both_ends():
    assert any("tools.pythons" in command for step in STEPS.values() for command in step)
    assert sys.version_info[:2] >= pythons.ends()[0]


def test_one_that_does_not_run_is_none(tmp_path, monkeypatch):
    """As the shims of pyenv, which stand there for versions that are not switched on."""
    (tmp_path / "python3.99").write_text("#!/bin/sh\nexit 127\n")
    (tmp_path / "python3.99").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    assert pythons.find((3, 99)) is None
    assert pythons.is_of(pythons.Path(sys.executable), sys.version_info[:2])


@pytest.fixture
def alone(monkeypatch):
    """Neither end is the Python that runs; what is run is kept."""
    ran = []
    monkeypatch.setattr(pythons, "ends", lambda: ((3, 1), (3, 2)))
    monkeypatch.setattr(pythons, "environment", lambda name, python: pythons.Path(f"/x/python-{name}/bin/python"))
    monkeypatch.setattr(sys, "argv", ["pythons", "-n", "2"])

    def run(command, **_):
        ran.append([str(part) for part in command])
        return subprocess.CompletedProcess(command, 1 if "python-3.2" in str(command[0]) else 5)

    monkeypatch.setattr(pythons.subprocess, "run", run)
    return ran


def test_what_fails_under_either_fails(alone, monkeypatch):
    monkeypatch.setattr(pythons, "find", lambda version: pythons.Path("python"))
    with pytest.raises(SystemExit) as failure:
        pythons.main()
    assert failure.value.code == 1
    assert [one[0] for one in alone] == ["/x/python-3.1/bin/python", "/x/python-3.2/bin/python"]
    assert alone[0][-2:] == ["-n", "2"]


def test_one_that_lacks_is_told(alone, monkeypatch, capsys):
    monkeypatch.setattr(pythons, "find", lambda version: None)
    pythons.main()
    assert alone == []
    assert "Not run: the suite under Python 3.1: not found." in capsys.readouterr().out
