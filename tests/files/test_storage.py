import os
from datetime import timedelta

import pytest

from entregent.core.clock import at, now
from entregent.files import staging, storage
from entregent.files.storage import GRACE, LocalStore

DIGEST = "ab" * 32


@pytest.fixture
def place(tmp_path):
    return LocalStore(tmp_path / "files")


@pytest.fixture
def staged(tmp_path):
    def make(content=b"bonjour"):
        path = tmp_path / "staged"
        path.write_bytes(content)
        os.utime(path, (0, 0))
        return path

    return make


def test_an_object_stands_under_its_digest_and_for_us_alone(place, staged):
    path = staged()
    place.keep(path, DIGEST)
    assert not path.exists()
    kept = place.path(DIGEST)
    assert kept == place.folder / "objects" / "ab" / "ab" / DIGEST
    assert kept.stat().st_mode & 0o777 == 0o600
    assert {folder.stat().st_mode & 0o777 for folder in kept.parents[:3]} == {0o700}
    with place.open(DIGEST) as file:
        assert file.read() == b"bonjour"
    assert (place.size(DIGEST), list(place.digests())) == (7, [DIGEST])
    assert place.size("cd" * 32) is None


def test_a_proxy_of_our_group_may_read_objects_and_nobody_else(place, staged, settings):
    settings.SENDFILE = "nginx"
    before = os.umask(0o077)  # as the service runs
    place.keep(staged(), DIGEST)
    os.umask(before)
    kept = place.path(DIGEST)
    assert kept.stat().st_mode & 0o777 == 0o640
    assert {folder.stat().st_mode & 0o777 for folder in kept.parents[:4]} == {0o750}


def test_bytes_and_folders_reach_the_disk(place, staged, monkeypatch):
    flushed = []
    monkeypatch.setattr(storage, "flush", flushed.append)
    path = staged()
    place.keep(path, DIGEST)
    assert flushed[0] == path
    assert flushed[1:4] == list(place.path(DIGEST).parents[:3])


def test_what_was_kept_a_moment_ago_is_never_discarded(place, staged):
    place.keep(staged(), DIGEST)  # its bytes are old, it was kept now
    assert not place.discard(DIGEST, unless=lambda: False)
    with at(now() + GRACE + timedelta(minutes=1)):
        assert not place.discard(DIGEST, unless=lambda: True)  # a row has it
        assert place.discard(DIGEST, unless=lambda: False)
        assert not place.discard(DIGEST, unless=lambda: False)
    assert place.size(DIGEST) is None


def test_a_twin_makes_the_object_young_again(place, staged):
    place.keep(staged(), DIGEST)
    os.utime(place.path(DIGEST), (0, 0))
    place.keep(staged(), DIGEST)
    assert place.age(DIGEST) < GRACE


def test_a_twin_that_comes_while_it_is_discarded_waits_and_is_kept(place, staged):
    from threading import Thread

    place.keep(staged(), DIGEST)
    os.utime(place.path(DIGEST), (0, 0))
    twin = Thread(target=lambda: place.keep(staged(), DIGEST))

    def meanwhile():
        twin.start()
        twin.join(0.05)
        assert twin.is_alive()  # it waits
        return False

    assert place.discard(DIGEST, unless=meanwhile)
    twin.join()
    assert place.size(DIGEST) == 7


def test_what_a_failed_transaction_took_is_given_back(place, staged):
    path = staged()
    place.keep(path, DIGEST)
    place.give_back(path, DIGEST)
    assert path.read_bytes() == b"bonjour"
    place.keep(path, DIGEST)  # and completes again
    assert place.size(DIGEST) == 7


def test_staged_files_are_swept_by_their_age(settings, tmp_path):
    from uuid import uuid4

    settings.DATA = tmp_path
    old, young = uuid4(), uuid4()
    staging.begin_staging(old)
    staging.begin_staging(young)
    with pytest.raises(FileExistsError):
        staging.begin_staging(old)
    assert staging.path(old).stat().st_mode & 0o777 == 0o600
    os.utime(staging.path(old), (0, 0))
    assert [path.name for path in staging.left_over(GRACE)] == [str(old)]
    staging.drop(old)
    staging.drop(old)
    assert (staging.size(old), staging.size(young)) == (None, 0)
