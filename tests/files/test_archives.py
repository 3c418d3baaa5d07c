"""Many files as one archive: its length is known, each file is asked for and noted as if alone."""

import io
import subprocess
import sys
import zipfile
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import pytest

from entregent.audit.search import history_of
from entregent.files.bundles import make_bundle
from entregent.files.giving.archive import Archive, Entry
from entregent.files.models import Bundle
from entregent.files.storage import store
from entregent.people.errors import Refused
from tests.doors import ask
from tests.files.sender import browser

AT = datetime(2026, 3, 2, 10, 41, 8)  # noqa: DTZ001 (archives know no zone)
GIB = 1024**3


@pytest.fixture
def keep(arrive):
    def of(name, content, **more):
        path = store().path(sha256(content).hexdigest())
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return arrive(name=name, content=content, kind="text/plain", **more)

    return of


def fetch(cast, files, person="agent", by="agent"):
    address = make_bundle(cast.viewer(by), [file.uuid for file in files], "Tout.zip")
    return ask(browser(cast, person), "GET", address)


def test_it_holds_each_file_under_a_name_of_its_own(cast, keep):
    files = [keep("été.txt", b"un"), keep("été.txt", b"deux"), keep("vide.txt", b"")]
    told = fetch(cast, files)
    assert told.status_code == 200
    assert int(told.headers["Content-Length"]) == len(told.content)
    archive = zipfile.ZipFile(io.BytesIO(told.content))
    assert archive.testzip() is None
    assert archive.namelist() == ["été.txt", "été (2).txt", "vide.txt"]
    assert archive.read("été (2).txt") == b"deux"


def test_each_file_taken_is_one_event(cast, keep):
    files = [keep("a.txt", b"a"), keep("b.txt", b"b")]
    fetch(cast, files)
    for file in files:
        assert history_of("files.file", file.pk).filter(verb="files.file.fetched").count() == 1


def test_what_is_not_theirs_is_left_out(cast, keep):
    mine, other = keep("a.txt", b"a"), keep("b.txt", b"b", membership=cast.members["autre"])
    told = fetch(cast, [mine, other])
    assert zipfile.ZipFile(io.BytesIO(told.content)).namelist() == ["a.txt"]


def test_what_the_scanner_holds_back_is_left_out(cast, keep):
    told = fetch(cast, [keep("a.txt", b"a"), keep("b.txt", b"b", verdict="infected")])
    assert zipfile.ZipFile(io.BytesIO(told.content)).namelist() == ["a.txt"]


@pytest.mark.parametrize("person", ["collegue", "technicien", "autre"])
def test_an_archive_is_its_maker_s_own(cast, keep, person):
    assert fetch(cast, [keep("a.txt", b"a")], person).status_code == 404


def test_of_nothing_there_is_none(cast):
    with pytest.raises(Refused):
        make_bundle(cast.viewer("agent"), [], "x.zip")
    assert not Bundle.objects.unscoped("test").exists()


def test_beyond_four_gibibytes_places_and_sizes_are_written_in_full():
    """Only its frame is made here: the bytes themselves would be five."""
    archive = Archive.of([("a.bin", 5 * GIB, AT), ("b.txt", 3, AT)])
    first, second = archive.entries
    assert first.is_large
    assert second.place > 4 * GIB
    assert first.version == second.version == 45
    assert archive.end().startswith(b"PK\x01\x02")
    assert b"PK\x06\x06" in archive.end()
    assert archive.length == first.length + second.length + len(archive.end())


def test_the_length_is_that_of_what_other_programs_read(tmp_path):
    """Written out by hand, and read by a program that knows nothing of ours."""
    contents = {f"{number}.txt": b"x" * number for number in range(300)}
    archive = Archive.of((name, len(content), AT) for name, content in contents.items())
    path = Path(tmp_path, "a.zip")
    with path.open("wb") as out:
        for entry, content in zip(archive.entries, contents.values(), strict=True):
            entry.crc = zipfile.crc32(content)
            out.write(entry.head() + content + entry.tail())
        out.write(archive.end())
    assert path.stat().st_size == archive.length
    done = subprocess.run(
        [sys.executable, "-m", "zipfile", "-t", str(path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    with zipfile.ZipFile(path) as made:
        assert made.getinfo("7.txt").date_time == (2026, 3, 2, 10, 41, 8)


def test_an_entry_says_its_own_length():
    entry = Entry(b"a", 12, AT)
    assert entry.length == len(entry.head()) + 12 + len(entry.tail())
