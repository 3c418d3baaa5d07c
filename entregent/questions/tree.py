"""Choices of a cascade, typed by indentation: what stands further to the right comes under the line above."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SEPARATOR = " => "  # as the manuals write the path of a screen
MOST_LINES, MOST_LEVELS = 500, 6
TAB = 4  # columns

Path = tuple[str, ...]


class Tangled(ValueError):
    """A line that cannot be placed; the message says which and why, to the person who typed it."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message


@dataclass
class Node:
    label: str
    children: list[Node] = field(default_factory=list)


def parse(text: str) -> list[Node]:
    """Raises Tangled."""
    root = Node("")
    open_at = [(-1, root)]  # the column of each node that is still open, outermost first
    for number, column, label in _lines(text):
        came_back = column < open_at[-1][0]
        while column <= open_at[-1][0]:
            last = open_at.pop()[0]
        if (len(open_at) == 1 and column > 0) or (came_back and column != last):
            raise Tangled(_("Line %(line)d stands under nothing: align it with one above.") % {"line": number})
        _enter(open_at[-1][1], label, number)
        open_at.append((column, open_at[-1][1].children[-1]))
        if len(open_at) - 1 > MOST_LEVELS:
            raise Tangled(
                _("Line %(line)d is too deep: at most %(most)d levels.") % {"line": number, "most": MOST_LEVELS}
            )
    return root.children


def _lines(text: str) -> Iterator[tuple[int, int, str]]:
    """Number, column and label of each line that is not empty."""
    lines = [(number, line.expandtabs(TAB)) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if len(lines) > MOST_LINES:
        raise Tangled(_("At most %(most)d lines.") % {"most": MOST_LINES})
    for number, line in lines:
        yield number, len(line) - len(line.lstrip()), line.strip()


def _enter(parent: Node, label: str, number: int) -> None:
    if SEPARATOR.strip() in label:
        raise Tangled(_("Line %(line)d: “=>” separates levels; put each on its own line.") % {"line": number})
    if any(child.label == label for child in parent.children):
        raise Tangled(_("Line %(line)d: “%(label)s” stands there twice.") % {"line": number, "label": label})
    parent.children.append(Node(label))


def follow(nodes: Sequence[Node], path: Sequence[str]) -> tuple[Path, list[list[str]]]:
    """As far as the path goes in the tree, and the choices of each level that it opens."""
    gone: list[str] = []
    levels: list[list[str]] = []
    while nodes:
        levels.append([node.label for node in nodes])
        step = path[len(gone)] if len(gone) < len(path) else None
        found = next((node for node in nodes if node.label == step), None)
        if found is None:
            break
        gone.append(found.label)
        nodes = found.children
    return tuple(gone), levels


def paths(nodes: Sequence[Node], before: Path = ()) -> Iterator[Path]:
    """Every node by its path, in the order of the lines."""
    for node in nodes:
        here = (*before, node.label)
        yield here
        yield from paths(node.children, here)


def path_words(path: Sequence[str]) -> str:
    return SEPARATOR.join(path)
