"""Short messages by HTTP, where the installation has a gateway; their words fit the alphabet of telephones.

The gateway is asked by POST with JSON, {"to": "+33612345678", "text": "…"}; any answer of 2xx means that it was taken.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django_tasks import task

from entregent.contacts.telephones import telephone_key
from entregent.core.folding import fold
from entregent.jobs.queue import enqueue as enqueue_job
from entregent.spaces.secretariat.models import CallMessage, Delivery
from entregent.spaces.secretariat.models.delivery import FAILED, SENT, WAITING

WAIT_SECONDS = 10
TRIES = 5
# 3GPP TS 23.038, without the signs that take the place of two.
BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
ALONE = 160
KNOWN = str.maketrans({"’": "'", "«": '"', "»": '"', "\u202f": " ", "\u00a0": " ", "…": "...", "–": "-", "œ": "oe"})


def is_set_up() -> bool:
    return bool(settings.SMS_GATEWAY["url"])


def in_telephone_alphabet(text: str) -> str:
    """In the alphabet of telephones: a sign that it lacks would halve what one message holds."""
    plain = text.translate(KNOWN)
    return "".join(sign if sign in BASIC else _bare(sign) for sign in plain)


def _bare(sign: str) -> str:
    """« ê » is e; what has no letter of that alphabet is a question mark."""
    folded = fold(sign)
    return folded if folded and BASIC.issuperset(folded) else "?"


def words_of(message: CallMessage) -> str:
    """Neither names, nor reason, nor trade: a telephone is read over shoulders."""
    house = message.dossier.house
    with translation.override(house.default_language):
        urgent = f"{pgettext('message', 'Urgent')} " if message.is_urgent else ""
        said = _("%(house)s: message no. %(number)s waits for you.")
        return in_telephone_alphabet(urgent + said % {"house": house.name, "number": message.number})[:ALONE]


def enqueue(delivery: Delivery) -> None:
    enqueue_job(send_sms, delivery.pk, house_id=delivery.message.house_id)


@task(max_attempts=TRIES)
def send_sms(pk: int) -> None:
    """Once: what was sent is not sent again. Raises for a gateway that fails, so that the job is tried again."""
    rows = Delivery.objects.unscoped("what the worker passes on").select_related("message__dossier__house")
    delivery = rows.filter(pk=pk).first()
    if delivery is None or delivery.state == SENT:
        return
    try:
        ask(telephone_key(delivery.address), words_of(delivery.message))
    except (HTTPError, URLError, TimeoutError, OSError):
        rows.filter(pk=pk).update(state=FAILED)
        raise
    rows.filter(pk=pk, state__in=(WAITING, FAILED)).update(state=SENT)


def ask(number: str, text: str) -> None:
    gateway: dict[str, Any] = settings.SMS_GATEWAY
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {gateway['token']}"}
    body = json.dumps({"to": number, "text": text}).encode()
    request = Request(gateway["url"], data=body, headers=headers, method="POST")  # noqa: S310 (set by who installs)
    with urlopen(request, timeout=WAIT_SECONDS):  # noqa: S310
        pass
