from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from entregent.people.colours import check_accent
from entregent.people.sight import OfHouse
from entregent.people.space import SPACES


def known_time_zone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError(_("This time zone is not known."))


OF_STAFF, OF_ALL = "staff", "all"
SECOND_FACTOR = [
    ("", _("As each role says")),
    (OF_STAFF, _("Required of everybody who works in the organisation")),
    (OF_ALL, _("Required of everybody, customers too")),
]
LOCK_AFTER = [
    (None, _("Never")), (3, _("After 3 months")), (6, _("After 6 months")), (12, _("After 12 months")),
    (24, _("After 24 months")),
]  # fmt: skip


class House(OfHouse):
    """An organisation that runs its work here: a provider, a cabinet, a subscriber."""

    house_field = "pk"
    known_to_customers = True
    known_to_platform = True

    name = models.CharField(_("Name"), max_length=120)
    slug = models.SlugField(_("Short name in addresses"), max_length=40, unique=True)
    kind_label = models.CharField(
        _("Kind of body"), max_length=80, blank=True, help_text=_("For instance: software publisher, accounting firm.")
    )
    is_platform = models.BooleanField(default=False, editable=False)
    address = models.CharField(_("Address"), max_length=200, blank=True)
    postal_code = models.CharField(_("Postal code"), max_length=12, blank=True)
    city = models.CharField(_("City"), max_length=80, blank=True)
    phone = models.CharField(_("Phone"), max_length=30, blank=True)
    email = models.EmailField(_("E-mail"), blank=True)
    website = models.URLField(_("Web site"), blank=True)
    accent = models.CharField(
        _("Accent colour"), max_length=7, default="#0e5a6b", validators=[check_accent],
        help_text=_("Written as # and six hexadecimal signs. White text must be readable on it."),
    )  # fmt: skip
    time_zone = models.CharField(_("Time zone"), max_length=40, default="Europe/Paris", validators=[known_time_zone])
    default_language = models.CharField(
        _("Language"), max_length=2, default="fr", choices=[("fr", "Français"), ("en", "English")]
    )
    spaces = models.JSONField(default=list)
    second_factor = models.CharField(
        _("Second step at sign-in"), max_length=8, blank=True, choices=SECOND_FACTOR,
        help_text=_("A code or a passkey after the password. Whoever must have one sets it up at their next sign-in."),
    )  # fmt: skip

    lock_after_months = models.PositiveSmallIntegerField(
        _("Lock accounts that nobody uses"), null=True, blank=True, choices=LOCK_AFTER,
        help_text=_("Their owner is warned by mail two weeks before. Whoever manages the accounts lifts the lock."),
    )  # fmt: skip

    mails_quote = models.BooleanField(
        _("Mails hold the subject and the text of messages"), null=True, editable=False,
        help_text=_("Otherwise they say who wrote and give a link. Leave it so where data on health is seen."),
    )  # fmt: skip

    # Bytes; nothing: as the installation says (files/room.py). Here, because its row is what an upload locks.
    files_most = models.BigIntegerField(null=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_platform"], condition=models.Q(is_platform=True), name="one_platform_house"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def quotes_in_mails(self) -> bool:
        """As it says itself; else no, where one of its spaces sees what no mail should hold."""
        if self.mails_quote is not None:
            return self.mails_quote
        return not any(space.is_kept_from_mails for key, space in SPACES.items() if key in self.spaces)

    @property
    def accent_url(self) -> str:
        """Its colour as a style sheet; the colour in the address lets browsers keep it for long."""
        return f"{reverse('accent', args=[self.slug])}?{self.accent.removeprefix('#')}"
