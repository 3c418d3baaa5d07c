"""One line a message: what is logged can quote a request, and a request may hold line breaks."""

import logging

_BREAKS = str.maketrans(
    {sign: f"\\x{ord(sign):02x}" for sign in (*map(chr, range(32)), "\x7f", "\u0085", "\u2028", "\u2029")}
)


class OneLine(logging.Formatter):
    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 (the name is the library's)
        return super().formatMessage(record).translate(_BREAKS)
