import io
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from entregent.files import child as child_module
from entregent.files import inspection
from entregent.files.inspection import CHILD, Unfit, demand_name, inspect, look
from entregent.files.kinds import DOCUMENTS
from tests.files.corpus import BAD, GOOD, REFUSED_NAMES, image, pdf


@pytest.fixture
def staged(tmp_path):
    def write(content):
        path = tmp_path / "staged"
        path.write_bytes(content)
        return path

    return write


@pytest.fixture
def near(monkeypatch):
    """The child's own reading, in this process: to start fifty others is dear."""

    def read(path, reader):
        with path.open("rb") as file:
            return inspection.Report(**child_module.report(file, reader))

    monkeypatch.setattr(inspection, "look", read)


@pytest.mark.parametrize("name", ["lettre.pdf", "photo.JPG", "lettre.docx", "mot.txt", "tout.zip", "IMG_0001.HEIC"])
def test_a_child_process_knows_content_that_is_its_name(staged, name):
    make, media = GOOD[name]
    assert inspect(staged(make()), name, DOCUMENTS).media == media


@pytest.mark.parametrize("name", ["facture.pdf", "bombe.png", "bombe.zip"])
def test_a_child_process_refuses_what_is_not(staged, name, in_english):
    make, words = BAD[name]
    with pytest.raises(Unfit) as refusal:
        inspect(staged(make()), name, DOCUMENTS)
    assert words in str(refusal.value.message)


@pytest.mark.parametrize("name", GOOD)
def test_content_that_is_its_name_is_known(staged, near, name):
    make, media = GOOD[name]
    assert inspect(staged(make()), name, DOCUMENTS).media == media


@pytest.mark.parametrize("name", BAD)
def test_content_that_is_not_its_name_is_refused_and_named(staged, near, name, in_english):
    make, words = BAD[name]
    with pytest.raises(Unfit) as refusal:
        inspect(staged(make()), name, DOCUMENTS)
    assert words in str(refusal.value.message)


@pytest.mark.parametrize("name", REFUSED_NAMES)
def test_a_name_that_is_not_accepted_is_refused_before_a_byte_is_sent(name, in_english):
    with pytest.raises(Unfit) as refusal:
        demand_name(name, DOCUMENTS)
    assert REFUSED_NAMES[name] in str(refusal.value.message)


def test_a_purpose_may_accept_less(staged):
    assert demand_name("a.pdf", {"application/pdf"}).media == "application/pdf"
    with pytest.raises(Unfit):
        demand_name("a.png", {"application/pdf"})


def jpeg(**options):
    out = io.BytesIO()
    Image.effect_noise((64, 48), 40).convert("RGB").save(out, "JPEG", **options)
    return out.getvalue()


