"""Lists as files: short ones at once, long ones by a run that can be stopped, and that says when it breaks."""

import pytest

from entregent.audit.search import history_of
from entregent.runs.models import Run
from entregent.spaces.support.lists import AgentList
from tests.cast import file
from tests.runs.test_runs import PATH, worked


@pytest.mark.django_db(transaction=True)
def test_a_long_file_is_begun_outside_of_any_transaction(scenery, monkeypatch):
    from entregent.lists import sheets

    monkeypatch.setattr(sheets, "AT_ONCE", 3)
    long = scenery.client("agent").get("/support/demandes/?cloturees=oui&format=csv")
    assert long.status_code == 302
    run = Run.objects.unscoped("test").latest("pk")
    assert history_of("runs.run", run.pk)[0].verb == "runs.run.started"


def test_a_long_file_holds_what_its_list_is_of(scenery, monkeypatch):
    from entregent.lists import sheets

    monkeypatch.setattr(sheets, "AT_ONCE", 1)
    viewer, party = scenery.cast.viewer("technicien"), scenery.cast.parties["hospital"].pk
    short, every = AgentList(viewer, {}, party=party).narrowed().count(), AgentList(viewer, {}).narrowed().count()
    scenery.client("technicien").get(f"/support/etablissements/{party}/agents/?format=csv")
    run = worked(Run.objects.unscoped("test").latest("pk"))
    assert (run.state, run.total, run.done) == ("done", short, short)
    assert short < every


def long_file(scenery, monkeypatch):
    from entregent.lists import sheets

    monkeypatch.setattr(sheets, "AT_ONCE", 3)
    monkeypatch.setattr(sheets, "BATCH", 2)
    scenery.client("agent").get("/support/demandes/?cloturees=oui&format=csv")
    return Run.objects.unscoped("test").latest("pk")


def test_a_file_being_written_is_under_way_and_can_be_stopped(scenery, monkeypatch):
    from entregent.lists.opened import OpenedList

    run, real, states = long_file(scenery, monkeypatch), OpenedList.values, []

    def stopped_at_the_second(self, keys):
        states.append(Run.objects.unscoped("test").get(pk=run.pk).state)
        if len(states) == 2:
            Run.objects.unscoped("test").filter(pk=run.pk).update(state="stopped")
        return real(self, keys)

    monkeypatch.setattr(OpenedList, "values", stopped_at_the_second)
    run = worked(run)
    assert (run.state, states) == ("stopped", ["waiting", "running"])
    assert not run.path.exists()


def test_a_file_that_breaks_says_so(scenery, monkeypatch):
    from entregent.lists.opened import OpenedList

    def breaks(self, keys):
        raise OSError("no space left")

    run = long_file(scenery, monkeypatch)
    monkeypatch.setattr(OpenedList, "values", breaks)
    run = worked(run)
    assert run.state == "stopped"
    assert "n’a pas pu être écrit" in scenery.client("agent").get(f"{PATH}{run.uuid}/").content.decode()
    assert not run.path.exists()


def test_a_short_list_is_a_file_at_once_and_a_long_one_a_run(scenery, monkeypatch):
    from entregent.lists import sheets

    client = scenery.client("agent")
    answer = client.get("/support/demandes/?cloturees=oui&tri=numero&format=csv")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert len(lines) == 7
    assert [line.split(";")[0] for line in lines[1:]] == sorted((line.split(";")[0] for line in lines[1:]), key=int)
    monkeypatch.setattr(sheets, "AT_ONCE", 3)
    long = client.get("/support/demandes/?cloturees=oui&format=xlsx")
    assert long.status_code == 302
    run = worked(Run.objects.unscoped("test").latest("pk"))
    assert (run.state, run.done) == ("done", 6)
    file_answer = client.get(f"{long.url}fichier/")
    import io

    import openpyxl

    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(file_answer.streaming_content))).active
    assert sheet.max_row == 7
    assert scenery.client("collegue").get(f"{long.url}fichier/").status_code == 404


def test_the_sheet_holds_the_columns_and_rows_of_the_screen(scenery):
    hostile = file(scenery.cast, "payroll", "agent", "=1+1\x0bcmd")
    client = scenery.client("agent")
    client.post(
        "/listes/colonnes/",
        {"liste": "support.RequestList", "ordre": ["sujet", "numero"], "colonne": ["sujet", "numero"]},
    )
    answer = client.get(f"/support/demandes/?q={hostile.number}&format=csv")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0] == "Sujet;N°"
    assert lines[1] == f"'=1+1cmd;{hostile.number}"
    paper = client.get("/support/demandes/?format=impression").content.decode()
    assert "<table" in paper
    assert client.get("/support/demandes/?format=doc").status_code == 404


def test_old_runs_go_with_their_files(scenery):
    import time_machine

    from entregent.core.clock import now
    from entregent.runs.models import forget_old_runs

    run = Run.objects.unscoped("test").latest("pk")
    run.act = "csv"
    run.save()
    run.path.parent.mkdir(parents=True, exist_ok=True)
    run.path.write_text("x")
    with time_machine.travel(now().timestamp() + 2 * 86400):
        forget_old_runs()
    assert not run.path.exists()
    assert not Run.objects.unscoped("test").exists()


def test_a_file_whose_owner_is_gone_goes_too(scenery):
    import os

    from entregent.runs.models import KEPT_FOR, forget_old_runs

    run = Run.objects.unscoped("test").latest("pk")
    run.act = "csv"
    run.path.parent.mkdir(parents=True, exist_ok=True)
    run.path.write_text("x")
    Run.objects.unscoped("test").all().delete()
    forget_old_runs()
    assert run.path.exists()
    os.utime(run.path, (0, run.at.timestamp() - KEPT_FOR.total_seconds() - 60))
    forget_old_runs()
    assert not run.path.exists()
