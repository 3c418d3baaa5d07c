"""What the worker does for this room: the night's tidying."""

from importlib import import_module

from django.conf import settings

from entregent.jobs import cron
from entregent.people import drafts, submissions, unused, waiting_forms


@cron.daily(at="03:40", name="people.forget")
def forget_typed() -> None:
    """Keys of forms sent long ago, drafts left alone, sessions that are over."""
    submissions.forget_old_submissions()
    waiting_forms.forget_waiting_forms()
    drafts.forget_old_drafts()
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


@cron.daily(at="04:10", name="people.unused")
def lock_unused() -> None:
    unused.lock_unused()
