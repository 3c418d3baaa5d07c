"""The people and pages of the room below."""

from tests.people.conftest import agent, clock, enter, handler, judged, pages, place, posted, verbs, work

__all__ = ["agent", "clock", "enter", "handler", "judged", "pages", "place", "posted", "verbs", "work"]
