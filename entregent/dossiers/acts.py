"""How the events of this room are told."""

from django.utils.translation import gettext_lazy as _

from entregent.audit.act import Act, declare, name_records

name_records(
    {
        "dossiers.dossier": _("dossier"),
        "dossiers.seat": _("seat at a dossier"),
    }
)
declare(
    Act("dossiers.dossier.opened", _("opened a dossier")),
    Act("dossiers.seat.assigned", _("assigned a dossier")),
    Act("dossiers.seat.released", _("took a dossier from somebody")),
    Act("dossiers.seat.taken", _("seated somebody at a dossier")),
)
