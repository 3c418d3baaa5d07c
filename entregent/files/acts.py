"""How the events of this room are told."""

from django.utils.translation import gettext_lazy as _

from entregent.audit.act import Act, declare, name_records

name_records(
    {
        "files.file": _("file"),
        "files.upload": _("file on its way"),
    }
)
declare(
    Act("files.file.stored", _("sent a file")),
    Act("files.file.attached", _("attached a file")),
    Act("files.file.deleted", _("took a file away")),
    Act("files.file.fetched", _("took a copy of a file")),
    Act("files.file.viewed", _("read a file")),
    Act("files.file.examined", _("examined a file again")),
    Act("files.file.released", _("answered for a file that could not be examined")),
    Act("files.upload.refused", _("sent a file that was refused")),
    Act("files.room.changed", _("changed the room for files of an organisation")),
    Act("files.upload.given_up", _("gave up sending a file")),
)
