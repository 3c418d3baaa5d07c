import hashlib
import os
import threading
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction

from entregent.audit.search import history_of
from entregent.core.clock import at, now
from entregent.files import attaching, purposes, receiving, room, staging, sweeping
from entregent.files.inspection import Unfit
from entregent.files.models import File, Upload
from entregent.files.receiving import Gone, TooLarge
from entregent.files.room import NoRoom
from entregent.files.storage import GRACE, LocalStore, store
from entregent.files.verify import check_files
from tests.files.corpus import EXE, pdf
from tests.files.sender import browser, uuid_of

TEXT = b"Bonjour."
DAY = timedelta(days=1)


def arrived(cast, content=TEXT, name="a.txt", person="agent"):
    """An upload whose last byte has come."""
    viewer = cast.viewer(person)
    upload = receiving.begin(viewer, name, len(content), "essai")
    staging.path(upload.uuid).write_bytes(content)
    return viewer, upload.uuid, hashlib.sha256(content).hexdigest()


def sent(content, name):
    return SimpleUploadedFile(name, content, content_type="text/x-what-the-browser-says")


def state_of(uuid):
    upload = Upload.objects.unscoped("test").get(uuid=uuid)
    return upload.state, upload.reason


# A plain form


def test_a_file_of_a_plain_form_goes_the_same_way(cast):
    content = pdf()
    file = receiving.take(cast.viewer("agent"), sent(content, "../Relevé.pdf"), "essai")
    assert (file.name, file.kind, file.size) == ("Relevé.pdf", "application/pdf", len(content))
    assert store().open(file.digest).read() == content
    assert state_of(file.uuid) == ("received", "")


@pytest.mark.parametrize(
    ("content", "name", "error"),
    [(b"", "a.txt", Unfit), (b"x" * 2_000_001, "a.txt", TooLarge), (EXE, "a.pdf", Unfit), (b"x", "a.exe", Unfit)],
)
def test_what_is_refused_leaves_no_byte_and_takes_no_room(cast, place, content, name, error):
    with pytest.raises(error) as refusal:
        receiving.take(cast.viewer("agent"), sent(content, name), "essai")
    assert str(refusal.value.message)
    assert not File.objects.unscoped("test").exists()
    assert room.taken(cast.houses["vendor"].pk) == 0
    assert not list((place / "staging").glob("*"))
    assert not list(store().digests())


def test_what_breaks_leaves_no_promise_behind(cast, place, monkeypatch):
    """A disk that is full, say: no page knows of this upload, so nobody would ever go on with it."""

    def full(sent, staged):
        staged.write(sent.read())
        raise OSError("no space left")

    monkeypatch.setattr(receiving, "copied", full)
    with pytest.raises(OSError, match="no space left"):
        receiving.take(cast.viewer("agent"), sent(TEXT, "a.txt"), "essai")
    assert not Upload.objects.unscoped("test").exists()
    assert not list((place / "staging").glob("*"))


def test_plain_forms_have_only_so_many_files_looked_into_at_once(cast, unread, monkeypatch, in_english):
    """Each holds a thread of the pages of forms for seconds, if it was made to: one of them is always left."""
    from entregent.core.bridge.pool import FORMS, lanes

    looks = threading.BoundedSemaphore(receiving.LOOKS._initial_value)
    monkeypatch.setattr(receiving, "LOOKS", looks)
    under_way = [looks.acquire(blocking=False) for _ in range(lanes[FORMS].executor._max_workers - 1)]
    assert all(under_way)
    with pytest.raises(receiving.Busy) as refusal:
        receiving.take(cast.viewer("agent"), sent(TEXT, "a.txt"), "essai")
    assert "in a moment" in str(refusal.value.message)
    assert not Upload.objects.unscoped("test").exists()
    looks.release()
    for error in (Unfit, None, None):  # each gives its place back, whatever becomes of it
        if error:
            with pytest.raises(error):
                receiving.take(cast.viewer("agent"), sent(b"", "a.txt"), "essai")
        else:
            assert receiving.take(cast.viewer("agent"), sent(TEXT, "a.txt"), "essai").size == len(TEXT)


