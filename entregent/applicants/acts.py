"""How the events of this room are told."""

from django.utils.translation import gettext_lazy as _

from entregent.audit.act import Act, declare, name_records

name_records(
    {
        "applicants.application": _("request for an account"),
    }
)
declare(
    Act("applicants.application.filed", _("asked for an account")),
    Act("applicants.application.asked_again", _("asked again for an account")),
    Act("applicants.application.accepted", _("accepted a request for an account")),
    Act("applicants.application.updated", _("updated an account as was asked")),
    Act("applicants.application.refused", _("refused a request for an account")),
)
