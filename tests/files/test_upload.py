import hashlib
import random
from base64 import b64encode
from datetime import timedelta
from itertools import pairwise

import pytest

from entregent.audit.search import history_of
from entregent.core.clock import now
from entregent.files import staging
from entregent.files.models import File, Upload
from entregent.files.storage import store
from entregent.files.tus import PREFIX
from tests.files.sender import STREAM, metadata, uuid_of

TEXT = "Bonjour, voici le relevé.\n".encode() * 200

pytestmark = pytest.mark.usefixtures("unread")


def the_file():
    return File.objects.unscoped("test").get()


def uploads():
    return Upload.objects.unscoped("test")


def test_the_door_says_what_it_speaks(sender):
    told = sender("public").ask("OPTIONS", PREFIX)
    assert told.status_code == 204
    assert told.headers["Tus-Version"] == "1.0.0"
    assert "termination" in told.headers["Tus-Extension"]
    assert told.headers["Tus-Max-Size"] == "2000000"


def test_a_file_sent_at_once_is_kept_under_its_digest(cast, sender):
    uuid = sender("agent").whole(TEXT, "Relevé d’avril.txt")
    file = the_file()
    assert (file.uuid, file.name, file.size, file.kind) == (uuid, "Relevé d’avril.txt", len(TEXT), "text/plain")
    assert file.digest == hashlib.sha256(TEXT).hexdigest()
    assert store().open(file.digest).read() == TEXT
    assert staging.size(uuid) is None
    assert File.objects.visible_to(cast.viewer("agent")).get() == file
    assert [event.verb for event in history_of("files.file", file.pk)] == ["files.file.stored"]


def test_bytes_may_come_with_the_creation(sender):
    agent = sender("agent")
    said = {"Upload-Length": str(len(TEXT)), "Upload-Metadata": metadata(filename="a.txt", purpose="essai")}
    told = agent.ask("POST", PREFIX, TEXT[:1000], **said, **STREAM)
    assert (told.status_code, told.headers["Upload-Offset"]) == (201, "1000")
    assert agent.add(told.headers["Location"], 1000, TEXT[1000:]).status_code == 204
    assert the_file().digest == hashlib.sha256(TEXT).hexdigest()


def test_cut_anywhere_every_byte_that_came_is_kept(sender):
    """Fifty cuts, in pieces of any size; what comes after each begins where it ended."""
    agent, dice = sender("agent"), random.Random(47)
    content = dice.randbytes(200_000)
    path, offset = agent.begun(len(content)), 0
    for _ in range(50):
        end = min(offset + dice.randrange(0, 7_000), len(content) - 1)
        marks = sorted({offset, end, *(dice.randrange(offset, end + 1) for _ in range(3))})
        agent.add(path, offset, *(content[a:b] for a, b in pairwise(marks)), cut=True)
        offset = agent.offset(path)
        assert offset == end
    assert agent.add(path, offset, content[offset:]).status_code == 204
    assert the_file().digest == hashlib.sha256(content).hexdigest()


def test_what_another_process_wrote_is_in_the_digest(sender):
    from entregent.files.tus.sink import forget_digest

    agent = sender("agent")
    path = agent.begun(len(TEXT))
    agent.add(path, 0, TEXT[:500], cut=True)
    forget_digest(uuid_of(path))
    agent.add(path, 500, TEXT[500:])
    assert the_file().digest == hashlib.sha256(TEXT).hexdigest()


def test_a_whole_upload_whose_process_died_is_completed_by_whoever_looks(sender):
    agent = sender("agent")
    path = agent.begun(len(TEXT))
    staging.path(uuid_of(path)).write_bytes(TEXT)
    assert agent.offset(path) == len(TEXT)
    assert the_file().digest == hashlib.sha256(TEXT).hexdigest()


def test_what_was_received_answers_as_before(sender):
    """The last answer was lost on its way: the sender asks again."""
    agent = sender("agent")
    path = agent.begun(len(TEXT))
    agent.add(path, 0, TEXT)
    assert agent.offset(path) == len(TEXT)
    assert agent.add(path, len(TEXT)).status_code == 204
    assert agent.add(path, 0, TEXT).status_code == 409
    assert File.objects.unscoped("test").count() == 1


