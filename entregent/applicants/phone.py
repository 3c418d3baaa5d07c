"""Telephone numbers compared whatever the signs between their figures."""

from typing import Any

from django.db.models import F, Value
from django.db.models.functions import Replace

SIGNS = " \u00a0\u202f.-/()"
OWN = 9  # figures that tell a French line, whether it is written 01…, +33 1… or 0033 1…


def digits_of(number: str) -> str:
    return "".join(sign for sign in number if sign.isdecimal())


def line_of(digits: str) -> str:
    """The end by which two writings of one line are alike; nothing for what is too short to tell."""
    return digits[-OWN:] if len(digits) >= OWN else ""


def bare(column: str) -> Any:
    """The column without the signs that people write between figures, in the database."""
    expression: Any = F(column)
    for sign in SIGNS:
        expression = Replace(expression, Value(sign), Value(""))
    return expression
