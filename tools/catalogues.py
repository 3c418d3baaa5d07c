"""`python -m tools.catalogues compile|update|check`: the words on screen, taken from the code, with Babel alone."""

import sys
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from tools import wording
from tools.steps import ROOT

SOURCE = ROOT / "entregent"
LANGUAGES = ("fr", "en")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# Without dates: a catalogue changes when a word changes.
HEADER = """msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural={plural};\\n"

"""
PLURAL = {"fr": "(n > 1)", "en": "(n != 1)"}


@dataclass(frozen=True)
class Source:
    """Where messages stand, and the catalogue that has them: a space has its own, all the rest share that of `site`."""

    folder: Path
    home: Path
    besides: tuple[Path, ...] = ()  # folders below that have a catalogue of their own

    def path(self, language: str) -> Path:
        return self.home / "locale" / language / "LC_MESSAGES" / "django.po"

    def files(self, *patterns: str) -> list[Path]:
        found = (file for pattern in patterns for file in self.folder.rglob(pattern))
        return sorted(file for file in found if not any(map(file.is_relative_to, self.besides)))


def sources(root: Path = SOURCE) -> list[Source]:
    """The general one first."""
    spaces = sorted(folder for folder in (root / "spaces").glob("*/") if (folder / "__init__.py").exists())
    return [Source(root, root / "site", tuple(spaces)), *(Source(space, space) for space in spaces)]


def compile_all() -> None:
    for source in sources():
        for language in LANGUAGES:
            if source.path(language).exists():
                with source.path(language).with_suffix(".mo").open("wb") as file:
                    write_mo(file, load(source, language))


def update() -> None:
    """Bring each .po to the messages of the code: new ones empty, gone ones dropped, nothing guessed.

    A message that moved to another catalogue keeps its translation.
    """
    translated = {language: [load(source, language) for source in sources()] for language in LANGUAGES}
    for source, found in wanted():
        for language in LANGUAGES:
            catalogue = load(source, language)
            catalogue.update(deepcopy(found), no_fuzzy_matching=True)  # it takes the very messages, to be filled in
            catalogue.obsolete.clear()
            recall(catalogue, translated[language])
            if language == "en":
                fill_plurals(catalogue)
            save(source, language, catalogue)


def recall(catalogue: Catalog, known: Iterable[Catalog]) -> None:
    for message in catalogue:
        if message.id and not any(message.string or ""):
            before = (one.get(message.id, message.context) for one in known)
            message.string = next((one.string for one in before if one and any(one.string or "")), message.string)


def check() -> list[str]:
    """What is wrong with the catalogues, one line each."""
    every = [
        (source, found, {language: load(source, language) for language in LANGUAGES}) for source, found in wanted()
    ]
    told = [
        f"{name}: {fault}" if (name := source.home.name) != "site" else fault
        for source, found, catalogues in every
        for language, catalogue in catalogues.items()
        for fault in faults(catalogue, found, language)
    ]
    return told + disputed([catalogues["fr"] for _source, _found, catalogues in every])


def wanted() -> Iterator[tuple[Source, Catalog]]:
    """The messages of each source. What the general catalogue says already, no space says again."""
    general = Catalog(charset="utf-8")
    for source in sources():
        found = extracted(source)
        for message in list(found):
            if message.id and general.get(message.id, message.context):
                found.delete(message.id, message.context)
        general = general if len(general) else found
        yield source, found


def disputed(catalogues: Iterable[Catalog]) -> list[str]:
    """Messages that two spaces translate otherwise: only one would be shown in both. Each says its own context."""
    said: dict[tuple[str, str], Any] = {}
    return [
        f"fr: {message.id!r} is translated in two ways: give each a context"
        for catalogue in catalogues
        for message in catalogue
        if message.id and said.setdefault(key(message), message.string) != message.string
    ]


def faults(catalogue: Catalog, found: Catalog, language: str) -> Iterator[str]:
    """Messages of the code that this catalogue lacks, messages it has for nothing, and ill-made ones."""
    known = {key(message): message for message in catalogue if message.id}
    wanted = {key(message) for message in found if message.id}
    yield from (f"{language}: not in the catalogue: {name[0]!r}" for name in sorted(wanted - known.keys()))
    yield from (f"{language}: no longer in the code: {name[0]!r}" for name in sorted(known.keys() - wanted))
    yield from (f"{language}: obsolete: {name!r}" for name in catalogue.obsolete)
    for name in sorted(wanted & known.keys()):
        yield from (f"{language}: {name[0]!r}: {fault}" for fault in wording.faults(known[name], language))


def key(message: Message) -> tuple[str, str]:
    return wording.forms(message.id)[0], message.context or ""


def load(source: Source, language: str) -> Catalog:
    if not source.path(language).exists():
        return Catalog(locale=language, charset="utf-8")
    with source.path(language).open("rb") as file:
        return read_po(file, locale=language, charset="utf-8")


def save(source: Source, language: str, catalogue: Catalog) -> None:
    text = BytesIO()
    write_po(text, catalogue, width=100, omit_header=True, sort_output=True, include_lineno=False)
    header = HEADER.format(language=language, plural=PLURAL[language])
    source.path(language).parent.mkdir(parents=True, exist_ok=True)
    source.path(language).write_bytes(header.encode() + text.getvalue())


def fill_plurals(catalogue: Catalog) -> None:
    for message in catalogue:
        if message.pluralizable:
            message.string = tuple(message.id)


def extracted(source: Source) -> Catalog:
    """Every message of the Python files and templates of a source."""
    catalogue = Catalog(charset="utf-8")
    for file in source.files("*.py"):
        add(catalogue, file, source, file.read_bytes())
    for file in source.files("templates/**/*.html", "templates/**/*.txt"):
        add(catalogue, file, source, python_of(file))
    return catalogue


def python_of(template: Path) -> bytes:
    """A template as Python: its messages as calls of gettext, all else blotted out."""
    text = templatize(template.read_text(encoding="utf-8"), origin=str(template))
    # What was indentation in the template would be a fault of indentation in Python.
    return "\n".join(line.lstrip() for line in text.splitlines()).encode()


def add(catalogue: Catalog, file: Path, source: Source, text: bytes) -> None:
    options = {"encoding": "utf-8"}
    for line, message, notes, context in extract("python", BytesIO(text), KEYWORDS, ("Translators:",), options):
        place = (str(file.relative_to(source.folder.parent)), line)
        catalogue.add(message, locations=[place], auto_comments=notes, context=context)


def main() -> None:
    match sys.argv[1:]:
        case ["compile"]:
            compile_all()
        case ["update"]:
            update()
        case ["check"]:
            found = check()
            print("\n".join(found) or "Catalogues complete.")
            raise SystemExit(bool(found))
        case _:
            raise SystemExit(__doc__)


if __name__ == "__main__":
    main()
