"""Small marks as strings: statuses, people, moments, icons."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from html import escape
from zoneinfo import ZoneInfo

from django.templatetags.static import static

from entregent.spaces.support.statuses import STATUSES

HERE = ZoneInfo("Europe/Paris")


@cache
def icon(name: str) -> str:
    return f'<svg class="icon" aria-hidden="true"><use href="{static("icons.svg")}#{name}"></use></svg>'


@cache
def status(key: str) -> str:
    state = STATUSES[key]
    return f'<span class="state tone-{state.tone}">{icon(state.icon)}{escape(str(state.label))}</span>'


@cache
def person(name: str | None) -> str:
    if not name:
        return "–"
    letters = "".join(word[0] for word in (name.split()[0], name.split()[-1])).upper()
    face = f'<span class="face face-small" aria-hidden="true">{escape(letters)}</span>'
    return f'<span class="chip">{face}<span>{escape(name)}</span></span>'


def moment(value: datetime | str, shape: str = "%d/%m/%Y %H:%M") -> str:
    """A time of the database: SQLite tells it as text, in UTC."""
    at = datetime.fromisoformat(value).replace(tzinfo=UTC) if isinstance(value, str) else value
    local = at.astimezone(HERE)
    return f'<time datetime="{local.isoformat()}">{local.strftime(shape)}</time>'
