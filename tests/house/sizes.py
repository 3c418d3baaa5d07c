"""How long things are, and where they must stop."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

FUNCTION, PYTHON, TEMPLATE, SCRIPT = 50, 400, 150, 150
ALL_SCRIPTS, SPACE = 4000, 2500
CODE = ("entregent", "tools", "tests", "bench", "shots")
SKIPPED = {"__pycache__", "migrations", "locale"}


def too_long(root: Path) -> dict[str, int]:
    """What is longer than its stop, with its lines."""
    found = dict(long_files(files(root, CODE, ".py"), root, PYTHON))
    found |= dict(long_files(files(root, CODE, ".html", ".txt"), root, TEMPLATE))
    found |= dict(long_files(scripts(root), root, SCRIPT))
    for path in files(root, CODE, ".py"):
        found |= {f"{path.relative_to(root)}:{name}": size for name, size in functions(path) if size > FUNCTION}
    found |= {str(space.relative_to(root)): size for space, size in spaces(root) if size > SPACE}
    together = sum(map(lines, scripts(root)))
    return found | ({"front": together} if together >= ALL_SCRIPTS else {})


def files(root: Path, folders: Iterable[str], *suffixes: str) -> list[Path]:
    paths = (path for folder in folders for path in (root / folder).rglob("*") if path.suffix in suffixes)
    return sorted(path for path in paths if not SKIPPED.intersection(path.parts))


def scripts(root: Path) -> list[Path]:
    return files(root, ("front",), ".js", ".mjs")


def long_files(paths: Iterable[Path], root: Path, stop: int) -> Iterator[tuple[str, int]]:
    return ((str(path.relative_to(root)), lines(path)) for path in paths if lines(path) > stop)


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def spaces(root: Path) -> Iterator[tuple[Path, int]]:
    for space in (root / "entregent" / "spaces").glob("*/"):
        yield space, sum(map(lines, files(space, (".",), ".py")))
