"""Above a list, what becomes of the act that was just done to several of its rows."""

from typing import Any
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from entregent.lists.page import every_list
from entregent.people.viewer import who_looks
from entregent.runs.models import Run


def run_notice(context: Any, uuid: object) -> SafeString:
    """Its progress, its errors and « Annuler »; nothing for a run that is not the viewer's."""
    viewer = who_looks(context["request"])
    run = Run.objects.visible_to(viewer).filter(uuid=UUID(str(uuid))).first()
    if run is None:
        return SafeString()
    labels = {action.slug: action.label for action in every_list()[run.list_name].actions}
    more = {"run": run, "abilities": run.abilities(viewer), "label": labels.get(run.act, run.act)}
    return render_to_string("shell/list/run_notice.html", more, context["request"])
