"""One line a message, without a key in it: what is logged can quote a request, its line breaks and its secrets."""

import logging
import re

_BREAKS = str.maketrans(
    {sign: f"\\x{ord(sign):02x}" for sign in (*map(chr, range(32)), "\x7f", "\u0085", "\u2028", "\u2029")}
)
# Links that open a door bear a long word in their address; whoever reads the log must not come in by it.
_KEYS = re.compile(r"(?<=[/=])[\w.:~-]{20,}(?=[/\s?&#\"',)]|$)")


class OneLine(logging.Formatter):
    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 (the name is the library's)
        return _KEYS.sub("…", super().formatMessage(record)).translate(_BREAKS)
