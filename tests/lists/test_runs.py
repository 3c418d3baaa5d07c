"""Acts on several rows: each row asked again, errors told, undone, stopped, killed half-way."""

import pytest

from entregent.audit.search import history_of
from entregent.lists import running, views
from entregent.lists.models import Run
from entregent.spaces.support.lists import AgentList
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
    assert f'name="cles" value="{",".join(map(str, keys))}"' in page.content.decode()
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
    run = worked(run)
    assert owners(keys) == before
    assert (run.state, [error[2] for error in run.errors]) == ("stopped", ["Vous ne pouvez plus faire cela."])


def test_the_ability_is_asked_of_each_row_whatever_the_verb_checks(scenery, keys, monkeypatch):
    from entregent.spaces.support.actions import HandOver

    run, times = begun(scenery, "administrateur", "reaffecter", keys, "referent"), []
    real = Intervention.abilities
    monkeypatch.setattr(HandOver, "apply", lambda self, record, said, *, by: times.append(record.pk))
    monkeypatch.setattr(
        Intervention, "abilities", lambda self, viewer: {**real(self, viewer), "hand_over": self.pk == keys[0]}
    )
    assert len(worked(run).errors) == 2
    assert times == keys[:1]


def test_undoing_asks_the_ability_again(scenery, keys):
    run = worked(begun(scenery, "administrateur", "reaffecter", keys[:1], "referent"))
    moved = Intervention.objects.unscoped("test").get(pk=keys[0])
    moved.cancel("Plus besoin", by=scenery.cast.viewer("referent"))
    run.undo(by=scenery.cast.viewer("administrateur"))
    assert len(worked(run).errors) == 1
    assert owners(keys[:1]) == {keys[0]: scenery.cast.email("referent")}


def test_a_row_that_breaks_is_left_aside(scenery, keys, monkeypatch):
    from entregent.spaces.support.actions import HandOver

    run, real = begun(scenery, "administrateur", "reaffecter", keys, "referent"), HandOver.apply

    def breaks_at_the_second(self, record, said, *, by):
        done = real(self, record, said, by=by)
        if record.pk == keys[1]:
            raise KeyError("unheard of")
        return done

    before = owners(keys)[keys[1]]
    monkeypatch.setattr(HandOver, "apply", breaks_at_the_second)
    run = worked(run)
    assert (run.state, run.done, run.changed) == ("done", 3, 2)
    assert [error[0] for error in run.errors] == [keys[1]]
    assert owners(keys)[keys[1]] == before, "what it had done is undone with it"


def test_stop_then_undo_while_a_row_is_under_way(scenery, keys, monkeypatch):
    from entregent.spaces.support.actions import HandOver

    run, real, before = begun(scenery, "administrateur", "reaffecter", keys, "referent"), HandOver.apply, owners(keys)

    def meanwhile(self, record, said, *, by):
        Run.objects.unscoped("test").filter(pk=run.pk).update(state="undoing")
        return real(self, record, said, by=by)

    monkeypatch.setattr(HandOver, "apply", meanwhile)
    assert worked(run).state == "undoing"
    assert run.changed == 1
    assert worked(run).state == "undone"
    assert owners(keys) == before


def test_a_worker_that_lost_its_lease_repeats_no_row(scenery, keys, monkeypatch):
    from entregent.spaces.support.actions import HandOver

    run, real, times = begun(scenery, "administrateur", "reaffecter", keys, "referent"), HandOver.apply, []

    def with_a_twin(self, record, said, *, by):
        times.append(record.pk)
        return real(self, record, said, by=by)

    monkeypatch.setattr(HandOver, "apply", with_a_twin)
    stale = Run.objects.unscoped("test").get(pk=run.pk)
    worked(run)
    page = running.page_of(stale, scenery.cast.viewer("administrateur"))
    action = running.action_of(page, "reaffecter", scenery.cast.viewer("administrateur"))
    Run.objects.unscoped("test").filter(pk=run.pk).update(state="running")
    assert not running._row(stale, page, action, scenery.cast.viewer("administrateur"), "running")
    assert times == keys


def test_each_end_leaves_an_event(scenery, keys):
    run = worked(begun(scenery, "administrateur", "reaffecter", keys, "referent"))
    run.undo(by=scenery.cast.viewer("administrateur"))
    worked(run)
    verbs = [event.verb for event in history_of("lists.run", run.pk)]
    assert verbs == [f"lists.run.{verb}" for verb in ("started", "done", "undoing", "undone")]


def test_many_rows_come_in_one_field_and_too_many_are_told(scenery, keys, monkeypatch):
    many = ",".join([*map(str, keys), *map(str, range(9_000_000, 9_001_000))])
    assert ask(scenery, "administrateur", "reaffecter", [], cles=many).status_code == 200
    monkeypatch.setattr(views, "MOST", 2)
    page = ask(scenery, "administrateur", "reaffecter", [], cles=many).content.decode()
    assert "Seules les 2 premières lignes sont prises" in page
    everything = ask(scenery, "technicien", "attribuer", [], tout="oui").content.decode()
    assert 'name="tout" value="oui"' in everything


def test_asking_twice_asks_twice(scenery, keys):
    typed = {
        "liste": "support.RequestList",
        "acte": "reaffecter",
        "cle": keys,
        **posted(scenery.cast, "administrateur"),
    }
    client = scenery.client("administrateur")
    assert [client.post(PATH, typed).status_code for _ in range(2)] == [200, 200]


@pytest.mark.parametrize("name", ["support.AgentList", "support.ContractList", "support.OwnRequestList", "x.Y"])
def test_a_list_without_acts_takes_none(scenery, keys, name):
    assert ask(scenery, "administrateur", "reaffecter", keys, liste=name).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_a_long_file_is_begun_outside_of_any_transaction(scenery, monkeypatch):
    from entregent.lists import sheets

    monkeypatch.setattr(sheets, "AT_ONCE", 3)
    long = scenery.client("agent").get("/support/demandes/?cloturees=oui&format=csv")
    assert long.status_code == 302
    run = Run.objects.unscoped("test").latest("pk")
    assert history_of("lists.run", run.pk)[0].verb == "lists.run.started"


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


def test_a_file_whose_owner_is_gone_goes_too(scenery, keys):
    import os

    from entregent.lists.models import KEPT_FOR, forget_old

    run = Run.objects.unscoped("test").latest("pk")
    run.act = "csv"
    run.path.parent.mkdir(parents=True, exist_ok=True)
    run.path.write_text("x")
    Run.objects.unscoped("test").all().delete()
    forget_old()
    assert run.path.exists()
    os.utime(run.path, (0, run.at.timestamp() - KEPT_FOR.total_seconds() - 60))
    forget_old()
    assert not run.path.exists()
