"""Several files that somebody wants as one archive."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from entregent.files.giving import ARCHIVES
from entregent.files.models import Bundle
from entregent.files.names import clean_name
from entregent.people.errors import Refused
from entregent.people.viewer import Viewer

MOST = 5_000


def make_bundle(viewer: Viewer, files: Iterable[UUID], name: str) -> str:
    """The address where these files come as one ZIP; who may have which is asked there. Raises Refused for none."""
    keys = [str(uuid) for uuid in files][:MOST]
    if not keys:
        raise Refused(_("None of these documents can be downloaded now."))
    bundle = Bundle(membership_id=viewer.acting, keys=keys, name=clean_name(name))
    bundle.save(force_insert=True)
    return f"{ARCHIVES}{bundle.uuid}/{bundle.name}"
