"""Kinds of columns that this space alone has."""

from __future__ import annotations

from typing import Any

from entregent.core.weights import weight
from entregent.lists.fields import Field


class Weight(Field):
    """Bytes, as people say them."""

    kind = "code"

    def words(self, value: Any) -> str:
        return weight(int(value or 0))

    def plain(self, value: Any) -> Any:
        return value
