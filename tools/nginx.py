"""Finds nginx, which few machines of ours have: the check of docs/nginx.md is told as not run without it."""

from __future__ import annotations

import shutil

PLACES = ("nginx", "/usr/sbin/nginx", "/usr/local/sbin/nginx")


def find() -> str | None:
    return next((found for place in PLACES if (found := shutil.which(place))), None)
