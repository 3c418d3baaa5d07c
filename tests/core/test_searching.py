"""Words are found by their beginnings, whichever way the database looks for them."""

import pytest
from django.db import connection

from entregent.core import searching
from entregent.core.searching import keep_indexes, rows_with_words
from entregent.spaces.support.models import Intervention
from tests.cast import file

ROWS = {
    "a": "Éclairage de la façade",
    "b": "Écran bleu au démarrage",
    "c": "L’œuvre n’est pas décrite",
    "d": "facture_2026-11",
}


@pytest.fixture
def filed(scenery):
    return {file(scenery.cast, "payroll", "agent", subject).pk: key for key, subject in ROWS.items()}


def keys(filed, text):
    rows = Intervention.objects.unscoped("test").filter(pk__in=filed)
    return "".join(sorted(filed[pk] for pk in rows_with_words(rows, text).values_list("pk", flat=True)))


ASKED = [
    ("ec", "ab"), ("facade ecl", "a"), ("FAÇADE", "a"), ("oeuv", "c"), ("œuvre décrite", "c"), ("bleu facade", ""),
    ("fact 2026", "d"), ("11", "d"), ("cade", ""), ("%", ""), ("_", ""), ('"', ""), ("ec*", "ab"), ("ec NOT fa", ""),
    ("", "abcd"), ("   ", "abcd"), ("n'est", "c"), ("NEAR(ec", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ASKED)
@pytest.mark.parametrize("rare", [0, 2000])
def test_words_are_found_by_index_or_by_walking(filed, monkeypatch, text, expected, rare):
    monkeypatch.setattr(searching, "RARE", rare)
    assert keys(filed, text) == expected


def test_a_changed_row_is_found_by_its_new_words_only(filed):
    pk = next(iter(filed))
    row = Intervention.objects.unscoped("test").get(pk=pk)
    row.subject = "Totalement autre"
    row.keep_names()
    row.save()
    assert keys(filed, "facade") == ""
    assert keys(filed, "totalement") == "a"


def lose_the_index(table):
    """As SQLite does when it remakes a table, or someone who tidies up."""
    connection.check_constraints()
    lost = f'TRIGGER "{table}_words_changed"' if connection.vendor == "sqlite" else f'INDEX "{table}_words"'
    with connection.cursor() as cursor:
        cursor.execute(f"DROP {lost}")


def has_its_index(table):
    made = "sqlite_master WHERE name" if connection.vendor == "sqlite" else "pg_indexes WHERE indexname"
    name = f"{table}_words_changed" if connection.vendor == "sqlite" else f"{table}_words"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {made} = %s", [name])
        return cursor.fetchone()[0] == 1


def test_an_index_that_was_lost_is_made_again(filed):
    from django.apps import apps

    table, pk = Intervention._meta.db_table, next(iter(filed))
    lose_the_index(table)
    assert not has_its_index(table)
    Intervention.objects.unscoped("test").filter(pk=pk).update(search_key=" perdu")
    connection.check_constraints()  # PostgreSQL makes no index while a row waits for its check
    keep_indexes(apps.get_app_config("support"))
    assert has_its_index(table)
    assert keys(filed, "perdu") == "a"


def test_renames_follow(scenery):
    from entregent.lists import copied_names

    member = scenery.cast.members["agent"]
    member.first_name, member.last_name = "Zéphyrine", "Quatrelivre"
    member.save()
    rows = Intervention.objects.visible_to(scenery.cast.viewer("technicien"))
    assert not rows_with_words(rows, "quatrelivre").exists()
    copied_names.refold_names.call("support.intervention", "owner", member.pk)
    assert rows_with_words(rows, "quatrelivre zeph").exists()
    assert rows.filter(owner_key="quatrelivre zephyrine").exists()