def test_a_purpose_that_is_not_ones_own_is_closed(cast):
    with pytest.raises(PermissionDenied):
        receiving.take(cast.viewer("admin"), sent(TEXT, "a.txt"), "essai")
    with pytest.raises(PermissionDenied):
        receiving.take(cast.viewer("public"), sent(TEXT, "a.txt"), "essai")


# Room


def test_promises_count_and_what_is_refused_or_given_up_is_free_again(cast, settings):
    settings.HOUSE_FILES_BYTES = 100
    viewer = cast.viewer("agent")
    first = receiving.begin(viewer, "a.txt", 60, "essai")
    with pytest.raises(NoRoom):
        receiving.begin(cast.viewer("collegue"), "b.txt", 41, "essai")
    receiving.begin(cast.viewer("collegue"), "b.txt", 40, "essai")
    receiving.begin(cast.viewer("etranger"), "c.txt", 100, "essai")  # another house has its own
    with pytest.raises(NoRoom):
        receiving.begin(viewer, "d.txt", 1, "essai")
    receiving.give_up(viewer, first.uuid)
    receiving.begin(viewer, "d.txt", 60, "essai")


def test_a_house_with_a_figure_of_its_own_goes_by_it(cast, settings):
    settings.HOUSE_FILES_BYTES = 100
    room.resize(cast.houses["vendor"], 150, by=cast.viewer("admin"))
    room.resize(cast.houses["rival"], 0, by=cast.viewer("admin"))
    receiving.begin(cast.viewer("agent"), "a.txt", 150, "essai")
    with pytest.raises(NoRoom):
        receiving.begin(cast.viewer("agent"), "b.txt", 1, "essai")
    with pytest.raises(NoRoom):
        receiving.begin(cast.viewer("etranger"), "c.txt", 1, "essai")
    assert room.use_of(cast.houses["vendor"]) == room.Use(150, 150)


def test_a_full_disk_is_said_before_it_is_full(cast, monkeypatch):
    from types import SimpleNamespace

    monkeypatch.setattr(room.shutil, "disk_usage", lambda path: SimpleNamespace(free=room.SPARE + 5))
    receiving.begin(cast.viewer("agent"), "a.txt", 5, "essai")
    with pytest.raises(NoRoom):
        receiving.begin(cast.viewer("agent"), "a.txt", 6, "essai")


def test_nobody_opens_uploads_without_end(cast, monkeypatch):
    monkeypatch.setattr(receiving, "MOST_OPEN", 2)
    for _ in range(2):
        receiving.begin(cast.viewer("agent"), "a.txt", 1, "essai")
    with pytest.raises(NoRoom):
        receiving.begin(cast.viewer("agent"), "a.txt", 1, "essai")
    receiving.begin(cast.viewer("collegue"), "a.txt", 1, "essai")


