"""Resources with their versions, as if the desk had sent the files: rows, and small objects in the store."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from hashlib import sha256
from typing import Any

from entregent.core.clock import now
from entregent.files import attaching
from entregent.files.models import File
from entregent.files.storage import store
from entregent.library.models import PURPOSE, Category, Release, Resource
from entregent.library.shelf import shelf_of
from entregent.spaces.support.contract_audiences import PRODUCT, SERVICE
from entregent.spaces.support.models import Contract, Service
from entregent.spaces.support.models.contract import today
from tests.cast import Cast

PAGE, DESK = "/support/telechargements/", "/support/ressources/"
CUSTOMERS = ("agent", "collegue", "administrateur", "referent", "autre")
HOSPITAL = set(CUSTOMERS) - {"autre"}


def resource(cast: Cast, name: str = "Guide", products: Iterable[str] = (), services: Iterable[str] = ()) -> Resource:
    """Of the vendor, in its first category. products: names in the cast. services: names on the screen."""
    house = cast.houses["vendor"]
    category = Category.objects.unscoped("test").filter(house=house).first()
    made = Resource(house=house, space="support", category=category, name=name)
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
    (file,) = attaching.files_of(made)
    return file


def names(cast: Cast, person: str, query: str = "") -> list[str]:
    """What this person may download, in the order of the page."""
    return [item.resource.name for group in shelf_of(cast.viewer(person), query) for item in group.items]


def read(scenery: Any, person: str, url: str = PAGE) -> str:
    """A page that this person may open."""
    answer = scenery.client(person).get(url)
    assert answer.status_code == 200
    return str(answer.content.decode())


def end(cast: Cast, contract: str, days_ago: int = 1) -> None:
    """The contract ended so many days ago; 0 for one that ends tonight."""
    rows = Contract.objects.unscoped("test").filter(pk=cast.contracts[contract].pk)
    rows.update(ends_on=today() - timedelta(days=days_ago))
