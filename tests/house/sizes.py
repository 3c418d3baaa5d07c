"""How long things are, and where they must stop."""

import ast
import io
import tokenize
from collections.abc import Iterable, Iterator
from pathlib import Path

FUNCTION, PYTHON, TEMPLATE, SCRIPT = 50, 400, 150, 150
ALL_SCRIPTS, SPACE = 4000, 4000
CODE = ("entregent", "tools", "tests", "bench", "shots")
SKIPPED = {"__pycache__", "migrations", "locale"}
SILENT = {
    tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER,
}  # fmt: skip


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
    """Its demonstration is a story and not a mechanism."""
    for space in (root / "entregent" / "spaces").glob("*/"):
        yield space, sum(map(code, (path for path in files(space, (".",), ".py") if "demo" not in path.parts)))


def code(path: Path) -> int:
    """Lines of code: what is blank, a comment or a docstring hides no mechanism."""
    source = path.read_text(encoding="utf-8")
    told = {number for node in ast.walk(ast.parse(source)) for number in docstring(node)}
    written = (
        number
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type not in SILENT
        for number in range(token.start[0], token.end[0] + 1)
    )
    return len(set(written) - told)


def docstring(node: ast.AST) -> range:
    first = getattr(node, "body", [None])[0] if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) else None
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        return range(first.lineno, (first.end_lineno or first.lineno) + 1)
    return range(0)
