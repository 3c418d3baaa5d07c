"""What the rooms above do with files: attach those that were received to a record, show them, let them go."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from entregent import audit
from entregent.files import owners, purposes
from entregent.files.models import File, every_file, week_ahead
from entregent.people.errors import Refused
from entregent.people.viewer import Viewer


class Missing(Refused):
    """One of the files is not there for this person: never received, gone, another's, or sent already."""


class TooMany(Refused):
    """More files, or heavier ones, than this purpose allows."""


def uuids_of(said: Iterable[str]) -> list[UUID]:
    """What a form says, each once, in order. Raises Missing for what is no uuid."""
    try:
        return list(dict.fromkeys(UUID(one) for one in said if one))
    except ValueError:
        raise Missing(MISSING) from None


def waiting(viewer: Viewer, uuids: Collection[UUID]) -> list[File]:
    """These of the viewer's own files that wait for an owner, in the order given. Raises Missing when one lacks."""
    found = {file.uuid: file for file in File.objects.visible_to(viewer).filter(uuid__in=uuids)}
    if len(found) < len(uuids):
        raise Missing(MISSING)
    return [found[uuid] for uuid in uuids]


def attach(viewer: Viewer, uuids: Collection[UUID], owner: models.Model, *, purpose: str) -> list[File]:
    """These files now belong to `owner`, a saved record of a registered model, and are seen with it.

    Call it in the transaction of the owner's verb. The record's `dossier_id`, where it has one, goes into the
    events. Raises Missing and TooMany, which are both Refused, and TransactionManagementError outside of a
    transaction; ValueError for a purpose that nobody declared.
    """
    if not uuids:
        return []
    label, asked = owners.label_of(owner), purposes.purpose_named(purpose)
    if asked is None:
        raise ValueError(f"No purpose is named {purpose!r}.")
    with transaction.atomic(savepoint=False):
        locked = waiting_locked(viewer, uuids)
        already = files_of(owner)
        if any(file.purpose != purpose for file in locked):
            raise Missing(MISSING)
        demand_room(asked, [*already, *locked])
        for position, file in enumerate(locked, start=len(already)):
            hand_over(file, label, owner, position, by=viewer)
    return locked


def waiting_locked(viewer: Viewer, uuids: Collection[UUID]) -> list[File]:
    """Locked in one order, whatever the order wanted: two forms that send the same files do not wait in a ring."""
    list(File.objects.visible_to(viewer).filter(uuid__in=uuids).order_by("pk").select_for_update(of=("self",)))
    return waiting(viewer, uuids)


def demand_room(purpose: purposes.Purpose, files: Collection[File]) -> None:
    if len(files) > purpose.most_files:
        text = ngettext("At most %(most)d file here.", "At most %(most)d files here.", purpose.most_files)
        raise TooMany(text % {"most": purpose.most_files})
    if sum(file.size for file in files) > purpose.most_together:
        most = purpose.most_together // purposes.MEGABYTE
        raise TooMany(_("These files are too heavy together: at most %(most)d MB here.") % {"most": most})


def hand_over(file: File, label: str, owner: models.Model, position: int, *, by: Viewer) -> None:
    file.owner_label, file.owner_pk, file.position = label, owner.pk, position
    file.dossier_id, file.expires_at = getattr(owner, "dossier_id", None), None
    file.save(update_fields=["owner_label", "owner_pk", "position", "dossier_id", "expires_at"])
    record_file_event("files.file.attached", file, by=by)
    for listener in _attached:
        listener(file)


_attached: list[Callable[[File], None]] = []


def listen_to_attached(listener: Callable[[File], None]) -> None:
    """Called with each file that a record was given, in the transaction of that act."""
    if listener not in _attached:
        _attached.append(listener)


def files_of(owner: models.Model) -> list[File]:
    """The files of a record that the viewer sees already, in their order."""
    label = owners.label_of(owner)
    return of_many({label: [owner.pk]})[label, owner.pk]


def of_many(pks: Mapping[str, Collection[int]]) -> dict[tuple[str, int], list[File]]:
    """The files of each of these records, which the viewer sees already: one query, whatever their kinds.

    pks: by the label of the records' kind. The files are under label and key.
    """
    found: dict[tuple[str, int], list[File]] = {(label, pk): [] for label, some in pks.items() for pk in some}
    of_each = (models.Q(owner_label=label, owner_pk__in=some) for label, some in pks.items())
    for file in every_file().filter(reduce(or_, of_each)).order_by("position", "pk"):
        found[file.owner_label, file.owner_pk or 0].append(file)
    return found


def keep_waiting_files(viewer: Viewer, uuids: Collection[UUID]) -> None:
    """These files of a draft wait a week more. Those that are gone are passed over."""
    File.objects.visible_to(viewer).filter(uuid__in=uuids).update(expires_at=week_ahead())


def free(viewer: Viewer, uuids: Collection[UUID]) -> int:
    """The viewer's own files that wait for an owner are deleted; how many. Those that are gone are passed over."""
    with transaction.atomic():
        files = list(File.objects.visible_to(viewer).filter(uuid__in=uuids).select_for_update(of=("self",)))
        for file in files:
            remove(file, by=viewer)
    return len(files)


def take_away(viewer: Viewer, uuids: Collection[UUID], owner: models.Model) -> None:
    """Files of `owner` are deleted. The caller's verb has checked that the viewer may. Others are passed over."""
    with transaction.atomic():
        rows = every_file().filter(owner_label=owners.label_of(owner), owner_pk=owner.pk, uuid__in=uuids)
        for file in rows.select_for_update(of=("self",)):
            remove(file, by=viewer)


def let_go(owner: models.Model, *, by: audit.Actor) -> None:
    """All the files of `owner` are deleted. The caller's verb has checked that they may be."""
    with transaction.atomic():
        for file in every_file().filter(owner_label=owners.label_of(owner), owner_pk=owner.pk).select_for_update():
            remove(file, by=by)


def remove(file: File, *, by: audit.Actor) -> None:
    """The row goes with its event; its bytes follow when nothing else has them (sweeping.py)."""
    record_file_event("files.file.deleted", file, by=by)
    file.delete()


def record_file_event(verb: str, file: File, *, by: audit.Actor, **more: Any) -> None:
    audit.record(
        verb, file, by=by, house_id=file.house_id, dossier_id=file.dossier_id,
        name=file.name, size=file.size, digest=file.digest, owner=[file.owner_label, file.owner_pk], **more,
    )  # fmt: skip


MISSING = _("One of the files is no longer here: send it again.")
