"""States of mails and jobs, in the words and colours of the screen."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class State:
    label: str | Promise
    tone: str
    icon: str


MAIL_STATES = {
    "waiting": State(_("Waiting"), "info", "clock"),
    "sending": State(_("Being sent"), "info", "send"),
    "sent": State(_("Sent"), "done", "circle-check"),
    "refused": State(_("Refused"), "urgent", "mail-x"),
    "given_up": State(_("Given up"), "urgent", "alert-triangle"),
}
JOB_STATES = {
    "ready": State(_("Ready"), "info", "clock"),
    "running": State(_("Running"), "info", "progress"),
    "done": State(_("Done"), "done", "circle-check"),
    "failed": State(_("Failed"), "urgent", "alert-triangle"),
    "cancelled": State(_("Cancelled"), "neutral", "ban"),
}
