"""The queue of the staff."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from entregent.applicants.models import ASKED, Application
from entregent.applicants.states import STATES
from entregent.lists.fields import Field, Link, Moment, Status, Worded
from entregent.lists.page import ListPage, Tab


def in_state(key: str) -> Any:
    return lambda rows: rows.filter(state=key)


class ApplicationList(ListPage):
    """Those that wait first; what was decided has its own tabs."""

    model = Application
    caption = _("Requests for an account")
    fields = [
        Moment("created_at", _("Received on"), slug="recue"),
        Link("name", _("Name"), sort="name_key", slug="nom"),
        Worded("kind", _("Kind of request"), slug="objet", told=lambda key: ASKED[key]),
        Field("party_name", _("Customer"), sort="party_key", slug="client", filter=True),
        Field("email", _("E-mail"), slug="mail", filter=True),
        Field("phone", _("Phone"), sort="-", shown=False),
        Status("state", _("Status"), slug="etat", states=STATES),
    ]
    tabs = [
        *(Tab("" if key == "waiting" else one.slug, one.plural, in_state(key)) for key, one in STATES.items()),
        Tab("toutes", _("All"), lambda rows: rows),
    ]
    search = ["name_key", "email", "party_key"]
    route, default_sort = "applicants:application", "-pk"
    empty_title = _("No request for an account")
    empty_text = _("What people ask for on the public page, linked from the sign-in page, waits here for a decision.")
