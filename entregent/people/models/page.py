from django.db import models
from django.utils.translation import gettext_lazy as _

from entregent.people.sight import OfHouse


class Page(OfHouse):
    """A legal page that a house writes: its notice, its accessibility statement, its privacy page."""

    known_to_customers = True
    SLUGS = [
        ("mentions-legales", _("Legal notice")),
        ("accessibilite", _("Accessibility")),
        ("confidentialite", _("Privacy")),
    ]

    house = models.ForeignKey("people.House", models.CASCADE, related_name="pages")
    slug = models.CharField(max_length=20, choices=SLUGS)
    language = models.CharField(max_length=2)
    body = models.TextField(_("Text"), blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["house", "slug", "language"], name="page_once")]

    def __str__(self) -> str:
        return f"{self.slug} ({self.language})"
