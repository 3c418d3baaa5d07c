from pathlib import Path
from typing import Any

import pytest

from shots import __main__ as command
from shots import album
from shots.walk import MENUS, MOST, Walk, name_of

SITE = "http://127.0.0.1:1"


class Portal:
    """Pages that know only where they lead."""

    def __init__(self, leads: dict[str, list[str]]) -> None:
        self.leads, self.visited = leads, list[str]()

    def goto(self, address: str) -> None:
        self.visited.append(address.removeprefix(SITE))

    def eval_on_selector_all(self, selector: str, script: str) -> list[str]:
        return [f"{SITE}{path}" for path in self.leads.get(self.visited[-1], ())] if selector == MENUS else []


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/", "accueil"),
        ("/support/demandes/", "support-demandes"),
        ("/support/demandes/1204/cloture/", "support-demandes-n-cloture"),
        ("/support/demandes/?vue=en-cours", "support-demandes-en-cours"),
    ],
)
def test_a_picture_is_named_after_its_page(path: str, name: str):
    assert name_of(f"{SITE}{path}") == name


def test_one_record_of_each_kind_is_visited():
    portal = Portal({"/": ["/demandes/1/", "/demandes/2/", "/demandes/?vue=closes", "/"], "/demandes/1/": ["/aide/"]})
    walk = Walk(SITE)
    walk.note(f"{SITE}/")
    found = walk.through(portal)  # type: ignore[arg-type]
    assert set(found) == {"accueil", "demandes-n", "demandes-closes", "aide"}
    assert portal.visited == ["/", "/demandes/1/", "/demandes/?vue=closes", "/aide/"]


@pytest.mark.parametrize(
    "address", ["https://elsewhere.example/", f"{SITE}/app.css", f"{SITE}/demandes/?tri=date", f"{SITE}1/demandes/"]
)
def test_only_pages_of_the_site_are_visited(address: str):
    walk = Walk(SITE)
    walk.note(address)
    assert walk.found == {}


def test_a_walk_ends():
    walk = Walk(SITE)
    for number in range(2 * MOST):
        walk.note(f"{SITE}/page-{number}/")
    assert len(walk.found) == MOST


def test_the_album_shows_every_picture(tmp_path: Path):
    pictures = [tmp_path / "agent" / "accueil-light-phone.png", tmp_path / "admin" / "accueil-dark-desktop.png"]
    page = album.write(tmp_path, pictures).read_text()
    assert page.index("<h2>admin</h2>") < page.index("<h2>agent</h2>")
    assert all(f'src="{picture.parent.name}/{picture.name}"' in page for picture in pictures)


def test_one_person_may_be_chosen():
    assert command.chosen(["--only", "agent"]) == "agent"
    assert command.chosen([]) == ""


def test_pictures_are_taken_in_each_theme_and_size(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    from contextlib import contextmanager

    from shots import camera

    asked: list[tuple[Any, ...]] = []

    @contextmanager
    def page(self: Any, *window: Any) -> Any:
        asked.append(window[1:])
        yield Portal({})

    monkeypatch.setattr(camera.Camera, "page", page)
    monkeypatch.setattr(camera, "snap", lambda _page, path: path.touch())
    taken = camera.Camera(None, SITE).take({"accueil": "/"}, {}, tmp_path / "agent")  # type: ignore[arg-type, typeddict-item]
    assert asked == [("light", "desktop"), ("light", "phone"), ("dark", "desktop"), ("dark", "phone")]
    assert min(path.name for path in taken) == "accueil-dark-desktop.png"
    assert all(path.exists() for path in taken)
