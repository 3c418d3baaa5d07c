"""Search by words: each word typed begins a word of the row, in any order, blind to case and accents.

The words of a row are kept in one column. SQLite reads them through a full-text index beside the
table, PostgreSQL through a trigram index; both are made, and mended, after each migration.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from operator import and_, or_
from typing import Any, ClassVar

from django.apps import AppConfig
from django.db import connections, models, transaction
from django.db.models import CharField, Lookup, Q, Transform

from entregent.core.folding import fold, number_typed, words_of

LONGEST = 600
RARE = 2000  # more hits than this are found sooner by walking the list in its order


class Findable(models.Model):
    """A model with words to find it by. `keep_words` is called before each save that changes them."""

    longest: ClassVar[int] = LONGEST  # signs of its words; a model that says more has a column of that length

    search_key = CharField(max_length=LONGEST, default="", editable=False)

    class Meta:
        abstract = True

    def keep_words(self, *texts: str) -> None:
        # The space in front lets PostgreSQL ask for « a word that begins so » as it asks for any other.
        self.search_key = f" {' '.join(words_of(*texts))}"[: self.longest]


class Folded(CharField[str, str]):
    """The column `of` without case and accents, to sort and to search by; written whenever its row is saved whole."""

    def __init__(self, of: str, **options: Any) -> None:
        super().__init__(**options | {"editable": False})
        self.of = of

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        folded = fold(getattr(model_instance, self.of))
        setattr(model_instance, self.attname, folded)
        return folded

    def deconstruct(self) -> Any:
        name, path, _none, options = super().deconstruct()
        del options["editable"]
        return name, path, [self.of], options


def folding(app: str, model: str, column: str) -> Callable[[Any, Any], None]:
    """For a migration that adds a Folded column: fills it for the rows of before."""

    def fill(apps: Any, _schema_editor: Any) -> None:
        past = apps.get_model(app, model)
        of = past._meta.get_field(column).of
        for pk, text in list(past.objects.values_list("pk", of)):
            past.objects.filter(pk=pk).update(**{column: fold(text)})

    return fill


def rows_with_words(rows: Any, text: str, column: str = "search_key") -> Any:
    """Those of the rows in which each word of the text begins a word; all of them for no text at all."""
    typed = words_of(text)
    if not typed:
        return rows.none() if text.strip() else rows
    if _is_rare(rows, column, typed):
        return rows.filter(**{f"{column}__words": " ".join(typed)})
    return rows.filter(Q(*(Q(**{f"{column}__contains": f" {word}"}) for word in typed)))


def rows_holding(rows: Any, columns: Sequence[str], text: str) -> Any:
    """Those in which each word of the text is found in one of the columns, or one of them begins with its number.

    A number that was typed in groups is looked for as a whole alone: each pair of figures is in every SIRET.
    """
    if list(columns) == ["search_key"]:
        return rows_with_words(rows, text)
    if not text.split():
        return rows
    number, plain = number_typed(text), [column for column in columns if not column.endswith("_key")]
    as_number = [Q(**{f"{column}__digits__startswith": number}) for column in plain] if number else []
    as_words = [reduce(or_, (containing(column, word) for column in columns)) for word in text.split()]
    if as_number and len(as_words) > 1:
        return rows.filter(reduce(or_, as_number))
    return rows.filter(reduce(or_, [*as_number, reduce(and_, as_words)]))


def containing(column: str, word: str) -> Q:
    """Blind to case; blind to accents in a folded column."""
    return Q(**{f"{column}__contains": fold(word)}) if column.endswith("_key") else Q(**{f"{column}__icontains": word})


@CharField.register_lookup
class Digits(Transform):
    """`phone__digits="0123456789"`: as `number_typed` has it, whatever stands between the figures."""

    lookup_name = "digits"
    DROPPED = (" ", "\u00a0", "\u202f", ".", "-", "/", "(0)", "(", ")")

    def as_sql(self, compiler: Any, connection: Any, *_more: Any, **_others: Any) -> Any:
        column, given = compiler.compile(self.lhs)
        sql, values = f"CAST({column} AS text)", list(given)
        for sign in self.DROPPED:
            sql, values = f"REPLACE({sql}, %s, '')", [*values, sign]
        abroad = f"CASE WHEN {sql} LIKE '+33%%' THEN '0' || SUBSTR({sql}, 4) ELSE {sql} END"
        return abroad, values * 3


def keys_with_words(rows: Any, text: str) -> Any:
    """Keys of those of the rows in which each word of the text begins a word, by their index alone.

    For whoever looks in several places at once: walking a list in its order then finds nothing sooner.
    """
    typed = words_of(text)
    found = rows.filter(search_key__words=" ".join(typed)) if typed else rows.none()
    return found.order_by().values("pk")


@CharField.register_lookup
class HasWords(Lookup[str]):
    """`search_key__words="clot rep"`, by the index that the database has for it."""

    lookup_name = "words"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        column, given = self.process_lhs(compiler, connection)
        typed = words_of(str(self.rhs))
        parts = " AND ".join([f"{column} LIKE %s"] * len(typed)) or "1 = 1"
        return f"({parts})", tuple(value for word in typed for value in (*given, f"% {word}%"))

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[str]]:
        index = _index_of(self.lhs.target.model)
        quoted = connection.ops.quote_name(index)
        alias = connection.ops.quote_name(self.lhs.alias)
        key = connection.ops.quote_name(self.lhs.target.model._meta.pk.column)
        hits = f"SELECT rowid FROM {quoted} WHERE {quoted} MATCH %s"  # noqa: S608 (names of our own tables)
        return f"{alias}.{key} IN ({hits})", [_match(str(self.rhs))]


def _is_rare(rows: Any, column: str, typed: list[str]) -> bool:
    """Whether SQLite should start from the hits. PostgreSQL's planner knows by itself."""
    connection = connections[rows.db]
    if connection.vendor != "sqlite":
        return True
    index = connection.ops.quote_name(_index_of(_model_at(rows.model, column)))
    probe = f"SELECT COUNT(*) FROM (SELECT 1 FROM {index} WHERE {index} MATCH %s LIMIT {RARE + 1})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(probe, [_match(" ".join(typed))])
        return bool(cursor.fetchone()[0] <= RARE)


