"""Archived messages are erased by the rule of the house: with their faxes, their search words, all but a count."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from entregent import audit
from entregent.core.clock import now
from entregent.files import attaching
from entregent.people.models import House
from entregent.spaces.secretariat.models import CallMessage, KeepingRule, Line

BATCH = 200


def erase_old(house: House) -> int:
    """How many. Urgent ones that nobody read are never archived, hence never erased."""
    before = now() - timedelta(days=KeepingRule.of(house).archive_days)
    erased = 0
    for line in Line.objects.unscoped("lines of a house whose archives are old").filter(dossier__house=house):
        while count := erase_batch(line, before=before):
            erased += count
    return erased


def erase_batch(line: Line, *, before: object) -> int:
    """A few hundred at a time: no long transaction. Its event keeps how many, and nothing of what they said."""
    with transaction.atomic():
        rows = CallMessage.objects.unscoped("archived messages that the rule erases")
        old = list(rows.filter(dossier=line.dossier_id, archived_at__lte=before, is_pinned=False)[:BATCH])
        for message in old:
            for file in attaching.files_of(message):
                attaching.remove(file, by=audit.SYSTEM)
        rows.filter(pk__in=[one.pk for one in old]).delete()
        if old:
            around = {"house_id": line.dossier.house_id, "dossier_id": line.dossier_id}
            audit.record("secretariat.line.erased", line, by=audit.SYSTEM, **around, count=len(old))
    return len(old)
