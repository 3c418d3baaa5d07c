from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from entregent.audit.search import history_of
from entregent.files import attaching, owners, purposes
from entregent.files.attaching import Missing, TooMany, attach
from entregent.files.models import File
from entregent.people.viewer import Viewer

LABEL = "people.party"


def verbs(file):
    return [event.verb for event in history_of("files.file", file.pk)]


@pytest.fixture
def hospital(cast):
    return cast.parties["hospital"]


def test_a_file_is_its_senders_alone_until_it_is_attached(cast, arrive, hospital):
    file, viewer = arrive(), cast.viewer("agent")
    for person in ("collegue", "technicien", "etranger", "admin", "public"):
        assert not File.objects.visible_to(cast.viewer(person)).exists()
    assert File.objects.visible_to(viewer).get() == file
    attach(viewer, [file.uuid], hospital, purpose="essai")
    assert not File.objects.visible_to(viewer).exists()
    assert attaching.files_of(hospital) == [file]
    assert verbs(file) == ["files.file.attached"]


def test_another_membership_of_the_same_person_does_not_see_it(cast, arrive):
    from tests.cast import join

    arrive()
    other = join(cast, "agent_ailleurs", "rival", None, "manager", "Nadia", "Ferrand")
    other.user = cast.members["agent"].user
    other.save()
    assert not File.objects.visible_to(Viewer.wearing(other)).exists()


def test_files_keep_the_order_in_which_they_were_given(cast, arrive, hospital):
    first, second, third = (arrive(name=name) for name in ("a.pdf", "b.pdf", "c.pdf"))
    attach(cast.viewer("agent"), [third.uuid, first.uuid], hospital, purpose="essai")
    attach(cast.viewer("agent"), [second.uuid], hospital, purpose="essai")
    assert attaching.files_of(hospital) == [third, first, second]


def test_files_of_many_records_are_one_query(cast, arrive, hospital):
    school = cast.parties["school"]
    attach(cast.viewer("agent"), [arrive().uuid], hospital, purpose="essai")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        found = attaching.of_many({LABEL: [hospital.pk, school.pk], "threads.message": [hospital.pk], "none": []})
    assert len(asked) == 1
    assert {owner: len(files) for owner, files in found.items()} == {
        (LABEL, hospital.pk): 1, (LABEL, school.pk): 0, ("threads.message", hospital.pk): 0,
    }  # fmt: skip


@pytest.mark.parametrize("whose", ["unknown", "another's", "attached", "of another purpose"])
def test_what_is_not_ones_own_to_give_is_refused_whole(cast, arrive, hospital, whose):
    good = arrive(name="bon.pdf")
    uuid = {
        "unknown": uuid4,
        "another's": lambda: arrive("collegue").uuid,
        "attached": lambda: arrive(owner_label=LABEL, owner_pk=cast.parties["school"].pk, expires_at=None).uuid,
        "of another purpose": lambda: arrive(purpose="autre").uuid,
    }[whose]()
    with pytest.raises(Missing), transaction.atomic():
        attach(cast.viewer("agent"), [good.uuid, uuid], hospital, purpose="essai")
    assert attaching.files_of(hospital) == []
    assert File.objects.visible_to(cast.viewer("agent")).filter(pk=good.pk).exists()


def test_too_many_and_too_heavy_are_refused(cast, arrive, hospital):
    viewer = cast.viewer("agent")
    with pytest.raises(TooMany), transaction.atomic():
        attach(viewer, [arrive().uuid for _ in range(4)], hospital, purpose="essai")
    attach(viewer, [arrive(size=1_800_000).uuid], hospital, purpose="essai")
    with pytest.raises(TooMany), transaction.atomic():  # counted with those that are there already
        attach(viewer, [arrive(size=1_800_000).uuid], hospital, purpose="essai")


def test_an_undone_verb_attaches_nothing(cast, arrive, hospital):
    file = arrive()
    with transaction.atomic():
        attach(cast.viewer("agent"), [file.uuid], hospital, purpose="essai")
        transaction.set_rollback(True)
    assert attaching.files_of(hospital) == []
    assert verbs(file) == []


def test_an_unregistered_owner_or_purpose_is_an_error_of_ours(cast, arrive):
    with pytest.raises(LookupError):
        attach(cast.viewer("agent"), [arrive().uuid], cast.members["agent"], purpose="essai")
    with pytest.raises(ValueError, match="ailleurs"):
        attach(cast.viewer("agent"), [arrive().uuid], cast.parties["hospital"], purpose="ailleurs")


def test_two_rooms_cannot_claim_one_owner_nor_one_purpose():
    with pytest.raises(ValueError, match="people.party"):
        owners.register_owner("people.party", lambda viewer, pk: None)
    with pytest.raises(ValueError, match="essai"):
        purposes.register_purpose(purposes.Purpose("essai", lambda viewer: True))


def test_the_database_itself_refuses_half_an_owner(arrive):
    with pytest.raises(IntegrityError), transaction.atomic():
        arrive(owner_label=LABEL)
    with pytest.raises(IntegrityError), transaction.atomic():
        arrive(owner_label=LABEL, owner_pk=1)  # and still waiting


def test_freed_files_are_gone_and_it_is_told(cast, arrive, hospital):
    mine, attached, theirs = arrive(), arrive(), arrive("collegue")
    attach(cast.viewer("agent"), [attached.uuid], hospital, purpose="essai")
    assert attaching.free(cast.viewer("agent"), [mine.uuid, attached.uuid, theirs.uuid]) == 1
    left = set(File.objects.unscoped("test").values_list("pk", flat=True))
    assert left == {attached.pk, theirs.pk}
    assert attaching.files_of(hospital) == [attached]
    assert verbs(mine) == ["files.file.deleted"]


def test_the_files_of_a_draft_wait_longer(cast, arrive):
    from datetime import timedelta

    from entregent.core.clock import now

    soon = now() + timedelta(hours=1)
    file, other = arrive(expires_at=soon), arrive("collegue", expires_at=soon)
    attaching.keep_waiting_files(cast.viewer("agent"), [file.uuid, other.uuid])
    file.refresh_from_db(from_queryset=File.objects.unscoped("test"))
    other.refresh_from_db(from_queryset=File.objects.unscoped("test"))
    assert file.expires_at > now() + timedelta(days=6)
    assert other.expires_at == soon


def test_what_a_form_says_is_read_once_each_and_in_order():
    one, two = uuid4(), uuid4()
    assert attaching.uuids_of([str(two), "", str(one), str(two)]) == [two, one]
    with pytest.raises(Missing):
        attaching.uuids_of(["1; drop table"])
    assert attaching.uuids_of([]) == []
    assert isinstance(attaching.uuids_of([str(one)])[0], UUID)