def _model_at(model: Any, column: str) -> Any:
    for step in column.split("__")[:-1]:
        model = model._meta.get_field(step).related_model
    return model


def _match(text: str) -> str:
    return " ".join(f'"{word}"*' for word in words_of(text))


def _index_of(model: Any) -> str:
    return f"{model._meta.db_table}_words"


# Making and mending the indexes


def keep_indexes(app_config: AppConfig, using: str = "default", **_: Any) -> None:
    """After a migration: every findable table has its index. SQLite loses triggers when it remakes a table."""
    connection = connections[using]
    tables = connection.introspection.table_names()
    keep = _keep_full_text if connection.vendor == "sqlite" else _keep_trigrams
    for model in app_config.get_models():
        if issubclass(model, Findable) and model._meta.db_table in tables:
            keep(connection, model)


def _keep_trigrams(connection: Any, model: type[Findable]) -> None:
    name, table = _index_of(model), model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        cursor.execute(f'CREATE INDEX IF NOT EXISTS "{name}" ON "{table}" USING gin (search_key gin_trgm_ops)')


def _keep_full_text(connection: Any, model: type[Findable]) -> None:
    wanted = dict(_statements(model))
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master")
        there = {name for (name,) in cursor.fetchall()}
        for name, statement in wanted.items():
            if name not in there:
                cursor.execute(statement)
        if wanted.keys() - there:
            index = _index_of(model)
            cursor.execute(f'INSERT INTO "{index}"("{index}") VALUES (\'rebuild\')')  # noqa: S608


def _statements(model: type[Findable]) -> Iterator[tuple[str, str]]:
    """The index, which keeps no copy of the words, and the three triggers that follow the table."""
    table, index, key = model._meta.db_table, _index_of(model), model._meta.pk.column
    new = f'INSERT INTO "{index}"(rowid, search_key) VALUES (new."{key}", new.search_key);'  # noqa: S608
    old = f'INSERT INTO "{index}"("{index}", rowid, search_key) VALUES (\'delete\', old."{key}", old.search_key);'  # noqa: S608
    kept = f'content="{table}", content_rowid="{key}", prefix=\'2 3\', detail=none, columnsize=0'
    yield index, f'CREATE VIRTUAL TABLE "{index}" USING fts5(search_key, {kept})'
    for verb, event, body in (
        ("added", "INSERT", new), ("removed", "DELETE", old), ("changed", "UPDATE OF search_key", old + new),
    ):  # fmt: skip
        yield f"{index}_{verb}", f'CREATE TRIGGER "{index}_{verb}" AFTER {event} ON "{table}" BEGIN {body} END'
