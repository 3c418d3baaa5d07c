from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from entregent import audit
from entregent.core.clock import now
from entregent.core.richtext import Written
from entregent.dossiers.models import Dossier
from entregent.dossiers.sight import OfDossier
from entregent.people.guard import demand
from entregent.people.models import House, Membership
from entregent.people.sides import ADVISER
from entregent.people.sight import OfHouse
from entregent.people.viewer import Viewer
from entregent.spaces.extranet.rights import ANSWER, HANDLE
from entregent.threads.models import Message, Thread


class ContactAddress(OfHouse):
    """« A »: a service of the body to which cabinets write."""

    known_to_customers = True

    house = models.ForeignKey(House, models.CASCADE, related_name="+")
    name = models.CharField(_("Name"), max_length=80)
    is_open = models.BooleanField(_("Offered to cabinets"), default=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["house", "name"], name="contact_address_once")]

    def __str__(self) -> str:
        return self.name


class Correspondence(OfDossier):
    """« Nous contacter »: what a cabinet writes to the body, about itself or a client, and what is answered inside."""

    house_field = "house"

    house = models.ForeignKey(House, models.PROTECT, related_name="+")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+")
    address = models.ForeignKey(ContactAddress, models.PROTECT, related_name="+", verbose_name=_("To"))
    subject = models.CharField(_("Object"), max_length=200)
    thread = models.OneToOneField(Thread, models.PROTECT, related_name="+")
    author = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("Date"), default=now)
    last_at = models.DateTimeField(default=now)
    is_answered = models.BooleanField(_("Answered"), default=False)

    class Meta:
        indexes = [models.Index(fields=["house", "-last_at"], name="correspondence_of_house")]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("extranet:correspondence", args=[self.pk])

    @classmethod
    def write(
        cls, dossier: Dossier, address: ContactAddress, subject: str, text: Written | str, *, by: Viewer,
        files: Collection[UUID] = (),
    ) -> Correspondence:  # fmt: skip
        """Begin it. The body's people are told."""
        with transaction.atomic():
            thread = Thread(dossier=dossier)
            thread.save(force_insert=True)
            made = cls(
                house_id=by.house_id or 0, dossier=dossier, address=address, subject=subject, thread=thread,
                author_id=by.acting,
            )  # fmt: skip
            made.save(force_insert=True)
            message = thread.say(text, by=by, files=files)
            made.tell("written", by=by, message=message.pk)
        return made

    def permits(self, viewer: Viewer) -> dict[str, bool]:
        answers = viewer.side == ADVISER and viewer.can(ANSWER)
        return {"answer": answers or (viewer.is_provider and viewer.can(HANDLE))}

    def fitting(self, viewer: Viewer) -> dict[str, bool]:
        return {"answer": True}

    def answer(self, text: Written | str, *, by: Viewer, files: Collection[UUID] = ()) -> Message:
        """The other side is told."""
        with transaction.atomic():
            rows = Correspondence.objects.visible_to(by).select_for_update(of=("self",))
            self.refresh_from_db(fields=["is_answered", "last_at"], from_queryset=rows)
            demand(self, "answer", by)
            message = self.thread.say(text, by=by, files=files)
            self.is_answered, self.last_at = by.is_provider, now()
            self.save(update_fields=["is_answered", "last_at"])
            self.tell("answered" if by.is_provider else "continued", by=by, message=message.pk)
        return message

    def tell(self, act: str, *, by: audit.Actor, **more: Any) -> None:
        around = {"house_id": self.house_id, "dossier_id": self.dossier_id}
        audit.record(f"extranet.correspondence.{act}", self, by=by, **around, **more)
