"""How the events of this room are told."""

from django.utils.translation import gettext_lazy as _

from entregent.audit.act import Act, declare, name_records

name_records(
    {
        "agenda.timetable": _("opening hours"),
        "agenda.exceptionalday": _("exceptional day"),
    }
)
declare(
    Act("agenda.timetable.changed", _("changed the opening hours")),
    Act("agenda.exception.created", _("added an exceptional day")),
    Act("agenda.exception.changed", _("changed an exceptional day")),
    Act("agenda.exception.removed", _("removed an exceptional day")),
)
