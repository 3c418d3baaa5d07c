from collections.abc import Iterator
from datetime import UTC
from typing import Any

import pytest

from entregent.core import clock, verify
from entregent.core.links import absolute
from entregent.core.verify import Finding


def test_the_clock_is_aware() -> None:
    assert clock.now().tzinfo is UTC


def test_links_begin_with_the_configured_address(settings: Any) -> None:
    settings.ENTREGENT_URL = "https://portail.example.org"
    assert absolute("/support/?a=1") == "https://portail.example.org/support/?a=1"


@pytest.mark.parametrize("path", ["", "support/", "//evil.example", "/\\evil.example", "https://evil.example/"])
def test_links_stay_on_the_site(path: str) -> None:
    with pytest.raises(ValueError, match="Not a path"):
        absolute(path)


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify, "_checks", {})

    @verify.check("b", "words")
    def wrong() -> Iterator[Finding]:
        yield Finding("b", "wrong")

    @verify.check("a", "words")
    def broken() -> Iterator[Finding]:
        yield Finding("a", "found before it broke")
        raise KeyError("x")


@pytest.mark.usefixtures("checks")
def test_a_check_that_breaks_is_a_finding_and_the_next_one_runs() -> None:
    assert [(finding.check, finding.message) for finding in verify.run_checks()] == [
        ("a", "found before it broke"),
        ("a", "The check itself failed: KeyError: 'x'"),
        ("b", "wrong"),
    ]


@pytest.mark.usefixtures("checks")
def test_checks_are_run_by_name() -> None:
    assert verify.names() == ["a", "b"]
    assert [finding.check for finding in verify.run_checks("b")] == ["b"]
    with pytest.raises(KeyError):
        list(verify.run_checks("c"))


@pytest.mark.usefixtures("checks")
def test_a_name_is_taken_once() -> None:
    with pytest.raises(ValueError, match="'a'"):
        verify.check("a", "words")(list)
