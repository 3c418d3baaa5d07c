"""Passing a message on, by the rules of its line: a mail through the outbox, an SMS where a gateway is set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from entregent.jobs.listing import mail_states
from entregent.people import mails
from entregent.people.errors import Refused
from entregent.people.viewer import Viewer
from entregent.spaces.secretariat import sms
from entregent.spaces.secretariat.models import CallMessage, Delivery, DeliveryRule
from entregent.spaces.secretariat.models.delivery import FAILED, MAIL, NO_GATEWAY, SENT, SMS, WAITING

OF_MAIL = {"sent": SENT, "refused": FAILED, "given_up": FAILED}


@dataclass(frozen=True)
class ShownDelivery:
    delivery: Delivery
    state: str
    words: str
    may_repeat: bool

    @property
    def is_failed(self) -> bool:
        return self.state in (FAILED, NO_GATEWAY)


def pass_on(message: CallMessage, *, by: Viewer) -> list[Delivery]:
    """One delivery for each rule that holds now, in the transaction of the message."""
    rules = DeliveryRule.objects.visible_to(by).filter(dossier=message.dossier_id)
    zone = message.dossier.house.time_zone
    return [
        send(message, rule.channel, rule.address) for rule in rules if rule.applies(message, message.received_at, zone)
    ]


def send(message: CallMessage, channel: str, address: str) -> Delivery:
    made = Delivery(message=message, channel=channel, address=address)
    if channel == MAIL:
        made.mail = write_mail(message, address).pk
    elif not sms.is_set_up():
        made.state = NO_GATEWAY
    made.save(force_insert=True)
    if channel == SMS and made.state == WAITING:
        sms.enqueue(made)
    return made


def write_mail(message: CallMessage, address: str) -> Any:
    """Who, what waits, one link: what the caller said is read in the portal alone."""
    house = message.dossier.house
    with translation.override(house.default_language):
        kind = str(message.look.label)
        return mails.send(
            to_address=address, to_name="", language=house.default_language, kind="secretariat.callmessage.written",
            house_id=house.pk, house=house,
            subject=_("Message no. %(number)s: %(kind)s") % {"number": message.number, "kind": kind},
            title=_("A message waits for you"), lines=[_("%(house)s took a message for you.") % {"house": house.name}],
            action_label=_("Read the message"), path=message.get_absolute_url(),
            thread_key=f"secretariat.line.{message.dossier_id}",
        )  # fmt: skip


def deliveries_of(message: CallMessage, viewer: Viewer) -> list[ShownDelivery]:
    """Each with the state of what lies in the outbox."""
    rows = list(Delivery.objects.visible_to(viewer).filter(message=message))
    states = mail_states([row.mail for row in rows if row.mail])
    return [delivery_line(row, OF_MAIL.get(states.get(row.mail or 0, ""), row.state), viewer) for row in rows]


def delivery_line(row: Delivery, state: str, viewer: Viewer) -> ShownDelivery:
    words = str(dict(Delivery._meta.get_field("state").flatchoices)[state])
    return ShownDelivery(row, state, words, row.permits(viewer)["send_again"] and state in (FAILED, NO_GATEWAY))


def repeat(delivery: Delivery, *, by: Viewer) -> Delivery:
    """« Renvoyer »: the same message to the same address, by a delivery of its own. Raises Refused for what was
    sent.
    """
    if not delivery_line(delivery, current_state(delivery), by).may_repeat:
        raise Refused(_("This was sent, or is being sent."), delivery.message)
    return send(delivery.message, delivery.channel, delivery.address)


def current_state(delivery: Delivery) -> str:
    states = mail_states([delivery.mail]) if delivery.mail else {}
    return OF_MAIL.get(states.get(delivery.mail or 0, ""), delivery.state)
