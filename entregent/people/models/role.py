from django.db import models
from django.utils.translation import gettext_lazy as _

from entregent.people.sides import SIDES
from entregent.people.sight import OfHouse


class Role(OfHouse):
    """What the members of a house who bear it may do. Its rights are ticked on screen."""

    space_field = "space"
    known_to_customers = True
    known_to_platform = True
    known_to_governors = True

    house = models.ForeignKey("people.House", models.CASCADE, related_name="roles")
    space = models.CharField(max_length=20)
    key = models.CharField(max_length=40)
    name = models.CharField(_("Name"), max_length=80)
    side = models.CharField(max_length=10, choices=SIDES)
    oversees = models.BooleanField(
        _("Sees every dossier of the organisation"),
        default=True,
        help_text=_("Otherwise only the dossiers assigned to them."),
    )
    rights = models.JSONField(default=list)
    needs_second_factor = models.BooleanField(_("Must use a second step to sign in"), default=False)
    sees_health_data = models.BooleanField(_("Sees health data"), default=False)

    class Meta:
        ordering = ["house", "pk"]
        constraints = [models.UniqueConstraint(fields=["house", "space", "key"], name="role_key_once_a_house")]

    def __str__(self) -> str:
        return self.name
