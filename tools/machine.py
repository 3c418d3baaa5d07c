"""What the tests want of the machine besides Python. What it lacks is left out and told; in CI it is an error."""

from __future__ import annotations

import os
import shutil

from tools import chromium, clamav, nginx, postgres


def lacking() -> dict[str, str]:
    """Marker of the tests that cannot be run here → what is missing, in words."""
    found = {} if chromium.find() else {"browser": "the browser tests: Chromium not found"}
    try:
        postgres.find()
    except postgres.NotFound as lack:
        found["server"] = f"the pass on PostgreSQL: {lack}"
    if not nginx.find():
        found["nginx"] = "the drills of docs/nginx.md: nginx not found"
    if not clamav.find():
        found["clamav"] = "the drills of docs/scanner.md: clamd not found"
    if not shutil.which("tesseract"):
        found["tesseract"] = "the recognition of words: tesseract not found"
    return found


def left_out() -> dict[str, str]:
    """The same, where tests may be left out at all: in CI all are run, and fail for want of what is missing."""
    return {} if os.environ.get("CI") == "true" else lacking()
