"""What files this space takes, and who finds their owners: a letter's pages are seen by whoever has opened it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from entregent.files import attaching
from entregent.files.models import File
from entregent.files.purposes import MEGABYTE, Purpose
from entregent.people.viewer import Viewer
from entregent.spaces.extranet.creations import handles
from entregent.spaces.extranet.models import Campaign, Letter
from entregent.spaces.extranet.models.letter import PURPOSE

LETTERS: Final = Purpose(
    PURPOSE, lambda viewer: handles(viewer.in_space("extranet")), most_files=2000, most_together=2048 * MEGABYTE,
    kinds=frozenset(("application/pdf",)),
)  # fmt: skip
NUMBER = re.compile(r"(?<!\d)0*(\d{1,9})(?!\d)")


def find_letter_of_file(viewer: Viewer, pk: int) -> Letter | None:
    """The body's people, and whoever sees it once the cabinet has opened it."""
    rows = Letter.objects.visible_to(viewer).filter(pk=pk)
    found: Letter | None = (rows if viewer.is_provider else rows.filter(read_at__isnull=False)).first()
    return found


def find_campaign_of_file(viewer: Viewer, pk: int) -> Campaign | None:
    if viewer.is_provider:
        found: Campaign | None = Campaign.objects.visible_to(viewer).filter(pk=pk).first()
        return found
    rows = Letter.objects.visible_to(viewer).filter(campaign=pk, read_at__isnull=False).select_related("campaign")
    letter: Letter | None = rows.first()
    return letter.campaign if letter else None


def files_of_letter(letter: Letter) -> list[File]:
    """Its own, then those of its campaign, for somebody who may see them."""
    return [*attaching.files_of(letter), *attaching.files_of(letter.campaign)]


@dataclass(frozen=True)
class Match:
    """Files of a batch by the number of a member in their names.

    file_of: by the key of the dossier. unknown: names without a number that is known. twice: further files of a member
    who has one. without: numbers of members without a file.
    """

    file_of: dict[int, UUID] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    without: list[int] = field(default_factory=list)


def match_files(viewer: Viewer, uuids: Collection[UUID], numbers: Mapping[int, int]) -> Match:
    """numbers: of members, to the keys of their dossiers. The last number of a name that is a member's counts."""
    found, seen = Match(), set()
    names = dict(File.objects.visible_to(viewer).filter(uuid__in=uuids).values_list("uuid", "name"))
    for uuid in uuids:
        said = [int(digits) for digits in NUMBER.findall(names.get(uuid, ""))]
        number = next((one for one in reversed(said) if one in numbers), None)
        if number is None:
            found.unknown.append(names.get(uuid, ""))
        elif number in seen:
            found.twice.append(names[uuid])
        else:
            seen.add(number)
            found.file_of[numbers[number]] = uuid
    found.without.extend(sorted(numbers.keys() - seen))
    return found
