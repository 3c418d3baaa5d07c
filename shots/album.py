"""index.html: every picture, by person and by page."""

from __future__ import annotations

from html import escape
from itertools import groupby
from pathlib import Path

HEAD = """<!doctype html>
<html lang="fr">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Entregent</title>
<style>
body { font: 15px/1.4 system-ui, sans-serif; margin: 2rem; }
ul { display: flex; flex-wrap: wrap; gap: 1rem; list-style: none; padding: 0; align-items: start; }
img { display: block; border: 1px solid #ccc; height: 16rem; width: auto; max-width: 26rem; object-fit: cover;
  object-position: top; }
</style>
"""


def write(folder: Path, pictures: list[Path]) -> Path:
    """The page that shows these pictures of this folder."""
    path = folder / "index.html"
    people = groupby(sorted(pictures), lambda picture: picture.parent.name)
    path.write_text(HEAD + "".join(part(name, list(mine)) for name, mine in people), encoding="utf-8")
    return path


def part(name: str, pictures: list[Path]) -> str:
    return f"<h2>{escape(name)}</h2>\n<ul>\n{''.join(map(figure, pictures))}</ul>\n"


def figure(picture: Path) -> str:
    address = escape(f"{picture.parent.name}/{picture.name}")
    return f'<li><a href="{address}"><img loading="lazy" src="{address}" alt="">{escape(picture.stem)}</a></li>\n'
