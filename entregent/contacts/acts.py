"""How the events of this room are told."""

from django.utils.translation import gettext_lazy as _

from entregent.audit.act import Act, declare, name_records

name_records({"contacts.contact": _("contact")})
declare(
    Act("contacts.contact.created", _("added a contact")),
    Act("contacts.contact.changed", _("changed a contact")),
)
