"""The figure beside the queue in the menu."""

from typing import cast

from django.utils.functional import SimpleLazyObject

from entregent.applicants import states
from entregent.applicants.models import Application
from entregent.core.counting import capped_count
from entregent.people.viewer import Viewer

MOST = 999  # the menu has no room for more


def waiting_for(viewer: Viewer) -> int:
    """Counted once somebody looks at it: the search reads the menu too, and shows no count."""
    rows = Application.objects.visible_to(viewer).filter(state=states.WAITING)
    return cast("int", SimpleLazyObject(lambda: capped_count(rows, MOST)))
