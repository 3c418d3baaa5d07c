"""The scanner, a real clamd with one signature of our own; and what it never looked at, which is never called clean."""

import io
import zipfile
from base64 import b64decode

import pytest
from django.db import transaction

from entregent.core import verify
from entregent.files import examining, receiving, scanner, verdicts
from entregent.files.giving import door
from entregent.files.models import File
from entregent.people.errors import Refused
from tests import doors
from tests.files.arriving import arrived
from tests.files.sender import browser
from tools import clamav

# Put together when the tests run, so that no scanner trips over this very file.
EICAR = b64decode("WDVPIVAlQEFQWzRcUFpYNTQoUF4pN0NDKTd9JEVJQ0FSLVNUQU5EQVJELUFOVElWSVJVUy1URVNULUZJTEUhJEgrSCo=")
MIB = 1024 * 1024


@pytest.fixture(scope="module")
def clamd(tmp_path_factory):
    with clamav.running(tmp_path_factory.mktemp("clamd")) as address:
        yield address


@pytest.fixture
def on(settings, clamd):
    settings.SCANNER = {"address": clamd, "most": 100 * MIB, "most_unpacked": 400 * MIB}


@pytest.fixture
def look(tmp_path):
    def at(content, unpacked=0):
        path = tmp_path / "file"
        path.write_bytes(content)
        return scanner.verdict_on(path, unpacked)[0]

    return at


def zipped(content, name="a.txt", depth=1):
    for _level in range(depth):
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, content)
        content, name = made.getvalue(), "inner.zip"
    return content


@pytest.mark.clamav
class TestClamd:
    @pytest.mark.parametrize("depth", [0, 1, 2])
    def test_a_danger_is_recognised_plain_zipped_and_nested(self, on, look, depth):
        assert look(zipped(EICAR, depth=depth) if depth else EICAR) == verdicts.INFECTED

    def test_what_holds_none_is_clean(self, on, look):
        assert look(b"Bonjour") == verdicts.CLEAN

    def test_one_beyond_the_limit_is_never_called_clean(self, on, look, settings):
        settings.SCANNER["most"] = 10 * MIB
        assert look(bytes(12 * MIB) + EICAR) == verdicts.UNSCANNABLE

    def test_one_beyond_the_limit_of_clamd_itself_neither(self, settings, tmp_path_factory, look):
        """Ours says a hundred, its own says ten."""
        with clamav.running(tmp_path_factory.mktemp("short"), "MaxFileSize 10M\nStreamMaxLength 10M\n") as address:
            settings.SCANNER = {"address": address, "most": 100 * MIB, "most_unpacked": 400 * MIB}
            assert look(bytes(12 * MIB) + EICAR) == verdicts.UNSCANNABLE

    def test_an_archive_that_holds_too_much_is_not_called_clean(self, on, look):
        assert look(zipped(b"a"), unpacked=500 * MIB) == verdicts.UNSCANNABLE

    def test_one_locked_with_a_password_could_not_be_examined(self, on, look):
        head = bytearray(zipped(b"secret"))
        for mark in (b"PK\x03\x04", b"PK\x01\x02"):
            at = head.index(mark) + (6 if mark.endswith(b"\x04") else 8)
            head[at] |= 1  # it says that it is encrypted
        assert look(bytes(head)) == verdicts.UNSCANNABLE

    def test_an_infected_file_is_refused_with_words_and_nothing_of_it_is_kept(self, cast, on, in_english):
        viewer, uuid, digest = arrived(cast, EICAR)
        with pytest.raises(receiving.Infected, match="antivirus recognised"):
            receiving.complete(viewer, uuid, digest)
        assert not File.objects.unscoped("test").exists()

    def test_a_clean_one_is_kept_as_such(self, cast, on):
        assert receiving.complete(*arrived(cast)).verdict == verdicts.CLEAN

    def test_what_waited_is_examined_when_the_scanner_is_back(self, cast, settings, clamd):
        """Ten minutes away: nothing is lost, nobody else opens it, the check says so."""
        settings.SCANNER = {"address": "/nowhere/clamd.ctl", "most": 100 * MIB, "most_unpacked": 400 * MIB}
        file = receiving.complete(*arrived(cast))
        assert file.verdict == verdicts.PENDING
        examining.examine_waiting()
        File.objects.unscoped("test").update(at="2026-01-01T00:00:00Z")
        assert [finding.check for finding in examining.check_scanner()] == ["scanner"]
        settings.SCANNER["address"] = clamd
        examining.examine_waiting()
        assert again(file).verdict == verdicts.CLEAN

    def test_new_signatures_look_again_at_what_came_lately(self, cast, on):
        """Clean yesterday, a danger today: closed to everybody, its sender too."""
        file = receiving.complete(*arrived(cast))
        target = door.store().path(file.digest)
        target.chmod(0o600)
        target.write_bytes(EICAR)  # as if the signatures had only now learnt it
        examining.examine_again()
        assert again(file).verdict == verdicts.INFECTED
        assert not again(file).may_open(cast.viewer("agent"))

    def test_the_same_signatures_do_not_look_twice(self, cast, on, monkeypatch):
        file = receiving.complete(*arrived(cast))
        examining.examine_again()
        assert again(file).signatures
        monkeypatch.setattr(scanner, "verdict_on", lambda *_: pytest.fail("looked again"))
        examining.examine_again()


