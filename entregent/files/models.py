"""Upload: a file on its way. File: one that arrived, checked, whose bytes are kept under their fingerprint."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import quote
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from entregent.core.clock import now
from entregent.core.scoping import GuardedQuerySet
from entregent.files import giving
from entregent.files.verdicts import NOT_EXAMINED, PENDING, VERDICTS, may_open
from entregent.people.models import House, Membership
from entregent.people.sight import Personal
from entregent.people.viewer import Viewer

FREE_FOR = timedelta(days=7)  # how long a file waits for its owner, and an upload for its bytes

OPEN, RECEIVED, REFUSED = "open", "received", "refused"
STATES = [(OPEN, _("on its way")), (RECEIVED, _("received")), (REFUSED, _("refused"))]


def week_ahead() -> datetime:
    return now() + FREE_FOR


class Upload(Personal):
    """What somebody is sending. How much of it is here, the staged file alone says.

    Its uuid is the address that it is sent to, and becomes that of the file.
    """

    worn_field = "membership"

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    house = models.ForeignKey(House, models.CASCADE, related_name="+")
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    name = models.CharField(max_length=255)
    size = models.BigIntegerField()  # bytes, declared before the first is sent
    purpose = models.CharField(max_length=60)
    # What tells a page that a file chosen again is this very one, and which form began it.
    modified = models.BigIntegerField(null=True)  # milliseconds, by the sender's clock
    place = models.CharField(max_length=100, blank=True)  # where the draft of the form is kept
    state = models.CharField(max_length=8, choices=STATES, default=OPEN)
    reason = models.TextField(blank=True)  # why it was refused, as the person was told
    at = models.DateTimeField(default=now)
    moved_at = models.DateTimeField(default=now)  # when a byte last came: room is promised to what moves
    expires_at = models.DateTimeField(default=week_ahead, db_index=True)

    class Meta:
        indexes = [models.Index(fields=["house", "size"], condition=Q(state=OPEN), name="upload_reserved")]

    def __str__(self) -> str:
        return f"{self.uuid}"

    @property
    def is_over(self) -> bool:
        return self.expires_at <= now()


class File(Personal):
    """What was received. Its uploader's alone until it is attached; from then on seen with its owner, by nobody else.

    The owner is a record of a room above: its label and key are kept, and `owners` finds it.
    """

    worn_field = "membership"
    handed_field = "owner_label"

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    house = models.ForeignKey(House, models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+")  # whoever sent it
    name = models.CharField(max_length=255)  # a label (see names.py), of no use to any file system
    size = models.BigIntegerField()  # bytes
    digest = models.CharField(max_length=64)  # SHA-256, in hexadecimal
    kind = models.CharField(max_length=100)  # media type, by content
    verdict = models.CharField(max_length=16, choices=VERDICTS, default=NOT_EXAMINED)
    signatures = models.CharField(max_length=80, blank=True)  # those of the scanner that looked at it last
    unpacked = models.BigIntegerField(default=0)  # bytes that it says it holds, where it is an archive
    released_at = models.DateTimeField(null=True)  # somebody answers for it, though it could not be examined
    purpose = models.CharField(max_length=60)
    at = models.DateTimeField(default=now)
    expires_at = models.DateTimeField(null=True, default=week_ahead)  # nothing once it is attached
    owner_label = models.CharField(max_length=60, blank=True)
    owner_pk = models.BigIntegerField(null=True)
    dossier_id = models.BigIntegerField(null=True)  # that of its owner, for the events
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["owner_label", "owner_pk", "position"], name="file_of_owner"),
            models.Index(fields=["house", "size"], name="file_of_house"),
            models.Index(fields=["digest"], name="file_by_digest"),
            models.Index(fields=["at"], condition=Q(verdict=PENDING), name="file_unexamined"),
            models.Index(fields=["expires_at"], condition=~Q(expires_at=None), name="file_waiting"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(owner_label="", owner_pk=None, expires_at__isnull=False)
                | (~Q(owner_label="") & Q(owner_pk__isnull=False, expires_at=None)),
                name="file_has_one_owner_or_waits",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        """Where its bytes are asked for. The name is there for people: the uuid alone counts."""
        return f"{giving.PREFIX}{self.uuid}/{quote(self.name, safe='')}"

    @property
    def is_attached(self) -> bool:
        return self.owner_label != ""

    def may_open(self, viewer: Viewer) -> bool:
        """Whether the verdict lets this person have its bytes; that they see its owner is asked apart."""
        sender = self.membership
        is_sender = (sender.side, sender.party_id) == (viewer.side, viewer.party_id)
        return may_open(self.verdict, is_sender=is_sender, is_released=self.released_at is not None)


def tomorrow() -> datetime:
    return now() + timedelta(days=1)


class Bundle(Personal):
    """Files that somebody asked for as one archive: their keys, and the name of the archive. Nothing is copied."""

    worn_field = "membership"

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    keys = models.JSONField(default=list)
    name = models.CharField(max_length=255)
    expires_at = models.DateTimeField(default=tomorrow, db_index=True)

    def __str__(self) -> str:
        return self.name


def every_file() -> GuardedQuerySet[File]:
    """For this room alone: files of an owner who was found first, sums, the store's own checks."""
    return File.objects.unscoped("of an owner who was seen, or counted for the house and the store")


def every_upload() -> GuardedQuerySet[Upload]:
    return Upload.objects.unscoped("counted for the house, and swept when it is over")
