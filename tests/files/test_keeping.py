"""What was received is kept once, swept in time, and named when it is damaged."""

import os
from datetime import timedelta

import pytest
from django.db import transaction

from entregent.audit.search import history_of
from entregent.core.clock import at, now
from entregent.files import attaching, receiving, staging, sweeping
from entregent.files.models import File, Upload
from entregent.files.receiving import Gone
from entregent.files.storage import GRACE, LocalStore, store
from entregent.files.verify import check_files
from tests.files.arriving import TEXT, arrived
from tests.files.sender import browser

DAY = timedelta(days=1)


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
    upload = receiving.begin_upload(cast.viewer("agent"), "a.txt", 9, "essai")
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
    kept = receiving.begin_upload(viewer, "a.txt", 5, "essai", "1763800000000", "support.intervention:1:answer")
    odd = receiving.begin_upload(viewer, "a.txt", 5, "essai", "-1e9", "../../\x00")
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
