"""How the events of this room are told."""

from django.utils.translation import gettext_lazy as _

from entregent.audit.act import Act, declare, name_records

name_records(
    {
        "agenda.timetable": _("opening hours"),
        "agenda.exceptionalday": _("exceptional day"),
        "agenda.agenda": _("agenda"),
        "agenda.engagement": _("appointment"),
        "agenda.activity": _("activity"),
    }
)
declare(
    Act("agenda.timetable.changed", _("changed the opening hours")),
    Act("agenda.exception.created", _("added an exceptional day")),
    Act("agenda.exception.changed", _("changed an exceptional day")),
    Act("agenda.exception.removed", _("removed an exceptional day")),
    Act("agenda.agenda.opened", _("opened an agenda")),
    Act("agenda.agenda.hours_changed", _("changed the working hours of an agenda")),
    Act("agenda.agenda.exception_made", _("closed or opened time of an agenda")),
    Act("agenda.agenda.exception_lifted", _("gave back time of an agenda")),
    Act("agenda.engagement.booked", _("booked an appointment")),
    Act("agenda.engagement.moved", _("moved an appointment")),
    Act("agenda.engagement.edited", _("changed an appointment")),
    Act("agenda.engagement.cancelled", _("cancelled an appointment")),
    Act("agenda.engagement.restored", _("restored an appointment")),
    Act("agenda.activity.planned", _("planned an activity")),
    Act("agenda.activity.changed", _("changed an activity")),
    Act("agenda.activity.finished", _("finished an activity")),
    Act("agenda.activity.reopened", _("took an activity up again")),
    Act("agenda.activity.postponed", _("postponed an activity")),
    Act("agenda.activity.turned", _("said how far an activity is")),
)