@pytest.mark.django_db(transaction=True)
def test_of_ten_that_come_at_once_only_those_that_fit_get_in(transactional_db, settings):
    from tests.cast import gather

    cast = gather()
    settings.HOUSE_FILES_BYTES = 100
    start, told = threading.Barrier(10), []

    def begin():
        start.wait()
        try:
            receiving.begin(cast.viewer("agent"), "a.txt", 30, "essai")
            told.append("in")
        except NoRoom:
            told.append("out")
        finally:
            connection.close()

    threads = [threading.Thread(target=begin) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["in"] * 3 + ["out"] * 7
    assert room.taken(cast.houses["vendor"].pk) == 90


# Asked again at the end


def completed(sender, path, content=TEXT):
    return sender.add(path, 0, content)


def test_a_right_lost_on_the_way_refuses_and_frees(
    cast, sender, unread, monkeypatch, django_capture_on_commit_callbacks
):
    agent = sender("agent")
    path = agent.begun(len(TEXT))
    closed = purposes.Purpose("essai", lambda viewer: False)
    monkeypatch.setattr(purposes, "_known", {"essai": closed})
    with django_capture_on_commit_callbacks(execute=True):
        told = completed(agent, path)
    assert told.status_code == 403
    assert told.content.decode() == state_of(uuid_of(path))[1] != ""
    assert staging.size(uuid_of(path)) is None
    assert room.taken(cast.houses["vendor"].pk) == 0
    assert agent.ask("HEAD", path).status_code == 410


def test_room_lost_on_the_way_refuses_and_frees(cast, sender, unread, settings, django_capture_on_commit_callbacks):
    agent = sender("agent")
    path = agent.begun(len(TEXT))
    settings.HOUSE_FILES_BYTES = 3
    with django_capture_on_commit_callbacks(execute=True):
        assert completed(agent, path).status_code == 413
    assert state_of(uuid_of(path))[0] == "refused"
    assert staging.size(uuid_of(path)) is None
    assert not File.objects.unscoped("test").exists()


def test_a_disk_that_is_short_for_a_moment_throws_nothing_whole_away(cast, unread, monkeypatch):
    """The last of its bytes is here; what would be refused for good had all arrived."""
    from types import SimpleNamespace

    viewer, uuid, digest = arrived(cast)
    monkeypatch.setattr(room.shutil, "disk_usage", lambda path: SimpleNamespace(free=room.SPARE - 1))
    assert receiving.complete(viewer, uuid, digest).size == len(TEXT)
    with pytest.raises(NoRoom):
        receiving.begin(viewer, "b.txt", 1, "essai")


# Given up


def test_what_is_given_up_twice_is_told_once(cast):
    viewer = cast.viewer("agent")
    upload = receiving.begin(viewer, "a.txt", 9, "essai")
    for _ in range(2):
        receiving.give_up(viewer, upload.uuid)
    assert told(upload) == ["files.upload.given_up"]


def test_a_file_that_has_an_owner_by_now_is_not_said_to_be_given_up(cast, unread):
    viewer, uuid, digest = arrived(cast)
    file, upload = receiving.complete(viewer, uuid, digest), Upload.objects.unscoped("test").get()
    attaching.attach(viewer, [uuid], cast.parties["hospital"], purpose="essai")
    receiving.give_up(viewer, uuid)
    assert attaching.of(cast.parties["hospital"]) == [file]
    assert told(upload) == []


def test_what_waits_for_its_owner_is_given_up_with_its_upload(cast, unread):
    viewer, uuid, digest = arrived(cast)
    receiving.complete(viewer, uuid, digest)
    upload = Upload.objects.unscoped("test").get()
    receiving.give_up(viewer, uuid)
    assert told(upload) == ["files.upload.given_up"]
    assert not File.objects.unscoped("test").exists()
    assert not Upload.objects.unscoped("test").exists()


def test_nobody_gives_up_what_is_anothers(cast):
    upload = receiving.begin(cast.viewer("agent"), "a.txt", 9, "essai")
    receiving.give_up(cast.viewer("collegue"), upload.uuid)
    assert state_of(upload.uuid)[0] == "open"
    assert told(upload) == []


def told(upload):
    return [event.verb for event in history_of("files.upload", upload.pk)]


def test_someone_blocked_on_the_way_is_refused(cast, sender, unread, monkeypatch, django_capture_on_commit_callbacks):
    """The block falls between the first byte and the last."""
    from entregent.files.tus import intake

    agent = sender("agent")
    path = agent.begun(len(TEXT))
    pour = intake.pour

    async def and_block(*arguments):
        from entregent.core.bridge import pool

        whole = await pour(*arguments)
        await pool.run(lambda: cast.members["agent"].close_door(by=cast.viewer("administrateur")))
        return whole

    monkeypatch.setattr(intake, "pour", and_block)
    with django_capture_on_commit_callbacks(execute=True):
        told = completed(agent, path)
    assert told.status_code == 403
    assert told.content
    assert state_of(uuid_of(path))[0] == "refused"
    assert staging.size(uuid_of(path)) is None
    upload = Upload.objects.unscoped("test").get()
    assert [event.verb for event in history_of("files.upload", upload.pk)] == ["files.upload.refused"]


def test_someone_signed_out_on_the_way_comes_back_and_has_it(cast, sender, unread, monkeypatch):
    from entregent.files.tus import intake
    from entregent.people.sessions import SessionStore
    from tests.files.sender import Sender

    agent = sender("agent")
    path = agent.begun(len(TEXT))
    pour = intake.pour

    async def and_leave(*arguments):
        from entregent.core.bridge import pool

        whole = await pour(*arguments)
        await pool.run(SessionStore(agent.client.cookies["session"].value).delete)
        return whole

    monkeypatch.setattr(intake, "pour", and_leave)
    assert completed(agent, path).status_code == 401
    assert state_of(uuid_of(path))[0] == "open"
    assert Sender(browser(cast, "agent")).offset(path) == len(TEXT)
    assert File.objects.unscoped("test").get().uuid == uuid_of(path)


def test_content_that_is_not_its_name_is_refused_at_the_door(sender, place, django_capture_on_commit_callbacks):
    agent = sender("agent")
    path = agent.begun(len(EXE), "facture.pdf")
    with django_capture_on_commit_callbacks(execute=True):
        told = agent.add(path, 0, EXE)
    assert told.status_code == 422
    assert told.content.decode() == state_of(uuid_of(path))[1]
    assert not list((place / "staging").glob("*"))
    again = agent.ask("HEAD", path)
    assert again.status_code == 410


# When the machine stops half-way


def test_a_commit_that_fails_gives_the_bytes_back(cast, unread, monkeypatch):
    viewer, uuid, digest = arrived(cast)

    class Failing(LocalStore):
        def keep(self, staged, digest):
            super().keep(staged, digest)
            raise OSError("the disk is full")

    with monkeypatch.context() as failing:
        failing.setattr(receiving, "store", lambda: Failing(store().folder))
        with pytest.raises(OSError, match="full"):
            receiving.complete(viewer, uuid, digest)
    assert not File.objects.unscoped("test").exists()
    assert staging.path(uuid).read_bytes() == TEXT
    assert receiving.complete(viewer, uuid, digest).digest == digest  # and it is completed later
    assert list(check_files()) == []


def test_a_crash_before_the_commit_leaves_an_orphan_and_never_a_row_without_bytes(cast, unread):
    """As if the machine stopped once the object was in its place: nothing is given back, the row is not there."""
    viewer, uuid, digest = arrived(cast)
    with transaction.atomic():
        receiving.complete(viewer, uuid, digest)
        transaction.set_rollback(True)
    assert not File.objects.unscoped("test").exists()
    assert list(store().digests()) == [digest]
    assert list(check_files()) == []
    with at(now() + GRACE + DAY * 2):
        assert [finding.message for finding in check_files()] == [f"object {digest} belongs to no file"]
        sweeping.sweep()
    assert not list(store().digests())


def test_an_upload_is_completed_once(cast, unread):
    viewer, uuid, digest = arrived(cast)
    receiving.complete(viewer, uuid, digest)
    with pytest.raises(Gone):
        receiving.complete(viewer, uuid, digest)
    other, uuid, digest = arrived(cast)
    staging.path(uuid).write_bytes(TEXT[:3])
    with pytest.raises(Gone):
        receiving.complete(other, uuid, digest)  # not whole


# What nobody needs any more


def test_one_content_is_kept_once_and_goes_with_its_last_file(cast, unread):
    files = [receiving.complete(*arrived(cast)) for _ in range(2)]
    assert len(list(store().digests())) == 1
    attaching.free(cast.viewer("agent"), [files[0].uuid])
    with at(now() + GRACE + timedelta(hours=1)):
        sweeping.sweep()
        assert list(store().digests())
        attaching.free(cast.viewer("agent"), [files[1].uuid])
        sweeping.sweep()
    assert not list(store().digests())


def test_uploads_and_files_that_waited_their_week_are_swept(cast, unread, place):
    viewer, uuid, digest = arrived(cast)
    file = receiving.complete(viewer, uuid, digest)
    kept = receiving.complete(*arrived(cast))
    attaching.attach(viewer, [kept.uuid], cast.parties["hospital"], purpose="essai")
    _, going, _ = arrived(cast)
    sweeping.sweep()
    assert File.objects.unscoped("test").count() == 2
    assert staging.size(going)
    for path in (place / "staging").glob("*"):
        os.utime(path, (0, 0))
    with at(now() + DAY * 6):
        sweeping.sweep()
    assert staging.size(going)  # it is on its way, however old its last byte
    with at(now() + DAY * 7.5):
        assert [finding.message for finding in check_files()] == []
    with at(now() + DAY * 9):
        assert any("beyond its week" in finding.message for finding in check_files())
        sweeping.sweep()
        assert list(check_files()) == []
    assert File.objects.unscoped("test").get().pk == kept.pk
    assert [event.verb for event in history_of("files.file", file.pk)][-1] == "files.file.deleted"
    assert not Upload.objects.unscoped("test").exists()
    assert staging.size(going) is None


def test_claims_on_uploads_that_are_over_are_swept(cast, place):
    """Left by processes that were killed while they waited; one on an upload that goes on is somebody's."""
    upload = receiving.begin(cast.viewer("agent"), "a.txt", 9, "essai")
    staging.claims().mkdir()
    for name in (str(upload.uuid), "00000000-0000-4000-8000-000000000000", "..x"):
        (staging.claims() / name).touch()
    sweeping.sweep()
    assert [path.name for path in staging.claims().iterdir()] == [str(upload.uuid)]


# What must always be true


def test_what_is_damaged_is_named(cast, unread):
    file = receiving.complete(*arrived(cast))
    path = store().path(file.digest)
    assert list(check_files()) == []
    path.write_bytes(b"Bonjoux.")
    found = [finding.message for finding in check_files()]
    assert len(found) == 1
    assert f"file {file.uuid}: its bytes are damaged: object {file.digest}" in found[0]
    path.write_bytes(b"Bonj")
    assert any("4 bytes, 8 were received" in finding.message for finding in check_files())
    path.unlink()
    assert [finding.message for finding in check_files()] == [
        f"file {file.uuid}: its bytes cannot be read: FileNotFoundError"
    ]


@pytest.mark.django_db
def test_an_upload_remembers_which_file_it_was_and_which_form_began_it(scenery):
    viewer, client = scenery.cast.viewer("agent"), scenery.client("agent")
    kept = receiving.begin(viewer, "a.txt", 5, "essai", "1763800000000", "support.intervention:1:answer")
    odd = receiving.begin(viewer, "a.txt", 5, "essai", "-1e9", "../../\x00")
    assert (odd.modified, odd.place) == (None, "")
    told = client.get("/fichiers/en-cours/", {"place": kept.place}).json()["uploads"]
    assert [(one["uuid"], one["modified"]) for one in told] == [(str(kept.uuid), 1_763_800_000_000)]
    assert client.get("/fichiers/en-cours/", {"place": "ailleurs:\x00"}).json() == {"uploads": []}


def test_ones_unfinished_uploads_are_listed(cast, sender):
    agent = sender("agent")
    path = agent.begun(1000, "Relevé.txt")
    agent.add(path, 0, b"x" * 300, cut=True)
    agent.begun(10, "b.txt")
    told = agent.client.get("/fichiers/en-cours/").json()["uploads"]
    assert [(one["name"], one["offset"], one["size"]) for one in told] == [("b.txt", 0, 10), ("Relevé.txt", 300, 1000)]
    assert told[1]["address"] == path
    assert browser(cast, "collegue").get("/fichiers/en-cours/").json() == {"uploads": []}
    Upload.objects.unscoped("test").update(expires_at=now())
    assert agent.client.get("/fichiers/en-cours/").json() == {"uploads": []}
