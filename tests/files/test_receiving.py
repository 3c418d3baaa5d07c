import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from entregent.audit.search import history_of
from entregent.core.clock import now
from entregent.files import attaching, purposes, receiving, room, staging
from entregent.files.inspection import Unfit
from entregent.files.models import File, Upload
from entregent.files.receiving import TooLarge
from entregent.files.room import NoRoom
from entregent.files.storage import store
from tests.files.arriving import TEXT, arrived
from tests.files.corpus import EXE, pdf
from tests.files.sender import browser, uuid_of


def sent(content, name):
    return SimpleUploadedFile(name, content, content_type="text/x-what-the-browser-says")


def state_of(uuid):
    upload = Upload.objects.unscoped("test").get(uuid=uuid)
    return upload.state, upload.reason


# A plain form


def test_a_file_of_a_plain_form_goes_the_same_way(cast):
    content = pdf()
    file = receiving.take_plain_file(cast.viewer("agent"), sent(content, "../Relevé.pdf"), "essai")
    assert (file.name, file.kind, file.size) == ("Relevé.pdf", "application/pdf", len(content))
    assert store().open(file.digest).read() == content
    assert state_of(file.uuid) == ("received", "")


@pytest.mark.parametrize(
    ("content", "name", "error"),
    [(b"", "a.txt", Unfit), (b"x" * 2_000_001, "a.txt", TooLarge), (EXE, "a.pdf", Unfit), (b"x", "a.exe", Unfit)],
)
def test_what_is_refused_leaves_no_byte_and_takes_no_room(cast, place, content, name, error):
    with pytest.raises(error) as refusal:
        receiving.take_plain_file(cast.viewer("agent"), sent(content, name), "essai")
    assert str(refusal.value.message)
    assert not File.objects.unscoped("test").exists()
    assert room.bytes_taken(cast.houses["vendor"].pk) == 0
    assert not list((place / "staging").glob("*"))
    assert not list(store().digests())


def test_what_breaks_leaves_no_promise_behind(cast, place, monkeypatch):
    """A disk that is full, say: no page knows of this upload, so nobody would ever go on with it."""

    def full(sent, staged):
        staged.write(sent.read())
        raise OSError("no space left")

    monkeypatch.setattr(receiving, "copy_and_digest", full)
    with pytest.raises(OSError, match="no space left"):
        receiving.take_plain_file(cast.viewer("agent"), sent(TEXT, "a.txt"), "essai")
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
        receiving.take_plain_file(cast.viewer("agent"), sent(TEXT, "a.txt"), "essai")
    assert "in a moment" in str(refusal.value.message)
    assert not Upload.objects.unscoped("test").exists()
    looks.release()
    for error in (Unfit, None, None):  # each gives its place back, whatever becomes of it
        if error:
            with pytest.raises(error):
                receiving.take_plain_file(cast.viewer("agent"), sent(b"", "a.txt"), "essai")
        else:
            assert receiving.take_plain_file(cast.viewer("agent"), sent(TEXT, "a.txt"), "essai").size == len(TEXT)


def test_a_purpose_that_is_not_ones_own_is_closed(cast):
    with pytest.raises(PermissionDenied):
        receiving.take_plain_file(cast.viewer("admin"), sent(TEXT, "a.txt"), "essai")
    with pytest.raises(PermissionDenied):
        receiving.take_plain_file(cast.viewer("public"), sent(TEXT, "a.txt"), "essai")


# Room


def test_promises_count_and_what_is_refused_or_given_up_is_free_again(cast, settings):
    settings.HOUSE_FILES_BYTES = 100
    viewer = cast.viewer("technicien")
    first = receiving.begin_upload(viewer, "a.txt", 60, "essai")
    with pytest.raises(NoRoom):
        receiving.begin_upload(cast.viewer("responsable"), "b.txt", 41, "essai")
    receiving.begin_upload(cast.viewer("responsable"), "b.txt", 40, "essai")
    receiving.begin_upload(cast.viewer("etranger"), "c.txt", 100, "essai")  # another house has its own
    with pytest.raises(NoRoom):
        receiving.begin_upload(viewer, "d.txt", 1, "essai")
    receiving.give_up(viewer, first.uuid)
    receiving.begin_upload(viewer, "d.txt", 60, "essai")


def test_a_house_with_a_figure_of_its_own_goes_by_it(cast, settings):
    settings.HOUSE_FILES_BYTES = 100
    room.resize(cast.houses["vendor"], 150, by=cast.viewer("admin"))
    room.resize(cast.houses["rival"], 0, by=cast.viewer("admin"))
    receiving.begin_upload(cast.viewer("agent"), "a.txt", 150, "essai")
    with pytest.raises(NoRoom):
        receiving.begin_upload(cast.viewer("agent"), "b.txt", 1, "essai")
    with pytest.raises(NoRoom):
        receiving.begin_upload(cast.viewer("etranger"), "c.txt", 1, "essai")
    assert room.use_of(cast.houses["vendor"]) == room.Use(150, 150)


