"""Files that people have sent and not used yet: rows alone, since what is attached is not what is inside."""

from __future__ import annotations

from uuid import uuid4

from entregent.files.models import File
from entregent.threads.models import PURPOSE
from tests.cast import Cast


def parcel(cast: Cast, person: str, name: str = "facture.pdf", size: int = 1200) -> File:
    """A received file of this person, waiting for its message."""
    member = cast.members[person]
    file = File(
        uuid=uuid4(), house=member.house, membership=member, name=name, size=size, digest="0" * 64,
        kind="application/pdf", purpose=PURPOSE,
    )  # fmt: skip
    file.save(force_insert=True)
    return file


def fresh(file: File) -> File | None:
    """As it is in the database now; None when it is gone."""
    return File.objects.unscoped("test").filter(pk=file.pk).first()
