"""Acts on several rows: each row asked again, errors told, undone, stopped, killed half-way."""

import pytest

from entregent.lists import running
from entregent.lists.models import Run
from entregent.spaces.support.models import Intervention
from tests.access import posted
from tests.cast import file

PATH = "/listes/lots/"


def runs(scenery, person):
    return (
        Run.objects.visible_to(scenery.cast.viewer(person))
        .filter(uuid__gt="00000000-0000-0000-0000-000000000001")
        .order_by("-pk")
    )


def ask(scenery, person, act, keys, **more):
    typed = {"liste": "support.RequestList", "acte": act, "cle": keys, **more, **posted(scenery.cast, person)}
    return scenery.client(person).post(PATH, typed)


def begun(scenery, person, act, keys, to, **more):
    answer = ask(scenery, person, act, keys, to=scenery.cast.members[to].pk, dit="oui", **more)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return Run.objects.unscoped("test").latest("pk")


def worked(run):
    running.work.call(run.pk)
    run.refresh_from_db(from_queryset=Run.objects.unscoped("test"))
    return run


def owners(keys):
    return dict(Intervention.objects.unscoped("test").filter(pk__in=keys).values_list("pk", "owner__user__email"))


@pytest.fixture
def keys(scenery):
    return [scenery.cast.requests[name].pk for name in ("to_handle", "in_progress", "to_confirm")]


def test_the_person_is_asked_what_must_be_said_first(scenery, keys):
    page = ask(scenery, "administrateur", "reaffecter", keys)
    assert page.status_code == 200
    assert page.content.decode().count('name="cle"') == 3
    refused = ask(scenery, "administrateur", "reaffecter", keys, dit="oui", to="")
    assert refused.status_code == 422
    assert Run.objects.unscoped("test").filter(state="waiting").count() == 0


def test_every_row_is_handed_over_and_put_back(scenery, keys):
    before = owners(keys)
    run = worked(begun(scenery, "administrateur", "reaffecter", keys, "referent"))
    assert (run.state, run.done, run.total, run.errors) == ("done", 3, 3, [])
    assert set(owners(keys).values()) == {scenery.cast.email("referent")}
    client = scenery.client("administrateur")
    assert client.post(f"{PATH}{run.uuid}/annulation/", posted(scenery.cast, "administrateur")).status_code == 302
    run = worked(run)
    assert run.state == "undone"
    assert owners(keys) == before


def test_rows_that_refuse_are_told_and_the_others_done(scenery, keys):
    closed = scenery.cast.requests["closed"].pk
    run = worked(begun(scenery, "administrateur", "reaffecter", [*keys, closed], "referent"))
    assert [error[0] for error in run.errors] == [closed]
    assert run.changed == 3
    page = scenery.client("administrateur").get(f"{PATH}{run.uuid}/").content.decode()
    assert "1 ligne laissée de côté" in page


def test_rows_of_others_are_never_meant(scenery, keys):
    foreign = scenery.cast.requests["school"].pk
    run = begun(scenery, "administrateur", "reaffecter", [*keys, foreign, "x", "9" * 30], "referent")
    assert sorted(run.keys) == sorted(keys)
    only = ask(scenery, "administrateur", "reaffecter", [foreign], dit="oui", to=scenery.cast.members["referent"].pk)
    assert only.status_code == 302
    assert "lots" not in only.url


@pytest.mark.parametrize(
    ("person", "act"),
    [("agent", "reaffecter"), ("administrateur", "attribuer"), ("technicien", "reaffecter"), ("agent", "x")],
)
def test_an_act_that_is_not_ones_own_does_not_exist(scenery, keys, person, act):
    assert ask(scenery, person, act, keys, dit="oui", to="1").status_code == 404


def test_rights_are_asked_again_when_the_work_begins(scenery, keys):
    run = begun(scenery, "administrateur", "reaffecter", keys, "referent")
    before = owners(keys)
    role = scenery.cast.members["administrateur"].role
    role.rights = []
    role.save()
    worked(run)
    assert owners(keys) == before


