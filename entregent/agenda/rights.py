"""What one may do with agendas, in whatever space."""

from typing import Final

from django.utils.translation import gettext_lazy as _

BOOK: Final = "agenda.book"
OVERBOOK: Final = "agenda.overbook"
SET_HOURS: Final = "agenda.hours"

AGENDA_RIGHTS = (
    (BOOK, _("Book, move and cancel appointments")),
    (OVERBOOK, _("Book beside an appointment, on purpose")),
    (SET_HOURS, _("Set the working hours of agendas")),
)
