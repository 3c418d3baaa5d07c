"""How a Run goes through its rows: one transaction a row, in a job, as the person who asked."""

from __future__ import annotations

import logging
from typing import Any
from zoneinfo import ZoneInfo

from django.db import OperationalError, transaction
from django.http import QueryDict
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from entregent import audit
from entregent.core.clock import now
from entregent.exports.reader import Reader
from entregent.exports.separated import csv_pieces
from entregent.exports.workbook import write_workbook
from entregent.jobs.cron import daily
from entregent.jobs.queue import enqueue
from entregent.lists.actions import Action
from entregent.lists.layout import Layout
from entregent.lists.page import ListPage, every_list
from entregent.lists.sheets import Passed, export_of
from entregent.notify.bundling import bundle_mails
from entregent.notify.recipients import language_of
from entregent.people.errors import Refused
from entregent.people.memberships import viewer_as
from entregent.people.viewer import Viewer
from entregent.runs.models import DONE, RUNNING, STOPPED, UNDO_FOR, UNDOING, UNDONE, WAITING, Run, forget_old_runs

MOST = 2_000  # rows of one run: what undoing will need of all of them is saved with each
MOST_ERRORS = 200
logger = logging.getLogger(__name__)


class Halted(Exception):
    """Someone said stop while a file was being written."""


def page_of(run: Run, viewer: Viewer) -> ListPage:
    """The list that it goes through, as it was asked for."""
    return every_list()[run.list_name](viewer, QueryDict(run.query), **run.said.get("of", {}))


def action_of(page: ListPage, slug: str, viewer: Viewer) -> Action | None:
    return next((found() for found in page.actions if found.slug == slug and found.is_offered(viewer)), None)


@transaction.atomic
def start(page: ListPage, act: str, keys: list[Any], said: dict[str, Any], *, by: Viewer) -> Run:
    """Write down what is wanted and queue it.

    keys: of the rows meant; none means every row that the page's address finds.
    """
    query = page.state.address().removeprefix("?")
    run = Run(
        user_id=by.user_id or 0, membership_id=by.acting, list_name=page.name(), query=query, act=act,
        said=said, keys=keys[:MOST], total=len(keys[:MOST]),
    )  # fmt: skip
    run.save(force_insert=True)
    audit.record("runs.run.started", run, by=by, house_id=by.house_id, list=run.list_name, act=act, rows=run.total)
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
        _write(run, viewer) if run.is_file else _go(run, viewer, UNDOING if run.state == UNDOING else RUNNING)


def _go(run: Run, viewer: Viewer, aim: str) -> None:
    """Row after row, as long as the run is at what it began with: one may say stop, then undo, meanwhile."""
    page = page_of(run, viewer)
    action = action_of(page, run.act, viewer)
    if action is None:
        return _give_up(run, _("You may no longer do this."), viewer)
    while run.before if aim == UNDOING else run.done < run.total:
        if not _row(run, page, action, viewer, aim):
            return None
    return _end(run, viewer, aim, UNDONE if aim == UNDOING else DONE)


def _row(run: Run, page: ListPage, action: Action, viewer: Viewer, aim: str) -> bool:
    """One row in one transaction; False when the run is no longer at this."""
    with transaction.atomic():
        if not _take_up(run, aim):
            return False
        key, memory, events = (*run.before[-1], [])[:3] if aim == UNDOING else (run.keys[run.done], None, [])
        record = page.rows().filter(pk=key).first()
        try:
            with transaction.atomic():
                left = _do_row(action, record, run, viewer) if aim == RUNNING else []
                if aim == UNDOING:
                    _undo_row(action, record, viewer, memory, events)
        except Refused as refusal:
            left = _aside(run, key, record, str(refusal.message))
        except OperationalError:
            raise  # a busy database: the job is tried again
        except Exception:
            logger.exception("A row of the run %s broke.", run.uuid)
            left = _aside(run, key, record, _("An unexpected fault: this row is as it was."))
        run.before = run.before[:-1] if aim == UNDOING else [*run.before, *left]
        run.done += aim == RUNNING
        run.save(update_fields=["done", "before", "errors"])  # its state is for whoever says stop
    return True


