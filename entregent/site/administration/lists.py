"""The lists of administration."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext_lazy as _

from entregent.audit.search import events_seen_by
from entregent.dossiers.models import Dossier
from entregent.jobs.listing import jobs_seen_by, mails_seen_by
from entregent.lists.fields import Field, Flag, Link, Moment, Status, Worded
from entregent.lists.page import ListPage, Tab
from entregent.notify.models import News
from entregent.people.access import ACCESS, with_access
from entregent.people.audience_form import CHOICES, EVERYBODY, SOME, STAFF
from entregent.people.audiences import meant_for_all
from entregent.people.models import House, Membership
from entregent.people.space import Creation
from entregent.site.administration.states import JOB_STATES, MAIL_STATES
from entregent.site.administration.words import event_words, record_words


class HouseList(ListPage):
    model = House
    caption = _("Organisations")
    fields = [
        Link("name", _("Name")),
        Field("kind_label", _("Kind of body")),
        Field("city", _("City")),
        Worded("spaces", _("Spaces"), sort="-", told=", ".join),
    ]
    default_sort = "name"
    route = "administration:house-edit"


class PeopleList(ListPage):
    """The people of the house, then those of its customers."""

    model = Membership
    caption = _("People")
    fields = [
        Link("name", _("Name"), sort="name_key"),
        Field("house__name", _("Organisation"), who=lambda viewer: viewer.is_platform),
        Field("user__email", _("E-mail")),
        Field("profiles", _("Role")),
        Field("party__name", _("Customer")),
        Status("access", _("Active"), sort="-", states=ACCESS),
    ]
    tabs = [
        Tab("", _("The organisation"), lambda rows: rows.filter(party=None, departure=None)),
        Tab("clients", _("Its customers"), lambda rows: rows.filter(departure=None).exclude(party=None)),
        Tab("partis", _("Access ended"), lambda rows: rows.exclude(departure=None)),
    ]
    search = ["name_key", "user__email", "phone"]
    route = "administration:member"
    default_sort = "name_key"
    empty_title = _("Nobody yet")
    empty_text = _("Whoever is invited and comes in stands here; whose access has ended, under the last tab.")

    def rows(self) -> Any:
        return with_access(super().rows())


class NewsList(ListPage):
    model = News
    caption = _("News")
    fields = [
        Link("title", _("Title")),
        Flag("is_urgent", _("Urgent"), yes=_("Yes"), no=_("No")),
        Worded("audience", _("Who sees it"), sort="-", slug="pour", told=lambda key: str(dict(CHOICES)[key])),
        Moment("starts_at", _("Shown from")),
        Moment("ends_at", _("Shown until")),
    ]
    route = "administration:news-edit"
    default_sort = "-starts_at"
    first = Creation("", _("Write a news item"), "plus", "administration:news-new", lambda viewer: True)
    empty_title = _("No news yet")
    empty_text = _("A news item runs in the banner at the top of every page, between two dates.")

    def rows(self) -> Any:
        audience = Case(
            When(for_customers=False, then=Value(STAFF)), When(meant_for_all(News), then=Value(EVERYBODY)),
            default=Value(SOME),
        )  # fmt: skip
        return super().rows().annotate(audience=audience)


class MailList(ListPage):
    """The outbox: envelopes, never contents."""

    caption = _("Mail")
    fields = [
        Moment("created_at", _("Written")),
        Status("state", _("Status"), states=MAIL_STATES),
        Field("to_address", _("To")),
        Field("envelope", _("Subject")),
        Field("attempts", _("Tries")),
        Moment("next_try_at", _("Next try"), yields=2),
        Field("last_error", _("Answer of the server"), sort="-"),
    ]
    search = ["to_address", "envelope"]
    tabs = [
        Tab("", _("All"), lambda rows: rows),
        *(Tab(key, state.label, lambda rows, key=key: rows.filter(state=key)) for key, state in MAIL_STATES.items()),  # type: ignore[misc]
    ]
    empty_title = _("No mail yet")
    empty_text = _("Every mail that the portal sends leaves a line here.")

    def rows(self) -> Any:
        return mails_seen_by(self.viewer)


class JobList(ListPage):
    caption = _("Jobs")
    fields = [
        Moment("created_at", _("Asked")),
        Status("state", _("Status"), states=JOB_STATES),
        Field("task", _("Task")),
        Field("attempts", _("Tries")),
        Moment("finished_at", _("Finished")),
        Field("error", _("Error"), sort="-"),
    ]
    search = ["task"]
    default_sort = "-created_at"
    empty_title = _("No job yet")
    empty_text = _("Work done in the background leaves a line here for thirty days.")

    def rows(self) -> Any:
        return jobs_seen_by(self.viewer)


class TrailList(ListPage):
    caption = _("Audit trail")
    fields = [
        Moment("at", _("When")),
        Worded("verb", _("What"), told=event_words),
        Field("particulars__actor_name", _("Who"), sort="-"),
        Worded("record_type", _("On"), told=record_words),
        Field("record_id", _("Number")),
        Flag("seq", _("Sealed"), sort="-", yes=_("Yes"), no=_("Soon"), read=lambda seq: seq is not None),
    ]
    search = ["verb", "record_id"]
    empty_title = _("No event yet")
    empty_text = _("Every act on a record leaves a line here.")

    def rows(self) -> Any:
        """What is told of a dossier, to those who see it."""
        dossiers = Dossier.objects.visible_to(self.viewer).values("pk")
        rows = events_seen_by(self.viewer)
        return rows if self.viewer.is_platform else rows.filter(Q(dossier_id=None) | Q(dossier_id__in=dossiers))
