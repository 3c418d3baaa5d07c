"""One line a message, without a key in it: what is logged can quote a request, its line breaks and its secrets."""

import logging
import re
from datetime import datetime

_BREAKS = str.maketrans(
    {sign: f"\\x{ord(sign):02x}" for sign in (*map(chr, range(32)), "\x7f", "\u0085", "\u2028", "\u2029")}
)
# Links that open a door bear a long word in their address; whoever reads the log must not come in by it.
_KEYS = re.compile(r"(?<=[/=])[\w.:~-]{20,}(?=[/\s?&#\"',)]|$)")


class OneLine(logging.Formatter):
    """Begins with its moment and what the clock is ahead of UTC; ends with the reference that its error page told."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802
        return datetime.fromtimestamp(record.created).astimezone().isoformat(timespec="milliseconds")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 (the names are the library's)
        reference = getattr(getattr(record, "request", None), "reference", "")
        line = _KEYS.sub("…", super().formatMessage(record)).translate(_BREAKS)
        return f"{line} [{reference}]" if reference else line
