"""The secret that signs sessions and links: given, or made once and kept beside the data."""

import os
import secrets
from pathlib import Path

from entregent.core import environment as env


def secret_key(data: Path) -> str:
    """ENTREGENT_SECRET_KEY, else the one in DATA/secret.key, made on the first start.

    Raises Misconfigured for a key of fewer than 40 characters.
    """
    given = env.text("ENTREGENT_SECRET_KEY")
    if given and len(given) < 40:
        raise env.Misconfigured("ENTREGENT_SECRET_KEY must hold at least 40 characters.")
    return given or _kept_secret(data / "secret.key")


def _kept_secret(path: Path) -> str:
    if not path.exists():
        _make(path)
    return path.read_text(encoding="ascii")


def _make(path: Path) -> None:
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(48))
    try:
        # A link appears whole or not at all: of two processes starting at once, one wins.
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
