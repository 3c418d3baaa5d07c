"""What the surroundings say: environment variables, read once and checked."""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

REPOSITORY = Path(__file__).resolve().parents[2]


class Misconfigured(SystemExit):
    """A setting is missing or unsafe; the message says which and what to write."""


def text(name: str, default: str = "") -> str:
    """The variable's value, or that of the file named by NAME_FILE (secrets of containers)."""
    path = os.environ.get(f"{name}_FILE")
    if path:
        return Path(path).read_text(encoding="utf-8").strip()
    return os.environ.get(name, "").strip() or default


def choice(name: str, *known: str) -> str:
    """One of the known words; the first when nothing is said. Raises Misconfigured for another."""
    said = text(name, known[0])
    if said not in known:
        raise Misconfigured(f"{name} must be one of {', '.join(known)}, not {said!r}.")
    return said


def number(name: str, default: int) -> int:
    value = text(name)
    if not value:
        return default
    if not value.isdecimal():
        raise Misconfigured(f"{name} must be a whole number, not {value!r}.")
    return int(value)


def data_folder() -> Path:
    folder = Path(text("ENTREGENT_DATA") or REPOSITORY / "var").resolve()
    folder.mkdir(mode=0o750, parents=True, exist_ok=True)
    return folder


CONNECTION_OPTIONS = {
    "sslmode", "sslrootcert", "sslcert", "sslkey", "sslpassword", "sslcrl", "gssencmode", "channel_binding",
    "connect_timeout", "application_name", "target_session_attrs", "hostaddr", "keepalives", "keepalives_idle",
    "keepalives_interval", "keepalives_count", "tcp_user_timeout",
}  # fmt: skip


def database(url: str, data: Path) -> dict[str, object]:
    """Django's description of the database that an address names.

    Raises Misconfigured for anything but sqlite:/// and postgresql://.
    """
    if not url or url.startswith("sqlite:///"):
        path = Path(url.removeprefix("sqlite:///")) if url else data / "entregent.sqlite3"
        return {"ENGINE": "entregent.core.sqlite", "NAME": path, "OPTIONS": dict(SQLITE), "CONN_MAX_AGE": AN_HOUR}
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres"):
        raise Misconfigured("ENTREGENT_DATABASE_URL must begin with sqlite:/// or postgresql://")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        # A wrong host shows itself after the pool's own wait: five seconds, not thirty.
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 8, "timeout": 5}, **connection_options(parts.query)},
    }


def connection_options(query: str) -> dict[str, str]:
    """What an address says of its connections (`?sslmode=verify-full&…`), by the names of libpq.

    Raises Misconfigured for any other name: a wish for encryption that is passed over would be no wish.
    """
    said = dict(parse_qsl(query, keep_blank_values=True))
    if unknown := said.keys() - CONNECTION_OPTIONS:
        raise Misconfigured(f"ENTREGENT_DATABASE_URL says {', '.join(sorted(unknown))}, which is no option known here.")
    return said


# A page does not open the file anew: that reads the whole schema again. After an hour one does, for what the planner
# knows of the tables is refreshed each night and read with the schema.
AN_HOUR = 3600

# FULL: an answer of 2xx survives a power cut. IMMEDIATE: a read that turns into a write
# cannot fail half-way with "database is locked".
SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA cache_size=-8192;"
        "PRAGMA mmap_size=268435456;PRAGMA temp_store=MEMORY;PRAGMA journal_size_limit=67108864"
    ),
}
