"""Each drill of files, small: it holds against what the portal does, and breaks when a fault is planted."""

import io
import os
import zipfile
from types import SimpleNamespace

import pytest
from PIL import Image

from bench import drill_batches, drill_bombs, drill_disguises, drill_names, drill_queue, hostile
from bench.drill_wire import Sender, fault_of_gift, fault_of_refusal
from bench.tally import Tally
from entregent.core.disposition import disposition
from entregent.files import names
from tests.bench.attacked import Fake, Store, answer, gift


def test_a_file_as_it_should_be_served_holds():
    assert fault_of_gift(gift()) == ""


@pytest.mark.parametrize(
    "changed",
    [
        {"content_disposition": "inline"}, {"content_disposition": ""}, {"x_content_type_options": ""},
        {"content_security_policy": ""}, {"content_security_policy": "sandbox allow-scripts; default-src 'none'"},
        {"cache_control": "private"}, {"content_type": "text/html"}, {"content_type": "image/svg+xml"},
        {"content_type": ""},
    ],
)  # fmt: skip
def test_a_file_that_could_be_shown_breaks(changed):
    assert fault_of_gift(gift(**changed))


@pytest.mark.parametrize(("status", "words", "holds"), [(422, "Non.", True), (422, "", False), (500, "Aïe", False)])
def test_a_refusal_has_a_status_and_words(status, words, holds):
    assert (fault_of_refusal(answer(status, words.encode())) == "") is holds


def test_bombs_are_weighed():
    """A server that breaks on them is broken, and what it spends is measured."""
    small = {"essai.zip": lambda: b"PK"}
    held = drill_bombs.bombs(Tally("F1", most_seconds=1, most_mib=32), Store().sender(), small, [])
    assert (held.held, held.broken) == (drill_bombs.TIMES, 0)
    broken = drill_bombs.bombs(Tally("F1"), Sender(Fake(lambda *asked: answer(502))), small, [])
    assert broken.broken == drill_bombs.TIMES


def test_the_memory_of_the_web_processes_is_watched():
    import threading

    with drill_bombs.watched([os.getpid()]) as cost:
        held = bytearray(b"x" * 60 * 2**20)
        threading.Event().wait(0.2)
    assert len(held) > cost.mib > 40


@pytest.mark.parametrize("name", hostile.DISGUISES)
def test_disguises_break_a_server_that_takes_all(name):
    make, is_refused = hostile.DISGUISES[name]
    fault = drill_disguises.fault_of_disguise(Store().sender(), name, make(), {}, is_refused=is_refused)
    assert fault == (f"{name}: taken" if is_refused else fault)
    assert bool(fault) is (is_refused or not name.endswith(".txt"))  # it says of everything that it is text


def test_the_names_hold_as_the_portal_cleans_them():
    kept, tally = [], Tally("F4")
    for name in drill_names.NAMES:
        tally.attempt(lambda name=name: drill_names.fault_of_sent(Store().sender(), name, kept))
    assert tally.faults == []
    assert drill_names.twins(tally, kept).faults == []


def test_the_names_break_a_server_that_keeps_them_as_they_come():
    kept, tally = [], Tally("F4")
    for name in drill_names.NAMES:
        tally.attempt(lambda name=name: drill_names.fault_of_sent(Store(lambda said: said).sender(), name, kept))
    assert tally.broken > len(drill_names.NAMES) / 2
    assert drill_names.twins(Tally("F4"), kept).broken == 1


@pytest.mark.parametrize(
    "label",
    [
        "",
        "a/b.txt",
        "a\\b.txt",
        ".htaccess",
        "a" * 256,
        "con.txt",
        "a\u202eb.txt",
        "e\u0301.txt",
        " a.txt",
        "a\x00.txt",
    ],
)
def test_a_label_that_misleads_breaks(label):
    assert drill_names.fault_of_label(label)


def test_a_header_that_a_name_breaks_out_of_breaks():
    assert drill_names.fault_of_header(disposition(names.clean_name("été.txt")), []) == ""
    for told in ('attachment; filename="a"; filename="b.html"', "attachment; filename=a\r\nX: 1", "inline"):
        assert drill_names.fault_of_header(told, [])


def test_a_name_that_reached_the_disk_is_found(tmp_path):
    folder = tmp_path / "data"
    (folder / "files" / "objects" / "ab" / "cd").mkdir(parents=True)
    (folder / "files" / "objects" / "ab" / "cd" / "abcd").touch()
    assert drill_names.traces(Tally("F4"), folder).broken == 0
    (tmp_path / "evade.txt").touch()
    assert drill_names.traces(Tally("F4"), folder).broken == 1


def test_a_file_sent_twice_is_two_files_and_a_part_is_added_once():
    assert drill_batches.fault_of_twice(Store().sender(), b"Bonjour") == ""
    deaf = Store()
    deaf.go_on = lambda key, file, method, body, said: (setattr(file, "content", body), answer(204))[1]
    assert drill_batches.fault_of_twice(deaf.sender(), b"Bonjour") == "added twice: 204"


@pytest.fixture
def cut(monkeypatch):
    """The network goes after so many bytes."""
    monkeypatch.setattr(drill_batches, "cut", lambda sender, path, content, end: sender.add(path, content[:end]))


@pytest.mark.usefixtures("cut")
def test_a_file_that_is_served_before_it_is_whole_breaks():
    assert drill_batches.fault_of_cut(Store().sender(), b"Bonjour") == ""
    hasty = Store()
    hasty.give = lambda file: gift()
    assert "before it was whole" in drill_batches.fault_of_cut(hasty.sender(), b"Bonjour")


