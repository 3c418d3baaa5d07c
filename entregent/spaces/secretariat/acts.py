"""What is done in this space, and how it is told: read it downwards to know who hears of what."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from entregent.audit.act import Act, declare, name_records

MESSAGE: Final = "secretariat.callmessage"
# Whom the recipients of a message resolve (announcements.py).
SUBSCRIBERS, OPERATORS, OTHER_SIDE = "subscribers", "operators", "other"

name_records(
    {
        MESSAGE: _("message"),
        "secretariat.archiving": _("set of archived messages"),
        "secretariat.line": _("subscriber’s line"),
        "secretariat.instruction": _("instruction"),
        "secretariat.deliveryrule": _("rule of delivery"),
        "secretariat.delivery": _("delivery of a message"),
        "secretariat.keepingrule": _("rule of the archives"),
    }
)
ACTS = declare(
    Act(f"{MESSAGE}.written", _("took a message"), to=SUBSCRIBERS, kind="secretariat-message",
        title=ngettext_lazy("a new message", "%(count)s new messages", "count"), awaits=_("A message waits for you.")),
    Act(f"{MESSAGE}.changed", _("corrected a message")),
    Act(f"{MESSAGE}.acknowledged", _("acknowledged an urgent message"), to=OPERATORS, kind="secretariat-acknowledged",
        title=_("urgent message acknowledged"), awaits=_("The subscriber has read an urgent message.")),
    Act(f"{MESSAGE}.brought_back", _("brought a message back from the archives")),
    Act(f"{MESSAGE}.followed", _("said whether to call back")),
    Act(f"{MESSAGE}.answered", _("answered about a message"), to=OTHER_SIDE, kind="secretariat-answer",
        title=ngettext_lazy("an answer", "%(count)s answers", "count"), awaits=_("An answer waits for you.")),
    Act("secretariat.archiving.made", _("archived messages")),
    Act("secretariat.archiving.undone", _("brought archived messages back")),
    Act("secretariat.line.opened", _("opened a subscriber’s line")),
    Act("secretariat.line.changed", _("changed a subscriber’s line")),
    Act("secretariat.line.erased", _("erased archived messages")),
    Act("secretariat.line.exported", _("exported messages")),
    Act("secretariat.instruction.written", _("wrote an instruction")),
    Act("secretariat.instruction.changed", _("changed an instruction")),
    Act("secretariat.instruction.removed", _("removed an instruction")),
    Act("secretariat.instruction.read", _("read an instruction")),
    Act("secretariat.deliveryrule.kept", _("set how messages are passed on")),
    Act("secretariat.deliveryrule.removed", _("removed a way of passing messages on")),
    Act("secretariat.delivery.repeated", _("passed a message on once more")),
    Act("secretariat.keepingrule.changed", _("changed how long archives are kept")),
)  # fmt: skip
