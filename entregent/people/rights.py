"""Rights of the rooms themselves; each space adds its own to the roles that bear them."""

from typing import Final

from django.utils.translation import gettext_lazy as _

MANAGE_HOUSES: Final = "houses.manage"
MANAGE_HOUSE: Final = "house.manage"
MANAGE_PEOPLE: Final = "people.manage"
MANAGE_ROLES: Final = "roles.manage"
MANAGE_NEWS: Final = "news.manage"
WATCH_MACHINE: Final = "machine.watch"
READ_AUDIT: Final = "audit.read"
HAVE_LINK: Final = "people.link"

PLATFORM_RIGHTS = [
    (MANAGE_HOUSES, _("Create and change organisations")),
    (WATCH_MACHINE, _("Watch jobs, mail and checks")),
]
HOUSE_RIGHTS = [
    (MANAGE_HOUSE, _("Change the organisation and its legal pages")),
    (MANAGE_ROLES, _("Change the rights of roles")),
    (MANAGE_NEWS, _("Publish news")),
    (READ_AUDIT, _("Search the audit trail")),
]
PEOPLE_RIGHTS = [(MANAGE_PEOPLE, _("Invite, block and unblock people"))]
LINK_RIGHTS = [(HAVE_LINK, _("Sign in by a personal link, bound to one device"))]  # for customers alone
