"""Contact and Particular: a person whom the customer of a dossier knows, and how to reach them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from entregent import audit
from entregent.contacts.finding import birth_words
from entregent.contacts.telephones import telephone_key, telephone_link, telephone_search_words, telephone_words
from entregent.core.clock import now
from entregent.core.folding import fold
from entregent.core.searching import Findable
from entregent.dossiers.models import Dossier
from entregent.dossiers.sight import OfDossier
from entregent.people.models.membership import TITLES
from entregent.people.viewer import Viewer

PHONE, MAIL, ADDRESS = "phone", "mail", "address"
KINDS = ((PHONE, _("telephone")), (MAIL, _("e-mail")), (ADDRESS, _("postal address")))
Said = tuple[str, str, str]  # kind, label, value


class Contact(Findable, OfDossier):
    """One of the people that the customer of a dossier knows: a patient, a client. Nobody else's ever."""

    keepers: ClassVar[set[str]] = set()  # rights whose bearers keep contacts up to date

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="contacts")
    title = models.CharField(pgettext_lazy("person", "Title"), max_length=4, blank=True, choices=TITLES)
    last_name = models.CharField(_("Last name"), max_length=80)
    first_name = models.CharField(_("First name"), max_length=80, blank=True)
    name = models.CharField(max_length=161, editable=False)
    name_key = models.CharField(max_length=240, editable=False)
    birth_date = models.DateField(_("Birth date"), null=True, blank=True)
    notes = models.TextField(_("Notes"), blank=True, max_length=4000)
    created_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering = ["name_key", "pk"]
        indexes = [models.Index(fields=["dossier", "name_key", "id"])]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = f"{self.last_name} {self.first_name}".strip()
        self.name_key = fold(self.last_name, self.first_name)
        super().save(*args, **kwargs)

    def edit_fields(self, viewer: Viewer) -> frozenset[str]:
        return frozenset(NAMED if keeps_contacts(viewer) else ())

    def abilities(self, viewer: Viewer) -> dict[str, bool]:
        return {"edit": keeps_contacts(viewer)}

    permits = abilities

    def fitting(self, viewer: Viewer) -> dict[str, bool]:
        return {"edit": True}

    def write(self, particulars: Iterable[Said], *, by: Viewer) -> None:
        """The fields as they stand on the record, and how to reach the person, in order; written whole."""
        verb = "changed" if self.pk else "created"
        told = [one for one in particulars if one[2].strip()]
        with transaction.atomic():
            self.keep_words(self.last_name, self.first_name, *birth_words(self.birth_date), *_numbers(told))
            self.save()
            Particular.objects.visible_to(by).filter(contact=self).delete()
            Particular.objects.bulk_create(Particular.of(self, place, *one) for place, one in enumerate(told))
            around = {"house_id": self.dossier.house_id, "dossier_id": self.dossier_id}
            audit.record(f"contacts.contact.{verb}", self, by=by, **around)


class Particular(OfDossier):
    """A telephone, a mail address or a postal address of a contact, with its label."""

    dossier_field = "contact__dossier"

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="particulars")
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=8, choices=KINDS)
    label = models.CharField(_("Label"), max_length=40, blank=True)
    value = models.CharField(max_length=300)
    value_key = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["kind", "value_key"])]

    def __str__(self) -> str:
        return telephone_words(self.value) if self.kind == PHONE else self.value

    @classmethod
    def of(cls, contact: Contact, place: int, kind: str, label: str, value: str) -> Particular:
        key = telephone_key(value) if kind == PHONE else fold(value)
        return cls(contact=contact, position=place, kind=kind, label=label.strip(), value=value.strip(), value_key=key)

    @property
    def link(self) -> str:
        """Where a click leads: the telephone or the mail program; an address, its own page of the space."""
        if self.kind == PHONE:
            return telephone_link(self.value)
        return f"mailto:{self.value}" if self.kind == MAIL else ""


NAMED = ("title", "last_name", "first_name", "birth_date", "notes")


def keeps_contacts(viewer: Viewer) -> bool:
    return not Contact.keepers.isdisjoint(viewer.rights)


def twins_of(contact: Contact, particulars: Iterable[Said], viewer: Viewer) -> list[Contact]:
    """Contacts of the same dossier that may be the same person: a number, a mail, or the name with the birth."""
    keys = [(kind, telephone_key(value) if kind == PHONE else fold(value)) for kind, _label, value in particulars]
    reached = Q(pk__in=[])
    for kind, key in keys:
        if key and kind != ADDRESS:
            reached |= Q(kind=kind, value_key=key)
    rows = Particular.objects.visible_to(viewer).filter(reached, contact__dossier=contact.dossier_id)
    name = Q(name_key=fold(contact.last_name, contact.first_name))
    same = name & (Q(birth_date=contact.birth_date) | Q(birth_date=None)) if contact.birth_date else name
    found = Contact.objects.visible_to(viewer).filter(dossier=contact.dossier_id).exclude(pk=contact.pk or 0)
    return list(found.filter(Q(pk__in=rows.values("contact")) | same)[:5])


def _numbers(particulars: Iterable[Said]) -> list[str]:
    return [
        word for kind, _label, value in particulars for word in (telephone_search_words(value) if kind == PHONE else ())
    ]
