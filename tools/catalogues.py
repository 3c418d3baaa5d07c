"""`python -m tools.catalogues compile|update|check`: the words on screen, taken from the code, with Babel alone."""

import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

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


def path(language: str) -> Path:
    return SOURCE / "site" / "locale" / language / "LC_MESSAGES" / "django.po"


def compile_all() -> None:
    for language in LANGUAGES:
        if path(language).exists():
            with path(language).with_suffix(".mo").open("wb") as file:
                write_mo(file, load(language))


def update() -> None:
    """Bring each .po to the messages of the code: new ones empty, gone ones dropped, nothing guessed."""
    found = extracted()
    for language in LANGUAGES:
        catalogue = load(language)
        catalogue.update(found, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        if language == "en":
            fill_plurals(catalogue)
        save(language, catalogue)


def check() -> list[str]:
    """What is wrong with the catalogues, one line each."""
    found = extracted()
    return [fault for language in LANGUAGES for fault in faults(load(language), found, language)]


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


def load(language: str) -> Catalog:
    if not path(language).exists():
        return Catalog(locale=language, charset="utf-8")
    with path(language).open("rb") as file:
        return read_po(file, locale=language, charset="utf-8")


def save(language: str, catalogue: Catalog) -> None:
    text = BytesIO()
    write_po(text, catalogue, width=100, omit_header=True, sort_output=True, include_lineno=False)
    header = HEADER.format(language=language, plural=PLURAL[language])
    path(language).parent.mkdir(parents=True, exist_ok=True)
    path(language).write_bytes(header.encode() + text.getvalue())


def fill_plurals(catalogue: Catalog) -> None:
    for message in catalogue:
        if message.pluralizable:
            message.string = tuple(message.id)


def extracted(source: Path = SOURCE) -> Catalog:
    """Every message of the Python files and templates under a folder."""
    catalogue = Catalog(charset="utf-8")
    for file in sorted(source.rglob("*.py")):
        add(catalogue, file, source, file.read_bytes())
    for file in templates(source):
        add(catalogue, file, source, python_of(file))
    return catalogue


def templates(source: Path) -> Iterable[Path]:
    return sorted(file for file in source.rglob("templates/**/*") if file.suffix in (".html", ".txt"))


def python_of(template: Path) -> bytes:
    """A template as Python: its messages as calls of gettext, all else blotted out."""
    text = templatize(template.read_text(encoding="utf-8"), origin=str(template))
    # What was indentation in the template would be a fault of indentation in Python.
    return "\n".join(line.lstrip() for line in text.splitlines()).encode()


def add(catalogue: Catalog, file: Path, source: Path, text: bytes) -> None:
    options = {"encoding": "utf-8"}
    for line, message, notes, context in extract("python", BytesIO(text), KEYWORDS, ("Translators:",), options):
        place = (str(file.relative_to(source.parent)), line)
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
