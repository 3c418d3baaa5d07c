"""The record page of something that the provider offers."""

from __future__ import annotations

from django.http import Http404

from entregent.people.guard import demand_right
from entregent.people.viewer import Viewer
from entregent.records.page import RecordPage
from entregent.spaces.support.rights import MANAGE


class ManagedPage(RecordPage):
    """For whoever keeps it. To customers it is not there."""

    @classmethod
    def admit(cls, viewer: Viewer) -> None:
        if not viewer.is_provider:
            raise Http404
        demand_right(viewer, MANAGE)