def test_all_that_the_list_finds(scenery, keys):
    run = begun(scenery, "technicien", "attribuer", [], "responsable", tout="oui", etat="?statut=a-traiter")
    found = set(
        Intervention.objects.visible_to(scenery.cast.viewer("technicien"))
        .filter(status="to_handle")
        .values_list("pk", flat=True)
    )
    assert set(run.keys) == found
    assert set(worked(run).keys) == found
    handlers = Intervention.objects.unscoped("test").filter(pk__in=found).values_list("handler__user__email", flat=True)
    assert set(handlers) == {scenery.cast.email("responsable")}


def test_a_worker_that_dies_half_way_repeats_no_row(scenery, keys, monkeypatch):
    from entregent.spaces.support.actions import HandOver

    run, times, real = begun(scenery, "administrateur", "reaffecter", keys, "referent"), [], HandOver.apply

    def dies_at_the_second(self, record, said, *, by):
        times.append(record.pk)
        if len(times) == 2:
            raise KeyboardInterrupt
        return real(self, record, said, by=by)

    monkeypatch.setattr(HandOver, "apply", dies_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        running.work.call(run.pk)
    run = worked(run)
    assert run.done == run.changed == 3
    assert times == [keys[0], keys[1], keys[1], keys[2]]


def test_stop_leaves_the_rest_alone(scenery, keys, monkeypatch):
    from entregent.spaces.support.actions import HandOver

    run, real = begun(scenery, "administrateur", "reaffecter", keys, "referent"), HandOver.apply
    by = scenery.cast.viewer("administrateur")

    def stopped_after_the_first(self, record, said, *, by):
        done = real(self, record, said, by=by)
        Run.objects.unscoped("test").filter(pk=run.pk).update(state="stopped")
        return done

    monkeypatch.setattr(HandOver, "apply", stopped_after_the_first)
    run = worked(run)
    assert run.changed == 1
    assert run.state == "stopped"
    assert not run.abilities(by)["stop"]


def test_somebody_named_since_stays_named(scenery, keys):
    run = worked(begun(scenery, "administrateur", "reaffecter", keys[:1], "referent"))
    moved = Intervention.objects.unscoped("test").get(pk=keys[0])
    moved.hand_over(scenery.cast.members["collegue"], by=scenery.cast.viewer("administrateur"))
    run.undo(by=scenery.cast.viewer("administrateur"))
    assert len(worked(run).errors) == 1
    assert owners(keys[:1]) == {keys[0]: scenery.cast.email("collegue")}


def test_undoing_is_over_after_ten_minutes(scenery, keys):
    import time_machine

    from entregent.core.clock import now

    run = worked(begun(scenery, "administrateur", "reaffecter", keys, "referent"))
    viewer = scenery.cast.viewer("administrateur")
    assert run.abilities(viewer)["undo"]
    with time_machine.travel(now().timestamp() + 601):
        assert not run.abilities(viewer)["undo"]


def test_a_double_click_begins_one_run(scenery, keys):
    typed = {
        "liste": "support.RequestList", "acte": "reaffecter", "cle": keys, "dit": "oui",
        "to": scenery.cast.members["referent"].pk, **posted(scenery.cast, "administrateur"),
    }  # fmt: skip
    client, count = scenery.client("administrateur"), Run.objects.unscoped("test").count()
    first, second = client.post(PATH, typed), client.post(PATH, typed)
    assert first.url == second.url
    assert Run.objects.unscoped("test").count() == count + 1


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


def test_old_runs_go_with_their_files(scenery, keys):
    import time_machine

    from entregent.core.clock import now
    from entregent.lists.models import forget_old

    run = Run.objects.unscoped("test").latest("pk")
    run.act = "csv"
    run.save()
    run.path.parent.mkdir(parents=True, exist_ok=True)
    run.path.write_text("x")
    with time_machine.travel(now().timestamp() + 2 * 86400):
        forget_old()
    assert not run.path.exists()
    assert not Run.objects.unscoped("test").exists()
