"""Acts on several rows: each row asked again, errors told, undone, stopped, killed half-way."""

import pytest

from entregent.audit.search import history_of
from entregent.notify.models import Notification
from entregent.runs import running, views
from entregent.runs.models import UNDO_FOR, Run
from entregent.spaces.support.models import Intervention
from entregent.threads.trail import Trail
from tests.access import posted

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


def test_one_stays_on_the_list_with_the_result_and_a_way_back(scenery, keys):
    address = "/support/demandes/?tout=1"
    answer = ask(scenery, "administrateur", "reaffecter", keys, to=scenery.cast.members["referent"].pk, dit="oui",
                 retour=address)  # fmt: skip
    assert (answer.status_code, answer.headers["Location"]) == (302, address)
    run = worked(Run.objects.unscoped("test").latest("pk"))
    client = scenery.client("administrateur")
    client.cookies = answer.client.cookies
    page = client.get(address).content.decode()
    assert f"{PATH}{run.uuid}/annulation/" in page
    assert "Affecter" in page or "Confier" in page or "3 sur 3" in page
    assert f"{PATH}{run.uuid}/annulation/" not in client.get(address).content.decode()  # told once


def told_of(scenery, keys):
    """Lines of the bell of whoever is named, and what the conversations say of it, in the customer's eyes."""
    lines = Notification.objects.unscoped("test").filter(membership_id=scenery.cast.members["referent"].pk)
    trail = Trail("support.intervention")
    turns = [trail.known_to(scenery.cast.viewer("agent"), key).filter(verb__in=trail.turns()) for key in keys]
    return lines.count(), sum(events.count() for events in turns)


def test_what_is_undone_within_its_time_was_never_told(scenery, keys):
    quiet = told_of(scenery, keys)
    run = worked(begun(scenery, "administrateur", "reaffecter", keys, "referent"))
    assert told_of(scenery, keys)[0] == quiet[0] + 3
    assert told_of(scenery, keys)[1] > quiet[1]
    dues = Notification.objects.unscoped("test").filter(membership_id=scenery.cast.members["referent"].pk)
    assert min(dues.values_list("due_at", flat=True)) >= run.at + UNDO_FOR  # no mail before it can be undone no more
    scenery.client("administrateur").post(f"{PATH}{run.uuid}/annulation/", posted(scenery.cast, "administrateur"))
    run = worked(run)
    assert told_of(scenery, keys) == quiet
    history = [event.verb for event in history_of("support.intervention", keys[0])]
    assert history.count("support.intervention.handed_over") == 2  # the history keeps both


def test_a_row_that_cannot_be_undone_stays_told(scenery, keys):
    quiet = told_of(scenery, keys)
    run = worked(begun(scenery, "administrateur", "reaffecter", keys, "referent"))
    Intervention.objects.unscoped("test").filter(pk=keys[0]).update(owner=scenery.cast.members["collegue"])
    scenery.client("administrateur").post(f"{PATH}{run.uuid}/annulation/", posted(scenery.cast, "administrateur"))
    run = worked(run)
    assert told_of(scenery, keys)[0] == quiet[0] + 1


def test_rows_that_refuse_are_told_and_the_others_done(scenery, keys):
    closed = scenery.cast.requests["closed"].pk
    run = worked(begun(scenery, "administrateur", "reaffecter", [*keys, closed], "referent"))
    assert [error[0] for error in run.errors] == [closed]
    assert run.changed == 3
    page = scenery.client("administrateur").get(f"{PATH}{run.uuid}/").content.decode()
    assert "1 ligne laissée de côté" in page


def test_rows_are_gone_through_in_the_order_of_the_page(scenery, keys):
    mixed = [keys[2], keys[0], keys[1], keys[0]]
    assert begun(scenery, "administrateur", "reaffecter", mixed, "referent").keys == [keys[2], keys[0], keys[1]]


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
    role = scenery.cast.members["administrateur"].role_in("support")
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
    verbs = [event.verb for event in history_of("runs.run", run.pk)]
    assert verbs == [f"runs.run.{verb}" for verb in ("started", "done", "undoing", "undone")]


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
