"""What templates may not hold, and what they may not reach for."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.urls import URLPattern, URLResolver

from tests.house.rooms import SOURCE, space_of

ELSEWHERE = r"""<(?:script|link|img|iframe|source|use)\b[^>]*\b(?:src|href)\s*=\s*["'](?:https?:)?//"""
REFUSED = tuple(
    (re.compile(pattern, re.IGNORECASE), what)
    for pattern, what in (
        (r"\sstyle\s*=", "inline style"),
        (r"<style\b", "inline style sheet"),
        (r"<script\b(?![^>]*\ssrc=)", "inline script"),
        (r"""\son[a-z]+\s*=\s*["'{]""", "inline handler"),
        (r"\shx-on\b", "hx-on"),
        (r"javascript:", "javascript: address"),
        (r"\|\s*safe(seq)?\b|\{%\s*autoescape\s+off|\{%\s*filter\s+safe", "unescaped output"),
        (ELSEWHERE, "file from elsewhere"),
    )
)
COMMENT = re.compile(r"\{#.*?#\}|\{%\s*comment\b.*?%\}.*?\{%\s*endcomment\s*%\}", re.DOTALL)
TAKEN = re.compile(r"""\{%\s*(?:include|extends)\s+["']([^"']+)["']""")
LINKED = re.compile(r"""\{%\s*url\s+["']([^"']+)["']""")
REVERSED = re.compile(r"""\b(?:reverse|reverse_lazy|redirect|resolve_url)\(\s*["']([^"'/]+)["']""")


def templates(source: Path = SOURCE) -> list[Path]:
    return sorted(path for path in source.rglob("templates/**/*") if path.is_file())


def faults(source: Path) -> Iterator[str]:
    """Refused markup, as "file:line: what"."""
    for path in templates(source):
        text = COMMENT.sub(blank, path.read_text(encoding="utf-8"))
        for pattern, what in REFUSED:
            if allowed(path, what):
                continue
            for match in pattern.finditer(text):
                yield f"{path.relative_to(source)}:{text.count(chr(10), 0, match.start()) + 1}: {what}"


def allowed(path: Path, what: str) -> bool:
    if what == "inline style":  # mail programs read no style sheets
        return path.name == "mail.html"
    return what == "unescaped output" and path.suffix == ".txt"


def blank(match: re.Match[str]) -> str:
    return "\n" * match.group().count("\n")


def crossings(source: Path, owners: dict[str, str]) -> Iterator[str]:
    """Templates and code, outside site and the space itself, that take a space's template or address.

    owners: the space of each name of an address.
    """
    spaces = {path.name for path in (source / "spaces").glob("*/")}
    for path in [*templates(source), *source.rglob("*.py")]:
        module = ".".join(path.relative_to(source.parent).with_suffix("").parts)
        if module.startswith("entregent.site."):
            continue
        text = path.read_text(encoding="utf-8")
        taken = {name.partition("/")[0] for name in TAKEN.findall(text)} & spaces
        linked = {owners.get(name, "") for name in [*LINKED.findall(text), *REVERSED.findall(text)]} - {""}
        for space in sorted((taken | linked) - {space_of(module)}):
            yield f"{path.relative_to(source)} -> {space}"


def owners(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, str]]:
    """The names of addresses, each with the space whose view answers ("" for none)."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from owners(entry, f"{prefix}{entry.namespace}:" if entry.namespace else prefix)
        elif isinstance(entry, URLPattern) and entry.name:
            yield f"{prefix}{entry.name}", space_of(getattr(entry.callback, "__module__", ""))
