"""What forms print: the token against forgery and the key of this form."""

from typing import Any

from django import template
from django.middleware.csrf import get_token
from django.utils.html import format_html
from django.utils.safestring import SafeString

from entregent.people.form_keys import FIELD, new_key
from entregent.people.viewer import Viewer

register = template.Library()


@register.simple_tag(takes_context=True)
def form_key(context: dict[str, Any]) -> SafeString:
    """Both hidden fields; replaces csrf_token."""
    request = context["request"]
    viewer = getattr(request, "viewer", None) or Viewer.public()
    return format_html(
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}"><input type="hidden" name="{}" value="{}">',
        get_token(request), FIELD, new_key(viewer),
    )  # fmt: skip
