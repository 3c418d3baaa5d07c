"""What is done in this space, and how it is told: read it downwards to know who hears of what."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from entregent.audit.act import Act, declare, name_records

PAPER: Final = "depot.paper"
# Whom the recipients resolve (announcements.py).
HANDLERS, CLIENT = "handlers", "client"


def on_paper(name: str, history: Any, **told: Any) -> Act:
    return Act(f"{PAPER}.{name}", history, **told)


ACTS = declare(
    on_paper("handed", _("handed in a document")),
    on_paper("read", _("read a document")),
    on_paper("taken", _("took charge of a document"), to=CLIENT, kind="depot-taken",
             title=ngettext_lazy("document taken in charge", "%(count)s documents taken in charge", "count"),
             awaits=_("Your document is in the safe of the firm: nothing more is expected of you.")),
    on_paper("changed", _("changed a document")),
    on_paper("put_back", _("put a document back among the arrivals")),
    on_paper("filed", _("filed a document elsewhere")),
    on_paper("refused", _("refused a document"), to=CLIENT, kind="depot-refused",
             title=ngettext_lazy("document refused", "%(count)s refusals", "count"),
             awaits=_("It cannot be used as it is: the reason and what to do are on its page.")),
    on_paper("removed", _("deleted a document")),
    on_paper("restored", _("brought a document back")),
    on_paper("removal_asked", _("asked for the removal of a document"), to=HANDLERS, kind="depot-removal",
             title=_("removal asked for"), awaits=_("A client asks you to take a document out of the safe.")),
    on_paper("removal_granted", _("removed a document at its client’s request"), to=CLIENT, kind="depot-answer",
             title=_("document removed"), awaits=_("The document was removed as you asked.")),
    on_paper("removal_declined", _("kept a document in spite of its client’s request"), to=CLIENT,
             kind="depot-answer", title=_("document kept"),
             awaits=_("The firm has to keep this document: the reason is on its page.")),
    on_paper("examined", _("examined a document again")),
    on_paper("infected", _("found a danger in a document"), to=CLIENT, kind="depot-refused",
             title=_("document found infected"),
             awaits=_("The antivirus recognised a danger in it: nobody can open it any more. Send it from another "
                      "source.")),
    on_paper("released", _("answered for a document that could not be examined")),
    on_paper("purged", _("emptied the trash")),
    Act("depot.deposit.handed", _("handed in documents")),
    Act("depot.deposit.announced", _("told the firm of documents"), to=HANDLERS, kind="depot-new",
        title=ngettext_lazy("documents handed in", "%(count)s deposits", "count"),
        awaits=_("Documents wait to be taken in charge.")),
    Act("depot.deposit.acknowledged", _("acknowledged documents"), to=CLIENT, kind="depot-receipt",
        title=_("receipt"), awaits=_("The receipt names each document, with its size and its fingerprint.")),
    Act("depot.handler.entrusted", _("entrusted a client to somebody")),
    Act("depot.handler.released", _("took a client from somebody")),
    Act("depot.absence.begun", _("named who stands in for somebody")),
    Act("depot.absence.ended", _("ended a replacement")),
    Act("depot.destination.created", _("added a destination")),
    Act("depot.destination.changed", _("changed a destination")),
    Act("depot.category.created", _("added a nature of documents")),
    Act("depot.category.changed", _("changed a nature of documents")),
)  # fmt: skip

name_records({
    "depot.paper": _("document handed in"), "depot.deposit": _("deposit"), "depot.handler": _("handler of a client"),
    "depot.absence": _("replacement"), "depot.destination": _("destination"),
    "depot.category": _("nature of documents"),
})  # fmt: skip
