"""How the events of this room are told."""

from django.utils.translation import gettext_lazy as _

from entregent.audit.act import Act, declare, name_records

name_records(
    {
        "library.category": _("category of resources"),
        "library.resource": _("resource"),
    }
)
declare(
    Act("library.category.created", _("added a category of resources")),
    Act("library.category.changed", _("changed a category of resources")),
    Act("library.resource.created", _("added a resource")),
    Act("library.resource.changed", _("changed a resource")),
    Act("library.resource.addressed", _("said for whom it is")),
    Act("library.resource.versioned", _("added a version")),
    Act("library.resource.corrected", _("corrected a version")),
    Act("library.resource.published", _("published a version")),
    Act("library.resource.withdrawn", _("withdrew a version")),
)
