"""What is done in this space, and how it is told: read it downwards to know who hears of what."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from entregent.audit.act import Act, declare, name_records

# Whom the recipients resolve (announcements.py).
CABINET, SUPERVISORS, AUTHOR, BODY = "cabinet", "supervisors", "author", "body"

declare(
    Act("extranet.letter.sent", _("sent a letter"), to=CABINET, kind="extranet-letter",
        title=ngettext_lazy("new letter", "%(count)s new letters", "count"),
        awaits=_("A letter waits for you in your secure space. It is confidential: it is never sent by mail.")),
    Act("extranet.letter.read", _("read a letter")),
    Act("extranet.letter.put_back", _("put a letter back among the new ones")),
    Act("extranet.letter.answered", _("sent an answer to a letter"), to=BODY, kind="extranet-answered",
        title=ngettext_lazy("answer received", "%(count)s answers received", "count"),
        awaits=_("A cabinet has answered a letter.")),
    Act("extranet.answer.submitted", _("prepared an answer"), to=SUPERVISORS, kind="extranet-approval",
        title=ngettext_lazy("answer to approve", "%(count)s answers to approve", "count"),
        awaits=_("An answer of a collaborator waits for your approval.")),
    Act("extranet.answer.accepted", _("approved an answer"), to=AUTHOR, kind="extranet-decision",
        title=_("answer approved"), awaits=_("Your answer is approved and has been sent.")),
    Act("extranet.answer.rejected", _("rejected an answer"), to=AUTHOR, kind="extranet-decision",
        title=_("answer rejected"), awaits=_("Your answer comes back to you: the reason is on its page.")),
    Act("extranet.changerequest.asked", _("asked for a change of particulars"), to=BODY, kind="extranet-change",
        title=_("change asked for"), awaits=_("A cabinet asks you to change particulars.")),
    Act("extranet.changerequest.accepted", _("accepted a change of particulars"), to=AUTHOR,
        kind="extranet-decision", title=_("change accepted"), awaits=_("The change that you asked for is made.")),
    Act("extranet.changerequest.refused", _("refused a change of particulars"), to=AUTHOR, kind="extranet-decision",
        title=_("change refused"), awaits=_("The change that you asked for is refused: the reason is on its page.")),
    Act("extranet.changerequest.withdrawn", _("withdrew a change of particulars")),
    Act("extranet.correspondence.written", _("wrote to the body"), to=BODY, kind="extranet-message",
        title=_("new message of a cabinet"), awaits=_("A cabinet writes to you.")),
    Act("extranet.correspondence.continued", _("wrote to the body again"), to=BODY, kind="extranet-message",
        title=_("message of a cabinet"), awaits=_("A cabinet writes to you.")),
    Act("extranet.correspondence.answered", _("answered a cabinet"), to=AUTHOR, kind="extranet-reply",
        title=_("answer of the body"), awaits=_("The body has answered your message.")),
    Act("extranet.training.published", _("published a training")),
    Act("extranet.registration.made", _("registered somebody for a training"), to=BODY, kind="extranet-registration",
        title=_("registration for a training"), awaits=_("Somebody is registered for a training.")),
    Act("extranet.registration.cancelled", _("cancelled a registration")),
    Act("extranet.registration.seated", _("gave a freed seat"), to=AUTHOR, kind="extranet-seat",
        title=_("a seat at a training"), awaits=_("A seat is free: whoever waited has it.")),
    Act("extranet.registration.noted", _("noted who came to a training")),
    Act("extranet.listupdate.put_in", _("put a line in a basket")),
    Act("extranet.listupdate.taken_out", _("took a line out of a basket")),
    Act("extranet.listupdate.sent", _("sent the updates of its list"), to=BODY, kind="extranet-update",
        title=_("updates of a list of clients"), awaits=_("A cabinet sends the updates of its list of clients.")),
    Act("extranet.listupdate.processed", _("processed a line of a list"), to=AUTHOR, kind="extranet-decision",
        title=_("update processed"), awaits=_("A line of your list is processed.")),
    Act("extranet.listupdate.declined", _("declined a line of a list"), to=AUTHOR, kind="extranet-decision",
        title=_("update declined"), awaits=_("A line of your list is declined.")),
    Act("extranet.cabinet.welcomed", _("added a cabinet")),
    Act("extranet.cabinet.switched", _("changed the supervision of answers")),
    Act("extranet.cabinet.changed", _("changed a cabinet")),
    Act("extranet.member.welcomed", _("added a member")),
    Act("extranet.member.changed", _("changed a member")),
)  # fmt: skip
name_records(
    {
        "extranet.letter": _("letter"), "extranet.answer": _("answer"), "extranet.changerequest": _("change request"),
        "extranet.correspondence": _("message to the body"), "extranet.training": _("training"),
        "extranet.registration": _("registration"), "extranet.listupdate": _("line of a list"),
        "extranet.cabinet": _("cabinet"), "extranet.member": _("member"),
    }
)  # fmt: skip
