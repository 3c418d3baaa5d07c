"""What a person does in a browser: opens a page, presses its button, is in or is not."""

import re
from typing import Any

from django.test import Client

from entregent.door import confirmation


def hidden(page: Any) -> dict[str, str]:
    """The keys of a page's form."""
    found = re.findall(r'type="hidden" name="(csrfmiddlewaretoken|submission)" value="([^"]+)"', page.content.decode())
    return dict(found)


def press(client: Client, path: str, **more: Any) -> Any:
    """Open the page of a question and press its button."""
    return client.post(path, {**hidden(client.get(path)), **more})


def prove(client: Client) -> Client:
    """Who sits there has just given their password again."""
    session = client.session
    confirmation.give(session)
    session.save()
    return client


def is_in(client: Client) -> bool:
    return client.get("/essai/note/").status_code == 200
