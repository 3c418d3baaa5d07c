"""The manual of the telephone secretariat, walked from its first page to its last in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import override_settings
from playwright.sync_api import expect

from shots.camera import PATIENCE
from tests.bridged import bridged
from tests.manuals.album import Album
from tests.manuals.secretariat.scene import stage
from tests.manuals.secretariat.whole import SECRETARIAT
from tests.manuals.windows import Windows
from tests.spaces.secretariat.cast import gather

USUAL = 5_000  # milliseconds: what the library waits by itself


@pytest.fixture
def live_server(transactional_db: None) -> Iterator[SimpleNamespace]:
    """The product's own server: files are sent and taken by its raw doors."""
    with bridged() as url:
        yield SimpleNamespace(url=url, _live_server_modified_settings=override_settings())


@pytest.fixture(autouse=True)
def light_proof(settings: Any) -> None:
    settings.PROOF_BITS, settings.PROOF_MOST_BITS = 6, 14


@pytest.fixture(autouse=True)
def patience() -> Iterator[None]:
    """What a page shows late, on a machine that does much else, is no fault of the manual."""
    expect.set_options(timeout=PATIENCE)
    yield
    expect.set_options(timeout=USUAL)


def test_every_step_of_the_manual_is_walked(browser: Any, live_server: Any, page_faults: Any) -> None:
    cast: Any = gather()
    scene, album = stage(cast), Album(SECRETARIAT)
    windows = Windows(browser, live_server.url, cast, page_faults, arrivals=("medecin",))
    try:
        for name, step in SECRETARIAT.numbered():
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
    assert len(list(album.folder.glob("*.png"))) == len(SECRETARIAT.numbered()) * len(album.looks)
