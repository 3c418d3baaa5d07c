import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.migrations import Migration
from django.db.migrations.graph import MigrationGraph
from django.db.migrations.loader import MigrationLoader

from tests.house.rooms import SOURCE

OURS = {config.label for config in apps.get_app_configs() if config.name.startswith("entregent.")}


@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_a_planted_change_is_caught(monkeypatch: pytest.MonkeyPatch):
    meta = apps.get_model("people", "House")._meta
    monkeypatch.setattr(meta, "original_attrs", {**meta.original_attrs, "ordering": ["-pk"]})
    monkeypatch.setattr(meta, "ordering", ["-pk"])
    with pytest.raises(SystemExit):
        call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def forks(graph: MigrationGraph) -> Iterator[str]:
    """Places where the migrations of a room are no single line."""
    for label in sorted({app for app, _ in graph.nodes} & OURS):
        if len(graph.leaf_nodes(label)) != 1:
            yield f"{label}: {len(graph.leaf_nodes(label))} ends"
        for (app, name), node in graph.node_map.items():
            if app == label and sum(parent.key[0] == label for parent in node.parents) > 1:
                yield f"{label}: {name} merges"


def test_migrations_are_one_line_in_each_room():
    assert list(forks(MigrationLoader(None).graph)) == []


def test_a_planted_fork_and_a_merge_are_caught():
    graph = MigrationGraph()
    first, left, right, merge = (("people", name) for name in ("0001", "0002_left", "0002_right", "0003_merge"))
    for key in (first, left, right):
        graph.add_node(key, Migration(key[1], key[0]))
    graph.add_dependency(None, left, first)
    graph.add_dependency(None, right, first)
    assert list(forks(graph)) == ["people: 2 ends"]
    graph.add_node(merge, Migration(merge[1], merge[0]))
    graph.add_dependency(None, merge, left)
    graph.add_dependency(None, merge, right)
    assert list(forks(graph)) == ["people: 0003_merge merges"]


def living_models(source: Path) -> Iterator[str]:
    """Migrations that use models of the code: those of today are not those of the migration's day.

    Functions (defaults, validators) may stand: makemigrations names them where they live.
    """
    for path in sorted(source.rglob("migrations/*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and is_model_room(node.module or ""):
                yield f"{path.name}: {node.module}"
            elif isinstance(node, ast.Attribute) and node.attr[0].isupper() and is_model_room(ast.unparse(node.value)):
                yield f"{path.name}: {ast.unparse(node)}"


def is_model_room(module: str) -> bool:
    return module.startswith("entregent.") and "models" in module.split(".")


def test_migrations_use_no_living_model():
    assert list(living_models(SOURCE)) == []


def test_a_planted_model_is_caught(tmp_path: Path):
    folder = tmp_path / "people" / "migrations"
    folder.mkdir(parents=True)
    (folder / "0002.py").write_text("from entregent.people.models import House\nfrom django.db import models\n")
    (folder / "0003.py").write_text(
        "import entregent.people.models.house\n"
        "entregent.people.models.house.check_zone\n"
        "entregent.people.models.house.House.objects\n"
    )
    assert list(living_models(tmp_path)) == [
        "0002.py: entregent.people.models",
        "0003.py: entregent.people.models.house.House",
    ]