def again(file):
    return File.objects.unscoped("test").get(pk=file.pk)


def test_without_a_scanner_a_file_is_not_called_clean(cast):
    assert receiving.complete(*arrived(cast)).verdict == verdicts.NOT_EXAMINED


def test_a_scanner_that_talks_nonsense_does_not_make_a_file_clean():
    for said in ("stream: ERROR", "INSTREAM size limit exceeded. ERROR", "", "stream: OKAY"):
        assert scanner._verdict_in(said)[0] == verdicts.UNSCANNABLE
    assert scanner._verdict_in("stream: Heuristics.Encrypted.Zip FOUND")[0] == verdicts.UNSCANNABLE
    assert scanner._verdict_in("stream: Eicar FOUND") == (verdicts.INFECTED, "Eicar")


TABLE = {
    # verdict: (its sender, everybody else, everybody else once it is released)
    "not_examined": (True, True, True), "clean": (True, True, True), "infected": (False, False, False),
    "unscannable": (True, False, True), "pending": (True, False, False),
}  # fmt: skip


@pytest.mark.parametrize("verdict", TABLE)
def test_what_each_side_may_do_with_each_verdict(verdict):
    sender, other, released = TABLE[verdict]
    assert verdicts.may_open(verdict, is_sender=True) is sender
    assert verdicts.may_open(verdict, is_sender=False) is other
    assert verdicts.may_open(verdict, is_sender=False, is_released=True) is released
    assert set(TABLE) == set(verdicts.TABLE)


AT_THE_DOOR = [("clean", 200, 200), ("pending", 200, 403), ("unscannable", 200, 403), ("infected", 403, 403)]


@pytest.mark.parametrize(("verdict", "agent", "handler"), AT_THE_DOOR)
def test_the_door_reads_the_table(cast, arrive, verdict, agent, handler, place):
    """One attached to the establishment of the agent, which the handler sees too."""
    file = arrive(verdict=verdict, content=b"x")
    path = door.store().path(file.digest)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"x")
    File.objects.unscoped("test").filter(pk=file.pk).update(
        owner_label="people.party", owner_pk=cast.parties["hospital"].pk, expires_at=None
    )
    for person, status in (("agent", agent), ("technicien", handler)):
        assert doors.ask(browser(cast, person), "GET", file.address).status_code == status


def test_somebody_answers_for_what_could_not_be_examined_once(cast, arrive):
    file, handler = arrive(verdict=verdicts.UNSCANNABLE), cast.viewer("technicien")
    with transaction.atomic():
        examining.release(file.uuid, "Le client a donné le mot de passe", by=handler)
    assert again(file).may_open(handler)
    File.objects.unscoped("test").filter(pk=file.pk).update(verdict=verdicts.CLEAN)
    with pytest.raises(Refused):
        examining.release(file.uuid, "Encore", by=handler)


def test_the_check_is_among_those_of_the_installation():
    assert "scanner" in verify._checks
