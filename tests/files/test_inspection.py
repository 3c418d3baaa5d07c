import subprocess
import sys
from pathlib import Path

import pytest

from entregent.files import child as child_module
from entregent.files import inspection
from entregent.files.inspection import CHILD, Unfit, demand_name, inspect, look
from entregent.files.kinds import DOCUMENTS
from tests.files.corpus import BAD, GOOD, REFUSED_NAMES, pdf


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
    assert inspect(staged(make()), name, DOCUMENTS) == media


@pytest.mark.parametrize("name", ["facture.pdf", "bombe.png", "bombe.zip"])
def test_a_child_process_refuses_what_is_not(staged, name, in_english):
    make, words = BAD[name]
    with pytest.raises(Unfit) as refusal:
        inspect(staged(make()), name, DOCUMENTS)
    assert words in str(refusal.value.message)


@pytest.mark.parametrize("name", GOOD)
def test_content_that_is_its_name_is_known(staged, near, name):
    make, media = GOOD[name]
    assert inspect(staged(make()), name, DOCUMENTS) == media


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


@pytest.mark.parametrize("code", ["import os; os.abort()", "print('{')", "print('[]')", "raise SystemExit(1)"])
def test_a_parser_that_breaks_is_no_proof(staged, monkeypatch, tmp_path, code):
    broken = tmp_path / "broken.py"
    broken.write_text(code)
    monkeypatch.setattr(inspection, "CHILD", broken)
    with pytest.raises(Unfit):
        inspect(staged(pdf()), "a.pdf", DOCUMENTS)


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
