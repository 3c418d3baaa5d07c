"""Finds nginx: without it the drills of docs/nginx.md are told as not run."""

from __future__ import annotations

import shutil

PLACES = ("nginx", "/usr/sbin/nginx", "/usr/local/sbin/nginx")


def find() -> str | None:
    return next((found for place in PLACES if (found := shutil.which(place))), None)
