"""What the worker does for this room: links by mail, and the night's tidying."""

from importlib import import_module

from django.conf import settings

from entregent.jobs import cron
from entregent.people import drafts, factors, resets, submissions, throttle, unused

post_reset_link = resets.post_link


@cron.daily(at="03:40", name="people.forget")
def forget() -> None:
    """Old counts of wrong tries, keys of forms sent long ago, drafts left alone, sessions that are over; and
    what was sealed with a former key is sealed with the present one.
    """
    throttle.forget_old()
    submissions.forget_old()
    drafts.forget_old()
    factors.renew_seals()
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


@cron.daily(at="04:10", name="people.unused")
def lock_unused() -> None:
    unused.lock_unused()