@pytest.mark.usefixtures("cut")
def test_who_asked_too_early_how_far_it_is_goes_on_from_what_the_refusal_made_them_ask_again():
    def forgetful(times):
        store, left = Store(), [None] * times
        go_on = store.go_on
        store.go_on = lambda *asked: (
            answer(200, upload_offset="0") if asked[2] == "HEAD" and (left and [left.pop()]) else go_on(*asked)
        )
        return store.sender()

    assert drill_batches.fault_of_cut(forgetful(1), b"Bonjour") == ""
    assert drill_batches.fault_of_cut(forgetful(9), b"Bonjour").startswith("409")


@pytest.mark.usefixtures("cut")
def test_a_file_that_was_given_up_and_goes_on_breaks():
    assert drill_batches.fault_of_giving_up(Store().sender(), b"Bonjour") == ""
    stubborn = Store()
    go_on = stubborn.go_on
    stubborn.go_on = lambda *asked: answer(204) if asked[2] == "DELETE" else go_on(*asked)
    assert drill_batches.fault_of_giving_up(stubborn.sender(), b"Bonjour") == "still there, at 3"


def test_what_comes_back_is_what_was_sent():
    store = Store()
    path = drill_batches.begun(store.sender(), 7)
    store.sender().add(path, b"Bonsoir")
    assert "not the same" in drill_batches.fault_of_content(store.sender(), path, b"Bonjour")


def scene(store):
    return SimpleNamespace(attacker=lambda person="": store.sender(person or "public").attacker)


def test_uploads_of_others_are_none_at_all():
    assert drill_batches.strangers(Tally("F5"), scene(Store()), 1).faults == []
    broken = drill_batches.strangers(Tally("F5"), scene(Store(is_blind=True)), 1)
    assert broken.broken > len(drill_batches.HOLDERS)


@pytest.mark.parametrize(("room", "holds"), [(10, True), (11, False), (9, False)])
def test_a_house_takes_what_it_has_room_for_and_no_more(room, holds):
    tally = Tally("F5")
    drill_batches.over(tally, Store(room=room).sender())
    assert (tally.broken == 0) is holds


def test_a_batch_is_counted_and_compared():
    assert drill_batches.batch(Tally("F5"), Store().sender(), 6).held == 6
    narrow = drill_batches.batch(Tally("F5"), Store(room=4).sender(), 6)
    assert (narrow.held, narrow.broken) == (4, 2)


def test_what_the_cleaning_leaves_is_found(tmp_path):
    def place(rows):
        return SimpleNamespace(place=SimpleNamespace(folder=tmp_path, run=lambda *_: "", rows=rows))

    kept = tmp_path / "files" / "objects" / "ab" / "cd" / "abcd"
    kept.parent.mkdir(parents=True)
    (tmp_path / "files" / "staging").mkdir()
    kept.touch()
    named = place(lambda query: [("abcd",)] if "digest" in query else [])
    assert drill_batches.cleaned(Tally("F5"), named).broken == 0
    (tmp_path / "files" / "staging" / "0-1").touch()
    assert drill_batches.cleaned(Tally("F5"), named).broken == 1
    assert drill_batches.cleaned(Tally("F5"), place(lambda query: [])).broken == 2
    assert drill_batches.cleaned(Tally("F5"), place(lambda query: [("ef",)])).broken == 3


@pytest.mark.parametrize(
    ("seen", "last", "holds"),
    [
        ({"rows": 9, "received": 2, "left": 7, "total": 30}, 20, True),
        ({"rows": 9, "received": 2, "left": 7, "total": 30}, 40, False),
        ({"rows": 9, "received": 2, "left": 7, "total": 100}, 20, False),
        ({"rows": 9, "received": 2, "left": 5, "total": 30}, 20, False),
    ],
)
def test_a_bar_that_lies_breaks(seen, last, holds):
    assert (drill_queue.fault_of_bar(seen, last) == "") is holds


def test_what_the_page_gave_up_may_take_the_server_a_moment():
    counts = iter([49, 48])
    assert drill_queue.fault_of_kept(lambda: next(counts), 48) == ""
    assert drill_queue.fault_of_kept(lambda: 49, 48, patience=0) == "49 kept, 48 shown"
    assert drill_queue.fault_of_kept(lambda: 47, 48, patience=0) == "47 kept, 48 shown"  # one that was shown is lost


def test_hostile_files_are_what_they_say():
    assert len(zipfile.ZipFile(io.BytesIO(hostile.crowd(300))).namelist()) == 300
    with zipfile.ZipFile(io.BytesIO(hostile.swollen("a", "b", size=2**21))) as archive:
        assert [entry.file_size for entry in archive.infolist()] == [4, 2**21]
    lying = hostile.lying(hostile.swollen("a", size=2**20), 0xFFFFFFFE)
    assert zipfile.ZipFile(io.BytesIO(lying)).infolist()[0].file_size == 0xFFFFFFFE
    assert Image.open(io.BytesIO(hostile.gif(20))).n_frames == 20
    assert Image.open(io.BytesIO(hostile.png(64))).size == (64, 64)
    assert len(hostile.zeros(2**24, 2)) < 1000
    assert hostile.unfolding(2**20).startswith(b"%PDF")
    assert hostile.unfolding_list(2**20).endswith(b"%%EOF")
