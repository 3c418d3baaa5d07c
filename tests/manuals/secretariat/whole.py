"""The manual of the telephone secretariat, in the order of its chapters."""

from tests.manuals.manual import Manual
from tests.manuals.secretariat import agenda, desk, door, messages

SECRETARIAT = Manual("secretariat", "Télésecrétariat", tuple(one.CHAPTER for one in (door, messages, agenda, desk)))
