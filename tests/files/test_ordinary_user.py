"""Files and the demonstration as whoever is not root has them, on a machine with a compiler."""

import json
import os
import shutil
import signal
import time
from contextlib import suppress
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.files.corpus import GOOD
from tools import ordinary
from tools.ports import free_port

LOOK = """
import json, sys
from pathlib import Path
from entregent.files.inspection import look
print(json.dumps({name: vars_of(look(Path(path), reader)) for name, (path, reader) in json.loads(sys.argv[1]).items()}))
""".replace("vars_of(", "(lambda report: [report.magic, report.media, report.fault])(")
KINDS = {"lettre.pdf": "pdf", "photo.JPG": "picture", "lettre.docx": "office", "mot.txt": "text", "tout.zip": "archive"}
PATIENCE = 240  # seconds for a year of life to be written beside other tests


@pytest.fixture(scope="module")
def user():
    with ordinary.user() as found:
        yield found


@pytest.mark.drill
def test_a_compiler_is_there():
    """Without one, what ctypes does to find a library is another thing."""
    assert shutil.which("gcc") or shutil.which("cc")


@pytest.mark.drill
def test_each_kind_of_file_is_known(user, tmp_path):
    tmp_path.chmod(0o755)
    asked = {}
    for name, reader in KINDS.items():
        path = user.home / name
        path.write_bytes(GOOD[name][0]())
        path.chmod(0o644)
        asked[name] = (str(path), reader)
    look = user.start("-c", LOOK, json.dumps(asked), ENTREGENT_MODE="test", ENTREGENT_DATA=str(user.home))
    said, _ = look.communicate(timeout=PATIENCE)
    found = json.loads(said.splitlines()[-1])
    assert {name: report[1:] for name, report in found.items()} == {name: [GOOD[name][1], ""] for name in KINDS}


@pytest.mark.drill
def test_the_demonstration_starts(user):
    """Its story sends files: it breaks at the first one that cannot be looked into."""
    port = free_port()
    data = user.home / "data"
    demo = user.start("-m", "entregent", "demo", PORT=str(port), ENTREGENT_DATA=str(data))
    try:
        assert answers(f"http://127.0.0.1:{port}/connexion/", demo), demo.stdout.read()
    finally:
        with suppress(ProcessLookupError):  # it ended by itself: the assertion says so
            os.killpg(demo.pid, signal.SIGTERM)
        demo.wait(30)


def answers(address, process):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            with urlopen(address) as page:
                return page.status == 200
        except (URLError, ConnectionError):
            time.sleep(0.5)
    return False
