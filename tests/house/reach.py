"""What a run of the whole suite reached: a template never rendered or an address never asked fails the run."""

import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.handlers.base import BaseHandler
from django.db import connection
from django.template import Template
from django.test.signals import template_rendered
from django.urls import URLPattern, URLResolver, get_resolver

from tools import chromium

SOURCE = Path(__file__).parents[2] / "entregent"
reached: set[str] = set()
unreached: list[str] = []


def pytest_configure(config: pytest.Config) -> None:
    template_rendered.connect(note_template)
    resolve = BaseHandler.resolve_request

    @functools.wraps(resolve)
    def resolve_and_note(self: BaseHandler, request: Any) -> Any:
        match = resolve(self, request)
        reached.add(f"address {match.view_name}")
        return match

    BaseHandler.resolve_request = resolve_and_note  # type: ignore[method-assign]


def note_template(sender: Template, **_: Any) -> None:
    reached.add(f"template {sender.origin.name}")


def wanted() -> set[str]:
    """The templates and the named addresses of the product."""
    files = (path for path in SOURCE.rglob("templates/**/*") if path.is_file())
    return {f"template {path}" for path in files} | {f"address {name}" for name in addresses(get_resolver())}


def addresses(resolver: URLResolver, space: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from addresses(entry, f"{space}{entry.namespace}:" if entry.namespace else space)
        elif isinstance(entry, URLPattern) and entry.name and ours(entry):
            yield f"{space}{entry.name}"


def ours(entry: URLPattern) -> bool:
    return str(getattr(entry.callback, "__module__", "")).startswith("entregent.")


def whole(config: pytest.Config, exitstatus: int) -> bool:
    """Whether this run was meant to reach everything: all tests, in SQLite, with a browser, to the end."""
    options = config.option
    narrowed = (
        options.keyword or options.markexpr or getattr(options, "lf", False) or options.collectonly or options.deselect
    )
    all_of_it = config.args_source is pytest.Config.ArgsSource.TESTPATHS and not narrowed
    return all_of_it and exitstatus in (0, 1) and connection.vendor == "sqlite" and chromium.find() is not None


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: Any) -> None:
    reached.update(getattr(node, "workeroutput", {}).get("reached", ()))


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["reached"] = sorted(reached)
    elif whole(session.config, exitstatus):
        unreached.extend(sorted(wanted() - reached))
        if unreached:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if unreached:
        terminalreporter.section("never reached by any test", red=True)
        for what in unreached:
            terminalreporter.write_line(what.replace(f"{SOURCE}/", ""))
