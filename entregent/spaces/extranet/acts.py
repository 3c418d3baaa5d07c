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
    Act("extranet.cabinet.welcomed", _("added a cabinet")),
    Act("extranet.cabinet.switched", _("changed the supervision of answers")),
    Act("extranet.member.welcomed", _("added a member")),
)  # fmt: skip
name_records(
    {
        "extranet.letter": _("letter"), "extranet.answer": _("answer"), "extranet.changerequest": _("change request"),
        "extranet.cabinet": _("cabinet"), "extranet.member": _("member"),
    }
)  # fmt: skip
