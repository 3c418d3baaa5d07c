"""On which side of the table someone sits."""

from typing import Final

from django.utils.translation import gettext_lazy as _

PLATFORM: Final = "platform"  # keeps the machine running, sees no dossier
PROVIDER: Final = "provider"  # looks after customers
ADVISER: Final = "adviser"  # a second house at the dossier, as an accounting firm beside its body
CUSTOMER: Final = "customer"  # is looked after

SIDES = [
    (PLATFORM, _("Platform")),
    (PROVIDER, _("Provider")),
    (ADVISER, _("Adviser")),
    (CUSTOMER, _("Customer")),
]
