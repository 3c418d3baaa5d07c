"""How a Run goes through its rows: one transaction a row, in a job, as the person who asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from entregent import audit
from entregent.core.clock import now
from entregent.jobs.cron import daily
from entregent.jobs.queue import enqueue
from entregent.lists import sheets
from entregent.lists.actions import Action
from entregent.lists.models import DONE, RUNNING, STOPPED, UNDOING, UNDONE, WAITING, Run, forget_old
from entregent.lists.page import ListPage
from entregent.notify.recipients import language_of
from entregent.people.errors import Refused
from entregent.people.memberships import viewer_as
from entregent.people.viewer import Viewer

MOST = 10_000  # rows of one run
MOST_ERRORS = 200


def every_list() -> dict[str, type[ListPage]]:
    """Lists by the name under which addresses, layouts and runs know them."""
    return {known.name(): known for known in _below(ListPage)}


def page_of(run: Run, viewer: Viewer) -> ListPage:
    """The list that it goes through, as it was asked for."""
    return every_list()[run.list_name](viewer, QueryDict(run.query), **run.said.get("of", {}))


def action_of(page: ListPage, slug: str, viewer: Viewer) -> Action | None:
    return next((found() for found in page.actions if found.slug == slug and found.is_offered(viewer)), None)


def start(page: ListPage, act: str, keys: list[Any], said: dict[str, Any], *, by: Viewer) -> Run:
    """Write down what is wanted and queue it, in the caller's transaction.

    keys: of the rows meant; none means every row that the page's address finds.
    """
    query = page.state.address().removeprefix("?")
    run = Run(
        user_id=by.user_id or 0, membership_id=by.acting, list_name=page.name(), query=query, act=act,
        said=said, keys=keys[:MOST], total=len(keys[:MOST]),
    )  # fmt: skip
    run.save(force_insert=True)
    audit.record("lists.run.started", run, by=by, house_id=by.house_id, list=run.list_name, act=act, rows=run.total)
    enqueue(work, run.pk, house_id=by.house_id)
    return run


@task(max_attempts=3)
def work(pk: int) -> None:
    run = all_runs().select_related("membership__house", "membership__user__preferences").get(pk=pk)
    viewer = viewer_as(run.membership_id)
    if not viewer.is_signed_in or not run.is_live:
        return
    zone = ZoneInfo(viewer.house.time_zone) if viewer.house else None
    with translation.override(language_of(run.membership)), timezone.override(zone):
        _undo(run, viewer) if run.state == UNDOING else _go(run, viewer)


def _go(run: Run, viewer: Viewer) -> None:
    page = page_of(run, viewer)
    if run.is_file:
        sheets.write(run, page)
    elif action := action_of(page, run.act, viewer):
        for key in _left(run):
            _row(run, page, action, key, viewer)
    _end(run, DONE)


def _left(run: Run) -> Iterator[Any]:
    """The rows that remain, as long as nobody says stop."""
    while run.done < run.total and run.state != STOPPED:
        yield run.keys[run.done]


def _row(run: Run, page: ListPage, action: Action, key: Any, viewer: Viewer) -> None:
    with transaction.atomic():
        _take_up(run)
        if run.state != RUNNING:
            return
        try:
            with transaction.atomic():
                record = page.rows().filter(pk=key).first()
                run.before.append([key, _applied(action, record, run.said, viewer)])
        except Refused as refusal:
            run.errors = [*run.errors, [key, str(record or key), str(refusal.message)]][:MOST_ERRORS]
        run.done += 1
        run.save(update_fields=["done", "before", "errors"])  # its state is for whoever says stop


def _applied(action: Action, record: Any, said: dict[str, str], viewer: Viewer) -> Any:
    if record is None:
        raise Refused(_("This row is no longer there."))
    if not record.abilities(viewer)[action.ability]:
        raise Refused(_("This is not yours to do on this row, or it is too late."))
    return action.apply(record, said, by=viewer)


def _take_up(run: Run) -> None:
    """Someone may have said stop since."""
    rows = all_runs().filter(pk=run.pk)
    rows.filter(state=WAITING).update(state=RUNNING)
    run.state = rows.select_for_update().values_list("state", flat=True).get()


def _undo(run: Run, viewer: Viewer) -> None:
    page = page_of(run, viewer)
    action = action_of(page, run.act, viewer)
    while run.before and action:
        key, memory = run.before[-1]
        with transaction.atomic():
            record = page.rows().filter(pk=key).first()
            try:
                with transaction.atomic():
                    if record is not None:
                        action.undo(record, memory, by=viewer)
            except Refused as refusal:
                run.errors = [*run.errors, [key, str(record), str(refusal.message)]][:MOST_ERRORS]
            run.before = run.before[:-1]
            run.save(update_fields=["before", "errors"])
    _end(run, UNDONE)


def _end(run: Run, state: str) -> None:
    rows = all_runs().filter(pk=run.pk).exclude(state=STOPPED)
    rows.update(state=state, ended_at=now(), done=run.done, total=run.total)


def all_runs() -> Any:
    return Run.objects.unscoped("the work of a run, as the person who asked")


def _below(known: type[ListPage]) -> Iterator[type[ListPage]]:
    for one in known.__subclasses__():
        yield one
        yield from _below(one)


@daily(at="04:15", name="lists.forget_runs")
def forget() -> None:
    forget_old()
