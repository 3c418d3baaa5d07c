"""The manual of the documents, walked from its first page to its last in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import override_settings
from playwright.sync_api import expect

from entregent.documents.models import Document, Folder
from shots.camera import PATIENCE
from tests.bridged import bridged
from tests.manuals.album import Album
from tests.manuals.documents.scene import Scene
from tests.manuals.documents.whole import DOCUMENTS
from tests.manuals.windows import Windows
from tests.spaces.depot.firm import Firm, gather

USUAL = 5_000  # milliseconds: what the library waits by itself


@pytest.fixture
def live_server(transactional_db: None) -> Iterator[SimpleNamespace]:
    with bridged() as url:
        yield SimpleNamespace(url=url, _live_server_modified_settings=override_settings())


@pytest.fixture(autouse=True)
def light_proof(settings: Any) -> None:
    settings.PROOF_BITS, settings.PROOF_MOST_BITS = 6, 14


@pytest.fixture(autouse=True)
def patience() -> Iterator[None]:
    expect.set_options(timeout=PATIENCE)
    yield
    expect.set_options(timeout=USUAL)


@pytest.fixture
def firm(live_server: Any) -> Firm:
    """With something published already."""
    made = gather()
    house, partner = made.houses["firm"], made.viewer("associee")
    folder = Folder(house=house, space="depot", name="Courriers")
    folder.keep({}, by=partner)
    document = Document(
        house=house, space="depot", folder=folder, title="Vos bilans de l’année", link="https://a.example/"
    )
    document.publish({}, by=partner)
    return made


def test_every_step_of_the_manual_is_walked(browser: Any, live_server: Any, firm: Firm, page_faults: Any) -> None:
    windows = Windows(browser, live_server.url, firm, page_faults, arrivals=("client",))
    album, scene = Album(DOCUMENTS), Scene(firm)
    try:
        for name, step in DOCUMENTS.numbered():
            page = windows.of(step.by)
            try:
                step.act(page, scene)
            except BaseException as fault:
                fault.add_note(f"At step {name}, « {step.title} », by {step.by}, on {page.url}")
                album.take(page, f"{name}-fault")
                raise
            album.take(page, name)
    finally:
        windows.close()
    assert len(list(album.folder.glob("*.png"))) == len(DOCUMENTS.numbered()) * len(album.looks)


def test_the_steps_follow_the_chapters() -> None:
    table = DOCUMENTS.table()
    assert [row["chapter"] for row in table] == sorted((row["chapter"] for row in table), key=float)
    assert len({row["picture"] for row in table}) == len(table)
