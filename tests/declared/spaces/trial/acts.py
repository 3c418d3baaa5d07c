from django.utils.translation import gettext_lazy as _

from entregent.audit.act import Act, declare, name_records

name_records({"trial.note": _("note")})
declare(
    Act("trial.note.written", _("wrote a note")),
    Act("trial.note.ticked", _("ticked a note"), to="desk", kind="trial-ticked", title=_("ticked"),
        awaits=_("A note is done.")),
)  # fmt: skip