@pytest.mark.parametrize("person", ["collegue", "technicien", "etranger", "public"])
def test_another_persons_upload_is_none(sender, person):
    agent, other = sender("agent"), sender(person)
    path = agent.begun(len(TEXT))
    agent.add(path, 0, TEXT[:100], cut=True)
    expected = 401 if person == "public" else 404
    assert other.ask("HEAD", path).status_code == expected
    assert other.add(path, 100, b"x" * 10).status_code == expected
    assert other.ask("DELETE", path).status_code == expected
    assert agent.offset(path) == 100


def test_a_stranger_begins_nothing(sender):
    assert sender("public").create(10).status_code == 401
    assert sender("admin").create(10).status_code == 403  # the purpose is not theirs
    assert sender("agent").create(10, purpose="inconnu").status_code == 403
    assert not uploads().exists()


def test_another_site_sends_nothing(sender):
    assert sender("agent").create(10, Origin="https://evil.test").status_code == 403
    assert sender("agent").create(10, X_CSRFToken="x" * 32).status_code == 403


@pytest.mark.parametrize("length", ["", "-1", "NaN", "1e3", "+5", "5 5", "²", "9" * 16, "0x10"])
def test_a_length_is_a_number_of_figures(sender, length):
    agent = sender("agent")
    assert agent.create(1, Upload_Length=length).status_code == 400
    path = agent.begun(10)
    assert agent.add(path, 0, b"x", Upload_Offset=length).status_code == 400
    assert agent.offset(path) == 0


def test_a_length_must_be_said_at_once(sender):
    agent = sender("agent")
    said = {"Upload-Metadata": metadata(filename="a.txt", purpose="essai")}
    assert agent.ask("POST", PREFIX, **said).status_code == 400
    assert agent.ask("POST", PREFIX, **said, Upload_Defer_Length="1").status_code == 400


def test_sizes_are_refused_before_a_byte_is_sent(sender, in_english):
    agent = sender("agent")
    empty, large, huge = agent.create(0), agent.create(2_000_001), agent.create(10**14)
    assert (empty.status_code, large.status_code, huge.status_code) == (422, 413, 413)
    assert all(told.content for told in (empty, large, huge))
    assert not uploads().exists()


@pytest.mark.parametrize(
    "said",
    ["filename !!!", "filename YQ", "filename " + b64encode(b"\xff\xfe.txt").decode(), "x" * 5000, "filename a b"],
)
def test_metadata_that_cannot_be_read_is_refused(sender, said):
    assert sender("agent").create(10, Upload_Metadata=said).status_code == 400


@pytest.mark.parametrize(
    "name", ["../../../etc/cron.d/x.txt", "..\\..\\x.txt", "a\0.txt", "/etc/passwd.txt", "\u202etxt.x.txt"]
)
def test_names_never_reach_the_disk(sender, place, name):
    uuid = sender("agent").whole(b"bonjour", name)
    file = the_file()
    assert file.name.endswith(".txt")
    assert not set("/\\\0\u202e") & set(file.name)
    found = {path.name for path in place.rglob("*") if path.is_file()}
    assert found == {file.digest, "objects.lock"}
    assert file.uuid == uuid


def test_a_wrong_offset_says_the_right_one_and_adds_nothing(sender):
    agent = sender("agent")
    path = agent.begun(1000)
    agent.add(path, 0, b"x" * 100, cut=True)
    for offset in (0, 99, 101, 1000):
        told = agent.add(path, offset, b"y" * 10)
        assert (told.status_code, told.headers["Upload-Offset"]) == (409, "100")
    assert agent.offset(path) == 100


def test_more_than_was_promised_is_refused(sender):
    agent = sender("agent")
    path = agent.begun(1000)
    assert agent.add(path, 0, b"x" * 10, Content_Length="1001").status_code == 413
    assert agent.offset(path) == 0
    assert agent.add(path, 0, b"x" * 600, b"y" * 401).status_code == 413  # it was not announced
    assert agent.offset(path) == 600


