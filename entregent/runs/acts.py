"""How the events of this room are told."""

from django.utils.translation import gettext_lazy as _

from entregent.audit.act import Act, declare, name_records

name_records(
    {
        "runs.run": _("work on several rows"),
    }
)
declare(
    Act("runs.run.started", _("began work on several rows")),
    Act("runs.run.stopped", _("stopped work on several rows")),
    Act("runs.run.done", _("finished work on several rows")),
    Act("runs.run.undoing", _("began to undo work on several rows")),
    Act("runs.run.undone", _("undid work on several rows")),
)
