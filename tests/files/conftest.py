"""Files as if they had arrived, and a record that may own them."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from entregent.files import inspection, owners, purposes
from entregent.files.models import File
from entregent.files.tus import hold
from entregent.people.models import Party
from entregent.people.viewer import Viewer
from tests.cast import Cast
from tests.files.sender import Sender, browser

PURPOSE = purposes.Purpose(
    "essai", lambda viewer: not viewer.is_platform, most_bytes=2_000_000, most_files=3, most_together=3_000_000
)


def find_party(viewer: Viewer, pk: int) -> Party | None:
    found: Party | None = Party.objects.visible_to(viewer).filter(pk=pk).first()
    return found


@pytest.fixture(autouse=True)
def registered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Establishments own files here: a model that every test has."""
    monkeypatch.setattr(purposes, "_known", {PURPOSE.name: PURPOSE})
    monkeypatch.setattr(owners, "_known", {"people.party": find_party})


@pytest.fixture
def arrive(cast: Cast) -> Callable[..., File]:
    """A row alone, without its bytes: what `attaching` needs."""

    def make(person: str = "agent", name: str = "relevé.pdf", **more: Any) -> File:
        member = cast.members[person]
        content = more.pop("content", name.encode())
        values = {
            "size": len(content), "digest": hashlib.sha256(content).hexdigest(), "kind": "application/pdf",
            "purpose": PURPOSE.name, "house": member.house, "membership": member, "name": name, **more,
        }  # fmt: skip
        file = File(**values)
        file.save(force_insert=True)
        return file

    return make


@pytest.fixture
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def place(settings: Any, tmp_path: Path) -> Path:
    """Where this test's files lie."""
    settings.DATA = tmp_path
    return tmp_path / "files"


@pytest.fixture
def sender(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Sender]:
    """A browser of this person that sends files; what it sent before is never read after."""
    monkeypatch.setattr(hold, "LATECOMERS", 0)
    return lambda person: Sender(browser(cast, person))


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Content is taken at its word: what is tried here is not the looking into it."""
    monkeypatch.setattr(inspection, "look", lambda path, reader: inspection.Report("text/plain", "text/plain", ""))
