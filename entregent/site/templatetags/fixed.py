"""Parts of the frame that say the same on page after page, made once for each thing they may say."""

from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language


def fixed(template: str, **said: Any) -> SafeString:
    """The template with these values and nothing else: it knows neither the request nor the person.

    said: values that can be hashed, since they are what the part is found by. Nothing secret: it stays in memory.
    """
    held = {name: tuple(value) if isinstance(value, list) else value for name, value in said.items()}
    return _render_fixed(template, get_language(), tuple(held.items()))


@lru_cache(512)
def _render_fixed(template: str, language: str, said: tuple[tuple[str, Any], ...]) -> SafeString:
    return render_to_string(template, dict(said))