def test_a_picture_that_would_fill_the_memory_is_not_decoded(staged, near, monkeypatch, in_english):
    """A PNG is known by its sums, a plain JPEG by an eighth of its lines, one that sharpens as it comes by neither."""
    monkeypatch.setattr(child_module, "MOST_DECODED", 64 * 48 * 3 - 1)
    whole = image("PNG", (64, 48))
    assert inspect(staged(whole), "a.png", DOCUMENTS).media == "image/png"
    broken = whole[: len(whole) // 2] + bytes([whole[len(whole) // 2] ^ 255]) + whole[len(whole) // 2 + 1 :]
    with pytest.raises(Unfit):
        inspect(staged(broken), "a.png", DOCUMENTS)
    assert inspect(staged(jpeg()), "a.jpg", DOCUMENTS).media == "image/jpeg"
    with pytest.raises(Unfit):
        inspect(staged(jpeg(progressive=True)), "a.jpg", DOCUMENTS)


def child(code):
    """The child's own confinement, then this."""
    script = f"import runpy, sys; child = runpy.run_path({str(CHILD)!r}); child['confine']()\n{code}"
    return subprocess.run([sys.executable, "-I", "-B", "-c", script], capture_output=True, check=False, timeout=60)


def test_a_parser_that_is_taken_over_writes_nothing_and_eats_little(tmp_path):
    target = tmp_path / "written"
    child(f"open({str(target)!r}, 'wb').write(b'x' * 9)")
    assert target.stat().st_size == 0
    assert child("bytearray(2 * 1024**3)").stderr.rstrip().endswith(b"MemoryError")
    assert child("print(len(bytearray(1024**2)))").stdout == b"1048576\n"  # and what is little is given


def test_a_parser_that_turns_in_circles_is_stopped(staged, monkeypatch, tmp_path):
    endless = tmp_path / "endless.py"
    endless.write_text("while True: pass")
    monkeypatch.setattr(inspection, "CHILD", endless)
    monkeypatch.setattr(inspection, "PATIENCE", 0.2)
    assert look(staged(pdf()), "pdf").fault == "bomb"


@pytest.fixture
def played(monkeypatch, tmp_path):
    """The child is this code."""

    def play(code):
        script = tmp_path / "child.py"
        script.write_text(code)
        monkeypatch.setattr(inspection, "CHILD", script)

    return play


@pytest.mark.parametrize("code", ["import os; os.abort()", "print('{')", "print('[]')", "raise SystemExit(1)"])
def test_a_parser_that_breaks_is_no_proof(staged, played, code, in_english):
    """Nor is it one of a bomb: a library that lacks breaks on every file, and none of them is at fault."""
    played(code)
    with pytest.raises(Unfit) as refusal:
        inspect(staged(pdf()), "a.pdf", DOCUMENTS)
    assert "could not be opened" in str(refusal.value.message)


def test_a_parser_that_breaks_is_told_to_whoever_runs_the_portal(staged, played, caplog):
    played("import sys; sys.stderr.write('x' * 9000 + 'no library')\nraise SystemExit(3)")
    assert look(staged(pdf()), "pdf").fault == "broken"
    (record,) = caplog.records
    assert (record.levelname, record.getMessage()[:26]) == ("ERROR", "The reader pdf broke (3): ")
    assert record.getMessage().endswith("xno library")
    assert len(record.getMessage()) < 5000


@pytest.mark.parametrize("pipe", ["stdout", "stderr"])
def test_whatever_a_parser_says_a_few_thousand_bytes_are_kept(staged, played, pipe):
    played(f"import sys\nfor _ in range(100): sys.{pipe}.write('x' * 100_000)")
    with subprocess.Popen([sys.executable, inspection.CHILD], stdout=-1, stderr=-1) as child:
        assert sorted(map(len, inspection.output_of(child))) == [0, inspection.HEARD]


def test_a_parser_that_speaks_without_end_is_stopped(staged, played, monkeypatch):
    played("while True: print('x' * 1000)")
    monkeypatch.setattr(inspection, "PATIENCE", 0.2)
    assert look(staged(pdf()), "pdf").fault == "bomb"


def test_a_parser_whose_time_of_processor_is_over_met_a_bomb(staged, played):
    """Told apart from one that breaks by the signal of the first limit; the second ends one that does not hear it."""
    assert child("import resource; print(resource.getrlimit(resource.RLIMIT_CPU))").stdout == b"(10, 11)\n"
    played("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)")
    assert look(staged(pdf()), "pdf").fault == "bomb"


def test_a_parser_that_is_taken_over_reaches_no_network():
    """Where the system lets a user have a network of its own, it holds no way out, not even to this machine.

    Where it refuses one, the reader goes without, and works.
    """
    asking = "import ctypes; raise SystemExit(ctypes.CDLL(None).unshare(0x50000000) and 1)"
    refused = subprocess.run([sys.executable, "-c", asking], capture_output=True, check=False).returncode != 0
    with socket.create_server(("127.0.0.1", 0)) as server:
        reach = f"import socket; socket.create_connection(('127.0.0.1', {server.getsockname()[1]}), 5)"
        done = child(reach)
    assert (done.returncode == 0) == refused
    assert (b"OSError: [Errno 101]" in done.stderr) == (not refused)


def test_where_a_network_of_its_own_is_refused_the_reader_goes_without(monkeypatch):
    class Refusing:
        def unshare(self, flags):
            return -1

    monkeypatch.setattr(child_module.ctypes, "CDLL", lambda name: Refusing())
    child_module.leave_network()
    monkeypatch.setattr(child_module.ctypes, "CDLL", lambda name: object())  # a system without it
    child_module.leave_network()


def test_the_child_sees_neither_our_settings_nor_our_secrets(staged, monkeypatch, tmp_path):
    spy = tmp_path / "spy.py"
    spy.write_text(
        "import json, os, sys\n"
        "leaked = [name for name in os.environ if name.startswith(('ENTREGENT', 'DJANGO'))]\n"
        f"leaked += [path for path in sys.path if path == {str(Path.cwd())!r}]\n"
        "print(json.dumps({'magic': ' '.join(leaked), 'media': 'x', 'fault': ''}))\n"
    )
    monkeypatch.setenv("ENTREGENT_SECRET_KEY", "secret")
    monkeypatch.setattr(inspection, "CHILD", spy)
    assert look(staged(pdf()), "pdf").magic == ""
