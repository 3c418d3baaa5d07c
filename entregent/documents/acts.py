"""How the events of this room are told. Who is told of a publication, announcements.py says."""

from django.utils.translation import gettext_lazy as _

from entregent.audit.act import Act, declare, name_records

name_records({"documents.document": _("published document"), "documents.folder": _("folder")})
declare(
    Act("documents.folder.created", _("added a folder")),
    Act("documents.folder.changed", _("changed a folder")),
    Act("documents.folder.moved", _("moved a folder")),
    Act("documents.folder.addressed", _("said for whom a folder is")),
    Act("documents.folder.deleted", _("deleted an empty folder")),
    Act("documents.document.filed", _("put a document in a folder")),
    Act("documents.document.published", _("published a document")),
    Act("documents.document.addressed", _("said for whom a document is")),
    Act("documents.document.versioned", _("added a version")),
    Act("documents.document.changed", _("changed a document")),
    Act("documents.document.moved", _("moved a document to another folder")),
    Act("documents.document.trashed", _("put a document in the trash")),
    Act("documents.document.restored", _("brought a document back")),
    Act("documents.document.purged", _("emptied the trash")),
    Act("documents.document.read", _("read a published document")),
)