@pytest.mark.parametrize("version", ["0.2.2", "1.0", ""])
def test_another_version_is_refused(sender, version):
    told = sender("agent").create(10, Tus_Resumable=version)
    assert (told.status_code, told.headers["Tus-Version"]) == (412, "1.0.0")


def test_another_kind_of_body_and_other_methods_are_refused(sender):
    agent = sender("agent")
    path = agent.begun(10)
    assert agent.ask("PATCH", path, b"x", Upload_Offset="0", Content_Type="text/plain").status_code == 415
    assert agent.ask("PUT", path, b"x").status_code == 405
    assert agent.ask("GET", PREFIX).status_code == 405
    assert agent.ask("POST", path).status_code == 405


@pytest.mark.parametrize("tail", ["x", "../x", "00000000-0000-0000-0000-000000000000", "{0}/", "{0}x", "urn:uuid:{0}"])
def test_other_addresses_are_none(sender, tail):
    agent = sender("agent")
    path = agent.begun(10)
    assert agent.ask("HEAD", PREFIX + tail.format(uuid_of(path))).status_code == 404
    assert agent.ask("HEAD", PREFIX + str(uuid_of(path)).replace("-", "")).status_code == 404


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_a_piece_with_a_wrong_sum_is_dropped(sender, place, algorithm):
    agent = sender("agent")
    path = agent.begun(len(TEXT))
    sum_ = b64encode(hashlib.new(algorithm, TEXT[:100]).digest()).decode()
    assert agent.add(path, 0, TEXT[:99] + b"?", Upload_Checksum=f"{algorithm} {sum_}").status_code == 460
    assert agent.offset(path) == 0
    assert agent.add(path, 0, TEXT[:60], cut=True, Upload_Checksum=f"{algorithm} {sum_}").status_code == 0
    assert agent.offset(path) == 0  # half a piece cannot be checked
    assert agent.add(path, 0, TEXT[:60], TEXT[60:100], Upload_Checksum=f"{algorithm} {sum_}").status_code == 204
    assert agent.offset(path) == 100
    assert agent.add(path, 100, TEXT[100:]).status_code == 204
    assert the_file().digest == hashlib.sha256(TEXT).hexdigest()
    assert not list((place / "staging").glob("*.aside"))


@pytest.mark.parametrize("said", ["md5 AAAA", "sha1", "sha1 ??", ""])
def test_a_sum_that_cannot_be_read_is_refused(sender, said):
    agent = sender("agent")
    path = agent.begun(10)
    assert agent.add(path, 0, b"x", Upload_Checksum=said).status_code == 400


def test_what_is_given_up_is_gone_and_its_room_free(cast, sender, place):
    agent = sender("agent")
    going, done = agent.begun(1000), agent.begun(len(TEXT))
    agent.add(going, 0, b"x" * 100, cut=True)
    agent.add(done, 0, TEXT)
    for path in (going, done):
        assert agent.ask("DELETE", path).status_code == 204
        assert agent.ask("HEAD", path).status_code == 404
    assert not uploads().exists()
    assert not File.objects.unscoped("test").exists()


def test_what_was_attached_is_not_given_up(cast, sender):
    from entregent.files.attaching import attach

    agent = sender("agent")
    path = agent.begun(len(TEXT))
    agent.add(path, 0, TEXT)
    attach(cast.viewer("agent"), [uuid_of(path)], cast.parties["hospital"], purpose="essai")
    assert agent.ask("DELETE", path).status_code == 204
    assert the_file().is_attached


def test_an_upload_is_over_after_a_week(sender):
    agent = sender("agent")
    path = agent.begun(1000)
    assert "Upload-Expires" in agent.ask("HEAD", path).headers
    uploads().update(expires_at=now() - timedelta(seconds=1))
    assert agent.ask("HEAD", path).status_code == 410
    assert agent.add(path, 0, b"x").status_code == 410


def test_staged_bytes_that_are_gone_are_said_to_be(sender):
    agent = sender("agent")
    path = agent.begun(1000)
    staging.drop(uuid_of(path))
    assert agent.ask("HEAD", path).status_code == 410
    assert agent.add(path, 0, b"x").status_code == 410
    assert agent.ask("DELETE", path).status_code == 204
