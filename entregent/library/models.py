"""Category, Resource, Release: what may be downloaded, for whom, and each version of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, ClassVar, Final
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from entregent import audit
from entregent.core.clock import now
from entregent.core.searching import Folded
from entregent.files import attaching
from entregent.library.order import rank
from entregent.people import audiences
from entregent.people.errors import Refused
from entregent.people.guard import demand
from entregent.people.models import House, Membership
from entregent.people.sight import ForAudience, OfAudience, OfHouse
from entregent.people.viewer import Viewer

PURPOSE: Final = "release"
FIRST = (("Mises à jour", "Updates"), ("Outils", "Tools"), ("Documentation", "Documentation"))


def today() -> date:
    return timezone.localtime(now()).date()


def keeps(viewer: Viewer) -> bool:
    """Whether the viewer keeps what their house publishes. Which rows, their sight says."""
    return viewer.is_provider and not Resource.keepers.isdisjoint(viewer.rights)


class Named(models.Model):
    """With a name in French, and perhaps one in English."""

    name = models.CharField(_("Name"), max_length=120)
    name_en = models.CharField(_("Name in English"), max_length=120, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name_en if self.name_en and get_language() == "en" else self.name


class Category(Named, OfHouse):
    """Under which resources stand: « Mises à jour », « Outils », « Documentation »."""

    space_field = "space"
    known_to_customers = True

    house = models.ForeignKey(House, models.CASCADE, related_name="+")
    space = models.CharField(max_length=20, editable=False)
    position = models.PositiveSmallIntegerField(_("Order"), default=0)

    class Meta:
        ordering = ["position", "name"]
        constraints = [models.UniqueConstraint(fields=["house", "space", "name"], name="category_once")]

    @classmethod
    def found(cls, house: House, space: str) -> None:
        """The first ones of a house in a space."""
        for position, (name, name_en) in enumerate(FIRST):
            cls(house=house, space=space, name=name, name_en=name_en, position=position).save(force_insert=True)


class Resource(Named, ForAudience):
    """A document or a package. Customers know of it while one of its releases is published."""

    addressed_only = True
    space_field = "space"

    # Rights whose bearers keep the resources of their house; each space adds its own.
    keepers: ClassVar[set[str]] = set()

    space = models.CharField(max_length=20, editable=False)
    category = models.ForeignKey(Category, models.PROTECT, related_name="+", verbose_name=_("Category"))
    notes = models.TextField(_("What it is for"), blank=True, max_length=2000)
    name_key = Folded("name", max_length=240)
    for_customers = models.BooleanField(default=False, editable=False)
    latest = models.CharField(max_length=40, blank=True, editable=False)  # label of the newest published release
    latest_on = models.DateField(null=True, editable=False)

    class Meta:
        ordering = ["name_key", "pk"]
        indexes = [models.Index(fields=["house", "name_key"], name="resource_of_house")]

    def edit_fields(self, viewer: Viewer) -> frozenset[str]:
        return frozenset(("name", "name_en", "category", "notes") if keeps(viewer) else ())

    def address(self, groups: audiences.Groups, *, by: Viewer) -> None:
        """Say for whom it is: customers of these groups get its published releases, from now on."""
        with transaction.atomic():
            if audiences.address(self, groups):
                told = {label: sorted(keys) for label, keys in groups.items()}
                audit.record("library.resource.addressed", self, by=by, house_id=self.house_id, groups=told)

    def follow(self, *, by: Viewer) -> None:
        """Keep in mind which release is the newest one published, if any."""
        rows = Release.objects.visible_to(by).filter(Release.published(), resource=self)
        newest = max(rows, key=lambda release: release.rank, default=None)
        self.for_customers = newest is not None
        self.latest, self.latest_on = (newest.label, newest.released_on) if newest else ("", None)
        self.save(update_fields=["for_customers", "latest", "latest_on"])


class Release(OfAudience):
    """A version of a resource, with its file. A published one may be withdrawn, and published again."""

    audience_field = "resource"

    resource = models.ForeignKey(Resource, models.CASCADE, related_name="releases")
    label = models.CharField(_("Version"), max_length=40)
    released_on = models.DateField(_("Date"), default=today)
    notes = models.TextField(_("What is new"), blank=True, max_length=8000)
    published_by = models.ForeignKey(Membership, models.SET_NULL, null=True, editable=False, related_name="+")
    withdrawn_by = models.ForeignKey(Membership, models.SET_NULL, null=True, editable=False, related_name="+")
    reason = models.CharField(_("Reason"), max_length=200, blank=True)  # why it was withdrawn
    told_at = models.DateTimeField(null=True, editable=False)  # when customers were told of it, once and for all

    class Meta:
        ordering = ["-released_on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["resource", "label"], name="release_once")]

    def __str__(self) -> str:
        return self.label

    @property
    def is_published(self) -> bool:
        return self.published_at is not None and self.withdrawn_at is None

    @property
    def rank(self) -> Any:
        """Versions sort by their labels; those that do not differ, by their dates."""
        return rank(self.label), self.released_on, self.pk

    def abilities(self, viewer: Viewer) -> dict[str, bool]:
        permitted, fitting = self.permits(viewer), self.fitting(viewer)
        return {act: permitted[act] and fitting[act] for act in permitted}

    def permits(self, viewer: Viewer) -> dict[str, bool]:
        """What is this person's to do, whatever the state."""
        return dict.fromkeys(("edit", "publish", "withdraw"), keeps(viewer))

    def fitting(self, viewer: Viewer) -> dict[str, bool]:
        """What the state of the release allows."""
        return {"edit": True, "publish": not self.is_published, "withdraw": self.is_published}

    # Its verbs, each one transaction: check the state, change it, write the event of its resource

    def add(self, files: Collection[UUID], *, by: Viewer) -> None:
        """Keep it with its file, a received one of the author's own. Customers do not see it yet."""
        with transaction.atomic():
            self.save(force_insert=True)
            attaching.attach(by, files, self, purpose=PURPOSE)
            self._tell("library.resource.versioned", by=by)

    def edit(self, *, by: Viewer) -> None:
        """Keep its corrected words. Its file never changes: another file is another version."""
        with transaction.atomic():
            self.save(update_fields=["label", "released_on", "notes"])
            self.resource.follow(by=by)
            self._tell("library.resource.corrected", by=by)

    def publish(self, *, by: Viewer) -> None:
        """Offer it to those for whom the resource is, and tell them, once. Raises Refused in the wrong state."""
        with transaction.atomic():
            self._lock("publish", by)
            if not attaching.files_of(self):
                raise Refused(_("This version has no file: nothing can be published."))
            is_told = self.told_at is not None
            self.published_at, self.published_by_id, self.told_at = now(), by.membership_id, self.told_at or now()
            self.withdrawn_at, self.withdrawn_by_id, self.reason = None, None, ""
            self._settle(by)
            self._tell("library.resource.published", by=by, quiet=is_told)

    def withdraw(self, reason: str, *, by: Viewer) -> None:
        """Take it back: from now on nobody but the house gets it. Raises Refused in the wrong state."""
        with transaction.atomic():
            self._lock("withdraw", by)
            self.withdrawn_at, self.withdrawn_by_id, self.reason = now(), by.membership_id, reason
            self._settle(by)
            self._tell("library.resource.withdrawn", by=by, reason=reason)

    def _lock(self, act: str, by: Viewer) -> None:
        """The resource, then the release: the same order for everybody. As it is now, whatever was read before."""
        resource = Resource.objects.visible_to(by).select_for_update(of=("self",)).get(pk=self.resource_id)
        self.refresh_from_db(from_queryset=Release.objects.visible_to(by).select_for_update(of=("self",)))
        self.resource = resource
        demand(self, act, by)

    def _settle(self, by: Viewer) -> None:
        self.save()
        self.resource.follow(by=by)

    def _tell(self, verb: str, *, by: Viewer, **more: Any) -> None:
        what = {"release": self.pk, "version": self.label, **more}
        audit.record(verb, self.resource, by=by, house_id=self.resource.house_id, **what)