def _do_row(action: Action, record: Any, run: Run, viewer: Viewer) -> list[Any]:
    """What undo will need of the row. Raises Refused for a row that is gone, or no longer this person's to change."""
    _demand_row(action, record, viewer)
    with audit.gathering_events() as events, bundle_mails(run.total, UNDO_FOR):
        memory = action.apply(record, run.said, by=viewer)
    return [[record.pk, memory, events]]


def _undo_row(action: Action, record: Any, viewer: Viewer, memory: Any, events: list[int]) -> None:
    """Raises Refused."""
    _demand_row(action, record, viewer)
    with audit.untold_events():
        action.undo(record, memory, by=viewer)
    audit.take_back_events(events)


def _demand_row(action: Action, record: Any, viewer: Viewer) -> None:
    """Raises Refused."""
    if record is None:
        raise Refused(_("This row is no longer there."))
    if not record.abilities(viewer)[action.ability]:
        raise Refused(_("This is not yours to do on this row, or it is too late."))


def _aside(run: Run, key: Any, record: Any, words: str) -> list[Any]:
    run.errors = [*run.errors, [key, str(record or key), words]][:MOST_ERRORS]
    return []


def _write(run: Run, viewer: Viewer) -> None:
    def passed(count: int, total: int) -> None:
        with transaction.atomic():
            if not _take_up(run, RUNNING):
                raise Halted
            run.done, run.total = count, total
            run.save(update_fields=["done", "total"])

    try:
        _write_file(run, page_of(run, viewer), passed)
    except Halted:
        run.path.unlink(missing_ok=True)
    except OperationalError:
        raise
    except Exception:
        logger.exception("The file of the run %s broke.", run.uuid)
        run.path.unlink(missing_ok=True)
        _give_up(run, _("This file could not be written. Ask for fewer rows, or try again later."), viewer)
    else:
        _end(run, viewer, RUNNING, DONE)


def _write_file(run: Run, page: ListPage, passed: Passed) -> None:
    """As its list stands now, in the columns that were shown when it was asked for."""
    page.layout = Layout(tuple(run.said["columns"]))
    run.path.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
    with run.path.open("wb") as file:
        export, reader = export_of(page, passed), Reader.at_hand()
        if run.act == "xlsx":
            write_workbook(export, reader, file)
        else:
            file.writelines(csv_pieces(export, reader))


def _take_up(run: Run, aim: str) -> bool:
    """As it now stands, held until the row is done: someone may have said stop, or another worker gone further."""
    rows = all_runs().filter(pk=run.pk)
    rows.filter(state=WAITING).update(state=RUNNING)
    run.refresh_from_db(fields=["state", "done", "before", "errors"], from_queryset=rows.select_for_update())
    return run.state == aim and (run.is_file or (run.done < run.total if aim == RUNNING else bool(run.before)))


def _give_up(run: Run, words: str, viewer: Viewer) -> None:
    all_runs().filter(pk=run.pk).update(errors=[*run.errors, [None, "", words]])
    _end(run, viewer, run.state, STOPPED)


def _end(run: Run, viewer: Viewer, aim: str, state: str) -> None:
    with transaction.atomic():
        live = all_runs().filter(pk=run.pk, state__in=(aim, WAITING))
        if live.update(state=state, ended_at=now()):
            audit.record(f"runs.run.{state}", run, by=viewer, house_id=viewer.house_id, rows=run.done)


def all_runs() -> Any:
    return Run.objects.unscoped("the work of a run, as the person who asked")


@daily(at="04:15", name="runs.forget")
def forget_runs() -> None:
    forget_old_runs()
