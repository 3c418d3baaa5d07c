"""What is done in this space, and how it is told: read it downwards to know who hears of what."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from entregent.audit.act import Act, declare, name_records

REQUEST: Final = "support.intervention"
# Whom the recipients of a request resolve (announcements.py).
DESK, OWNER, HANDLER, CHIEFS, MANAGERS = "desk", "owner", "handler", "chiefs", "managers"
OTHER_SIDE: Final = "other"  # of a message: the one that did not write it


def on_request(name: str, history: Any, **told: Any) -> Act:
    return Act(f"{REQUEST}.{name}", history, **told)


ACTS = declare(
    on_request("opened", _("filed a request"), to=DESK, kind="support-new", title=_("a new request"),
               awaits=_("A new request waits at the desk.")),
    on_request("answered", _("answered a request"), to=OTHER_SIDE, awaits=_("A message waits for you."),
               title=ngettext_lazy("a new message", "%(count)s new messages", "count")),
    on_request("taken", _("took charge of a request"), to=OWNER, kind="support-taken", title=_("taken in charge"),
               awaits=_("The desk is now working on your request."), is_minor=True,
               turn=_("%(name)s took charge of the request")),
    on_request("assigned", _("assigned a request"), to=HANDLER, kind="support-assigned", title=_("request assigned"),
               awaits=_("This request is now in your hands."), is_minor=True,
               turn=_("%(name)s assigned the request")),
    on_request("returned", _("put a request back in the queue"), to=DESK, kind="support-new", is_minor=True,
               title=ngettext_lazy("back in the queue", "%(count)s times back in the queue", "count"),
               awaits=_("Whoever handled it no longer does: a request waits at the desk."),
               turn=_("The request is back in the queue of the desk")),
    on_request("moved", _("moved a request to another service"), to=DESK, kind="support-new",
               title=_("moved to your desk"), is_minor=True,
               awaits=_("A request came from the desk of another service: the reason is in a note."),
               turn=_("%(name)s moved the request to the desk of another service")),
    on_request("linked", _("linked a request to another one"), is_minor=True,
               turn=_("%(name)s linked the request to another one")),
    on_request("unlinked", _("removed a link between requests"), is_minor=True,
               turn=_("%(name)s removed a link to another request")),
    on_request("noted", _("left an internal note"), to=HANDLER, kind="support-note", is_private=True, is_silent=True,
               title=ngettext_lazy("an internal note", "%(count)s internal notes", "count"),
               awaits=_("A colleague left a note for the desk.")),
    on_request("edited", _("changed a request"), to=DESK, kind="support-change",
               title=ngettext_lazy("changed", "changed %(count)s times", "count"),
               awaits=_("Its subject or its details have changed."), turn=_("%(name)s changed the request")),
    on_request("cancelled", _("cancelled a request"), to=DESK, kind="support-change", title=_("cancelled"),
               awaits=_("The request is cancelled: nothing more is expected of you."),
               turn=_("%(name)s cancelled the request")),
    on_request("restored", _("took the cancellation of a request back"), to=DESK, kind="support-change",
               title=_("put back"), awaits=_("Its owner takes the cancellation back: it goes on."),
               turn=_("%(name)s took the cancellation back")),
    on_request("wanted", _("asked to be handed a request"), to=CHIEFS, kind="support-owner",
               title=_("a colleague asks for it"), is_minor=True, is_silent=True,
               awaits=_("Somebody of your establishment asks to become its owner. Hand it over, if you agree."),
               turn=_("%(name)s asked to become the owner of the request")),
    on_request("handed_over", _("handed a request over"), to=OWNER, kind="support-owner", title=_("now yours"),
               awaits=_("You are now the owner of this request."), turn=_("%(name)s handed the request over")),
    on_request("orphaned", _("left a request without an owner"), to=OWNER, kind="support-owner",
               title=_("to be reassigned"), awaits=_("This request no longer has an owner: name one."),
               turn=_("The request waits for a new owner")),
    on_request("unowned", _("reminded that a request has no owner"), to=CHIEFS, kind="support-owner",
               title=_("still to be reassigned"), is_minor=True, is_silent=True,
               awaits=_("Nobody has owned this request for two days: name somebody."),
               turn=_("The administrators of the establishment were told that it has no owner")),
    on_request("closure_proposed", _("proposed to close a request"), to=OWNER, kind="support-closure",
               title=_("closure to confirm"), awaits=_("Confirm the closure with the questionnaire, or refuse it."),
               turn=_("%(name)s proposed to close the request")),
    on_request("closed", _("confirmed the closure of a request"), to=DESK, kind="support-outcome", title=_("closed"),
               awaits=_("The owner has confirmed the closure."), turn=_("%(name)s confirmed the closure")),
    on_request("closure_refused", _("refused the closure of a request"), to=DESK, kind="support-outcome",
               title=_("closure refused"),
               awaits=_("The owner says that it is not done: the reason is in the conversation."),
               turn=_("%(name)s refused the closure")),
    on_request("recalled", _("reminded the owner of a request"), to=OWNER, kind="support-recall",
               title=_("your answer is awaited"), awaits=_("The desk awaits your answer to go on."),
               turn=_("The owner was reminded that an answer is awaited"), is_minor=True, is_silent=True),
    on_request("escalated", _("told the administrators of a request"), to=CHIEFS, kind="support-recall",
               title=_("no answer"), is_minor=True, is_silent=True,
               awaits=_("Its owner does not answer: you can hand it over to somebody else."),
               turn=_("The administrators of the establishment were told that no answer comes")),
    on_request("lapsed", _("closed a request without an answer"), to=OWNER, kind="support-closure",
               title=_("closed without an answer"),
               awaits=_("It is closed for want of an answer. You may still fill in the questionnaire for 30 days."),
               turn=_("The request was closed for want of an answer")),
    on_request("rated", _("evaluated a closed request"), to=DESK, kind="support-outcome", title=_("evaluated"),
               awaits=_("The owner has filled in the questionnaire after all."),
               turn=_("%(name)s filled in the questionnaire")),
    on_request("evaluation_corrected", _("corrected the evaluation of a request"), to=DESK, kind="support-outcome",
               title=_("evaluation corrected"), awaits=_("The owner has corrected the evaluation."),
               turn=_("%(name)s corrected the evaluation")),
    on_request("dissatisfied", _("was dissatisfied with a request"), to=MANAGERS, kind="support-dissatisfied",
               title=_("dissatisfied customer"), is_private=True, is_silent=True,
               awaits=_("The evaluation tells of somebody dissatisfied: read it, and call them if need be.")),
    on_request("archived", _("archived a request"), turn=_("The request was archived")),
    Act("support.contract.created", _("added a contract")),
    Act("support.contract.changed", _("changed a contract")),
    Act("support.contract.ending", _("announced the end of a contract")),
    Act("support.contract.expiring", _("announced the end of a contract to the desk")),
    Act("support.product.created", _("added a product")),
    Act("support.product.changed", _("changed a product")),
    Act("support.service.created", _("added a service")),
    Act("support.service.changed", _("changed a service")),
    Act("support.rules.changed", _("changed the deadlines of the support")),
    Act("support.standardmessage.created", _("added a standard message")),
    Act("support.standardmessage.changed", _("changed a standard message")),
    Act("support.training.recorded", _("recorded a training")),
)  # fmt: skip

on_requests = {act.name: act for act in ACTS if act.verb.startswith(f"{REQUEST}.")}

name_records({
    "support.contract": _("contract"), "support.intervention": _("intervention request"),
    "support.product": _("product"), "support.rules": _("deadlines of the support"), "support.service": _("service"),
    "support.standardmessage": _("standard message"), "support.training": _("training"),
})  # fmt: skip
