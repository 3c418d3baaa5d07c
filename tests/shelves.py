"""Resources with their versions, as if the desk had sent the files: rows, and small objects in the store."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from entregent.core.clock import now
from entregent.files import attaching
from entregent.files.models import File
from entregent.files.storage import store
from entregent.library.models import PURPOSE, Category, Release, Resource
from entregent.spaces.support.holders import PRODUCT, SERVICE
from entregent.spaces.support.models import Service
from tests.cast import Cast


def resource(cast: Cast, name: str = "Guide", products: Iterable[str] = (), services: Iterable[str] = ()) -> Resource:
    """Of the vendor, in its first category. products: names in the cast. services: names on the screen."""
    house = cast.houses["vendor"]
    category = Category.objects.unscoped("test").filter(house=house).first()
    made = Resource(house=house, category=category, name=name)
    made.save(force_insert=True)
    rows = Service.objects.unscoped("test").filter(house=house, name__in=list(services))
    keys = {PRODUCT: {cast.products[one].pk for one in products}, SERVICE: {row.pk for row in rows}}
    made.address(keys, by=cast.viewer("responsable"))
    return made


def release(cast: Cast, of: Resource, label: str = "1.0", content: bytes = b"", *, quiet: bool = True) -> Release:
    """Published, without telling anybody unless it is said."""
    made = kept(cast, of, label, content)
    if quiet:
        made.told_at = now()
        made.save(update_fields=["told_at"])
    made.publish(by=cast.viewer("responsable"))
    return made


def kept(cast: Cast, of: Resource, label: str = "1.0", content: bytes = b"") -> Release:
    """With its file, not published."""
    made = Release(resource=of, label=label)
    file = received(cast, content or f"{of.name} {label}".encode(), f"{label}.zip")
    made.add([file.uuid], by=cast.viewer("responsable"))
    return made


def received(cast: Cast, content: bytes, name: str = "paquet.zip") -> File:
    """What the manager has sent and that waits for its version."""
    member, digest = cast.members["responsable"], sha256(content).hexdigest()
    path = store().path(digest)  # type: ignore[attr-defined]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    file = File(
        house=member.house, membership=member, name=name, size=len(content), digest=digest, kind="application/zip",
        purpose=PURPOSE,
    )  # fmt: skip
    file.save(force_insert=True)
    return file


def file_of(made: Release) -> File:
    (file,) = attaching.of(made)
    return file
