import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from entregent.people.models import House
from tests.house import rooms


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache", "--no-logo"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    (path.parent / "__init__.py").touch()
    path.write_text(text)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copy(rooms.ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(rooms.SOURCE, tmp_path / "entregent", ignore=shutil.ignore_patterns("__pycache__", "locale"))
    return tmp_path


def test_the_plan_holds():
    done = lint_imports(rooms.ROOT)
    assert done.returncode == 0, done.stdout


def rise(source: Path) -> None:
    write(source / "core/planted.py", "import entregent.people")


def touch_another_space(source: Path) -> None:
    write(source / "spaces/planted/space.py", "import entregent.spaces.support")


def open_an_unlisted_room(source: Path) -> None:
    write(source / "planted/__init__.py", "")


def know_a_page(source: Path) -> None:
    write(source / "spaces/planted/views.py", "")
    write(source / "spaces/planted/models.py", "import entregent.spaces.planted.views")


@pytest.mark.parametrize(
    ("plant", "words"),
    [
        (rise, "entregent.core is not allowed to import entregent.people"),
        (touch_another_space, "entregent.spaces.planted is not allowed to import entregent.spaces.support"),
        (open_an_unlisted_room, "planted"),
        (know_a_page, "entregent.spaces.planted.models is not allowed to import entregent.spaces.planted.views"),
    ],
)
def test_a_planted_import_is_caught(copy: Path, plant: Callable[[Path], None], words: str):
    plant(copy / "entregent")
    done = lint_imports(copy)
    assert done.returncode == 1
    assert words in " ".join(done.stdout.split())


def test_relations_point_down():
    assert list(rooms.rising_relations(apps.get_models())) == []


@isolate_apps("entregent.people")
def test_a_planted_relation_is_caught():
    class Planted(models.Model):
        house = models.ForeignKey(House, on_delete=models.CASCADE)

        class Meta:
            app_label = "people"

    Planted.__module__ = "entregent.core.planted"
    assert list(rooms.rising_relations([Planted])) == [
        f"entregent.core.planted.Planted.house -> {House.__module__}.House"
    ]


@pytest.mark.parametrize(
    ("module", "other", "allowed"),
    [
        ("entregent.site.views", "entregent.spaces.support.models", True),
        ("entregent.spaces.support.models", "entregent.people.models", True),
        ("entregent.spaces.support.models", "entregent.spaces.crm.models", False),
        ("entregent.people.models", "entregent.dossiers.models", False),
        ("entregent.people.models", "django.contrib.sessions.models", True),
    ],
)
def test_who_may_know_whom(module: str, other: str, allowed: bool):
    assert rooms.may_know(module, other) is allowed


def test_every_name_is_a_noun():
    assert rooms.refused_names(rooms.SOURCE) == []
    assert rooms.refused_names(rooms.ROOT / "tools") == []
    assert rooms.refused_names(rooms.ROOT / "tests") == []


def test_a_planted_name_is_caught(tmp_path: Path):
    write(tmp_path / "entregent/people/helpers/mail.py", "")
    write(tmp_path / "entregent/people/utils.py", "")
    write(tmp_path / "entregent/people/mail.py", "")
    assert rooms.refused_names(tmp_path / "entregent") == ["entregent/people/helpers", "entregent/people/utils.py"]


def test_every_room_says_what_it_is():
    silent = [room for rooms_ in rooms.layers() for room in rooms_ if not opening(room).startswith('"""')]
    assert silent == []


def opening(room: str) -> str:
    return (rooms.SOURCE / room / "__init__.py").read_text()