def test_a_full_disk_is_said_before_it_is_full(cast, monkeypatch):
    from types import SimpleNamespace

    monkeypatch.setattr(room.shutil, "disk_usage", lambda path: SimpleNamespace(free=room.SPARE + 5))
    receiving.begin_upload(cast.viewer("agent"), "a.txt", 5, "essai")
    with pytest.raises(NoRoom):
        receiving.begin_upload(cast.viewer("agent"), "a.txt", 6, "essai")


def test_nobody_opens_uploads_without_end(cast, monkeypatch):
    monkeypatch.setattr(receiving, "MOST_OPEN", 2)
    for _ in range(2):
        receiving.begin_upload(cast.viewer("agent"), "a.txt", 1, "essai")
    with pytest.raises(NoRoom):
        receiving.begin_upload(cast.viewer("agent"), "a.txt", 1, "essai")
    receiving.begin_upload(cast.viewer("collegue"), "a.txt", 1, "essai")


def test_one_customer_is_promised_half_of_what_is_left_and_its_first_file(cast, settings):
    settings.HOUSE_FILES_BYTES = 100
    receiving.begin_upload(cast.viewer("agent"), "a.txt", 30, "essai")
    receiving.begin_upload(cast.viewer("collegue"), "b.txt", 20, "essai")
    with pytest.raises(NoRoom):  # five people of one establishment are one customer
        receiving.begin_upload(cast.viewer("administrateur"), "c.txt", 1, "essai")
    receiving.begin_upload(cast.viewer("autre"), "d.txt", 40, "essai")
    receiving.begin_upload(cast.viewer("technicien"), "e.txt", 10, "essai")


def test_a_promise_lapses_within_the_hour_when_nothing_comes_and_what_came_keeps_its_room(cast, settings):
    settings.HOUSE_FILES_BYTES = 100
    still, _moving = (receiving.begin_upload(cast.viewer("technicien"), "a.txt", 40, "essai") for _ in "ab")
    staging.path(still.uuid).write_bytes(b"12345")
    Upload.objects.unscoped("test").filter(pk=still.pk).update(moved_at=now() - room.PROMISED_FOR)
    assert room.bytes_taken(cast.houses["vendor"].pk) == 45
    late = receiving.begin_upload(cast.viewer("agent"), "b.txt", 55, "essai")
    with pytest.raises(NoRoom):  # whose room went to another meanwhile
        receiving.renew_promise(cast.viewer("technicien"), still.uuid)
    receiving.give_up(cast.viewer("agent"), late.uuid)
    receiving.renew_promise(cast.viewer("technicien"), still.uuid)
    assert room.bytes_taken(cast.houses["vendor"].pk) == 80


def test_what_lapsed_goes_on_where_there_is_room_and_waits_where_there_is_none(cast, sender, unread, settings):
    agent = sender("agent")
    path = agent.begun(len(TEXT))
    Upload.objects.unscoped("test").update(moved_at=now() - room.PROMISED_FOR)
    room.resize(cast.houses["vendor"], 3, by=cast.viewer("admin"))
    told = agent.add(path, 0, TEXT)
    assert (told.status_code, bool(told.content)) == (507, True)
    assert state_of(uuid_of(path))[0] == "open"
    room.resize(cast.houses["vendor"], 10_000_000, by=cast.viewer("admin"))
    assert agent.add(path, 0, TEXT).status_code == 204


@pytest.mark.django_db(transaction=True)
def test_of_ten_that_come_at_once_only_those_that_fit_get_in(transactional_db, settings):
    from tests.cast import gather

    cast = gather()
    settings.HOUSE_FILES_BYTES = 100
    start, told = threading.Barrier(10), []

    def begin():
        start.wait()
        try:
            receiving.begin_upload(cast.viewer("technicien"), "a.txt", 30, "essai")
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
    assert room.bytes_taken(cast.houses["vendor"].pk) == 90


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
    assert room.bytes_taken(cast.houses["vendor"].pk) == 0
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
        receiving.begin_upload(viewer, "b.txt", 1, "essai")


# Given up


def test_what_is_given_up_twice_is_told_once(cast):
    viewer = cast.viewer("agent")
    upload = receiving.begin_upload(viewer, "a.txt", 9, "essai")
    for _ in range(2):
        receiving.give_up(viewer, upload.uuid)
    assert told(upload) == ["files.upload.given_up"]


def test_a_file_that_has_an_owner_by_now_is_not_said_to_be_given_up(cast, unread):
    viewer, uuid, digest = arrived(cast)
    file, upload = receiving.complete(viewer, uuid, digest), Upload.objects.unscoped("test").get()
    attaching.attach(viewer, [uuid], cast.parties["hospital"], purpose="essai")
    receiving.give_up(viewer, uuid)
    assert attaching.files_of(cast.parties["hospital"]) == [file]
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
    upload = receiving.begin_upload(cast.viewer("agent"), "a.txt", 9, "essai")
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
