from io import StringIO
from types import SimpleNamespace

import pytest
from _pytest.terminal import TerminalReporter
from django.template.loader import get_template
from django.test import Client
from django.urls import reverse

from tests.house import markup, reach

ALL = pytest.Config.ArgsSource.TESTPATHS


def session(args_source: object, **options: object) -> SimpleNamespace:
    none = {"keyword": "", "markexpr": "", "lf": False, "collectonly": False, "deselect": None}
    config = SimpleNamespace(args_source=args_source, option=SimpleNamespace(**(none | options)))
    return SimpleNamespace(config=config, exitstatus=0)


@pytest.fixture
def planted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    unreached: list[str] = []
    monkeypatch.setattr(reach, "unreached", unreached)
    monkeypatch.setattr(reach, "wanted", lambda: {"address planted"})
    monkeypatch.setattr(reach.chromium, "find", lambda: "chromium")
    monkeypatch.setattr(reach.connection, "vendor", "sqlite")
    return unreached


def test_what_nothing_reached_fails_a_whole_run(planted: list[str]):
    run = session(ALL)
    reach.pytest_sessionfinish(run, 0)
    assert planted == ["address planted"]
    assert run.exitstatus == pytest.ExitCode.TESTS_FAILED


def test_what_nothing_reached_is_named(planted: list[str], request: pytest.FixtureRequest):
    planted.append(f"template {reach.SOURCE}/people/templates/people/planted.html")
    told = StringIO()
    reach.pytest_terminal_summary(TerminalReporter(request.config, told))
    assert "template people/templates/people/planted.html\n" in told.getvalue()


@pytest.mark.parametrize(
    "run", [session(pytest.Config.ArgsSource.ARGS), session(ALL, keyword="lists"), session(ALL, markexpr="browser")]
)
def test_part_of_a_run_proves_nothing(planted: list[str], run: SimpleNamespace):
    reach.pytest_sessionfinish(run, 0)
    assert planted == []
    assert run.exitstatus == 0


@pytest.mark.django_db
def test_what_is_rendered_and_asked_is_noted(monkeypatch: pytest.MonkeyPatch):
    reached: set[str] = set()
    monkeypatch.setattr(reach, "reached", reached)
    path = markup.templates()[0]
    reach.note_template(get_template(path.as_posix().rpartition("/templates/")[2]).template)
    Client().get(reverse("health"))
    assert {f"template {path}", "address health"} <= reached
    assert {f"template {path}", "address health"} <= reach.wanted()
