"""The manual of the customers' area, in the order of its chapters."""

from tests.manuals.manual import Manual
from tests.manuals.support import closing, desk, door, home, people, places, requests

CHAPTERS = (door, home, requests, closing, people, places, desk)
SUPPORT = Manual("support", "Espace client : le support", tuple(one.CHAPTER for one in CHAPTERS))
