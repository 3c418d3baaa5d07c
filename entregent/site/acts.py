"""How the events of this room are told."""

from django.utils.translation import gettext_lazy as _

from entregent.audit.act import Act, declare, name_records

name_records(
    {
        "jobs.mail": _("mail"),
    }
)
declare(
    Act("jobs.mail.resent", _("sent a mail again")),
)
