from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from stdnum.exceptions import ValidationError as WrongNumber
from stdnum.fr import siret

from entregent.core.folding import fold
from entregent.people.sight import OfHouse

if TYPE_CHECKING:
    from entregent.people.viewer import Viewer

LONGEST_KEY = 240  # a few letters fold into many: the key is cut, the name is not


def check_siret(number: str) -> None:
    """The check digit of a French establishment number (Luhn, and the exception of La Poste)."""
    try:
        siret.validate(number)
    except WrongNumber:
        raise ValidationError(_("This SIRET is not valid: check its 14 digits.")) from None


class Party(OfHouse):
    """Whoever a house looks after, known inside that house only."""

    party_field = "pk"

    # Rights whose bearers keep the customers of their house up to date; each space adds its own.
    keepers: ClassVar[set[str]] = set()
    KEPT = ("name", "full_name", "siret", "reference", "address", "postal_code", "city", "email", "phone", "fax")

    ORGANISATION, PERSON = "organisation", "person"

    house = models.ForeignKey("people.House", models.CASCADE, related_name="parties")
    kind = models.CharField(
        max_length=12, choices=[(ORGANISATION, _("Organisation")), (PERSON, _("Person"))], default=ORGANISATION
    )
    name = models.CharField(_("Legal name"), max_length=120)
    name_key = models.CharField(max_length=LONGEST_KEY, editable=False)
    full_name = models.CharField(_("Complete name"), max_length=200, blank=True)
    siret = models.CharField(_("SIRET"), max_length=14, blank=True, validators=[check_siret])
    reference = models.CharField(_("Customer number"), max_length=40, blank=True)
    address = models.CharField(_("Address"), max_length=200, blank=True)
    postal_code = models.CharField(_("Postal code"), max_length=12, blank=True)
    city = models.CharField(_("City"), max_length=80, blank=True)
    email = models.EmailField(_("E-mail"), blank=True)
    phone = models.CharField(_("Phone"), max_length=30, blank=True)
    fax = models.CharField(_("Fax"), max_length=30, blank=True)

    class Meta:
        indexes = [models.Index(fields=["house", "name_key"])]
        constraints = [
            models.UniqueConstraint(
                fields=["house", "siret"], condition=~models.Q(siret=""), name="siret_once_a_house",
                violation_error_message=_("A customer of the organisation already bears this SIRET."),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name_key = fold(self.name)[:LONGEST_KEY]
        super().save(*args, **kwargs)

    def edit_fields(self, viewer: "Viewer") -> frozenset[str]:
        """What this viewer may change of it."""
        keeps = viewer.is_provider and viewer.house_id == self.house_id and not self.keepers.isdisjoint(viewer.rights)
        return frozenset(self.KEPT if keeps else ())
