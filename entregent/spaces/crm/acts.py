"""What is done in this space, and how it is told."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from entregent.audit.act import Act, declare, name_records

declare(
    Act("crm.client.welcomed", _("added a client")),
    Act("crm.client.changed", _("changed a client")),
    Act("crm.client.handed", _("said who follows a client")),
    Act("crm.partner.welcomed", _("added a partner")),
    Act("crm.partner.changed", _("changed a partner")),
    Act("crm.partner.handed", _("said who follows a partner")),
    Act("crm.note.left", _("left a note")),
)
name_records({"crm.client": _("client"), "crm.partner": _("partner"), "crm.note": _("note")})
