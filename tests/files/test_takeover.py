"""Whoever asks last has the upload; two never write at once, in one process or in several."""

import asyncio
import hashlib
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest

from entregent.files import staging
from entregent.files.models import File
from entregent.files.tus import hold
from entregent.files.tus.sink import Digest, Sink
from entregent.files.tus.visitor import Visitor
from tests import doors
from tests.files.sender import STREAM, exchange, uuid_of

pytestmark = pytest.mark.usefixtures("unread")
CONTENT = bytes(range(256)) * 40


async def beside(stalled, taken, then):
    """A request whose bytes stopped coming after so many, and what comes after it."""
    first = asyncio.create_task(stalled)
    while taken not in [writer.taken for writer in hold._writers.values()]:  # noqa: ASYNC110 (there is nothing to be told by)
        await asyncio.sleep(0.001)
    return await then, await first


def patch(sender, path, offset, *pieces, **more):
    scope = sender.scope("PATCH", path, Upload_Offset=str(offset), **STREAM)
    return exchange(scope, pieces, **more)


def test_a_new_request_has_what_a_dead_one_left(sender):
    agent = sender("agent")
    path = agent.begun(len(CONTENT))
    dead = patch(agent, path, 0, CONTENT[:3000], CONTENT[3000:5000], never_ends=True)
    look, told = doors.run(beside(dead, 5000, exchange(agent.scope("HEAD", path), [])))
    assert (look.status_code, look.headers["Upload-Offset"]) == (200, "5000")
    assert told.status_code == 409  # the dead one is told, should anyone still listen
    assert agent.add(path, 5000, CONTENT[5000:]).status_code == 204
    assert File.objects.unscoped("test").get().digest == hashlib.sha256(CONTENT).hexdigest()


def test_who_came_first_is_taken_in_first(sender, monkeypatch):
    """A request that is still asked who it is when the next one comes: its bytes are counted in what that is told."""
    agent = sender("agent")
    path = agent.begun(len(CONTENT))
    at, here = Visitor.at, asyncio.Event()

    async def asked(scope):
        if scope["method"] == "PATCH":
            await here.wait()
        elif scope["method"] == "HEAD":
            asyncio.get_running_loop().call_later(0.1, here.set)
        return await at(scope)

    monkeypatch.setattr(Visitor, "at", asked)

    async def both():
        sent = asyncio.create_task(patch(agent, path, 0, CONTENT[:3000], cut=True))
        await asyncio.sleep(0)
        told = await exchange(agent.scope("HEAD", path), [])
        await sent
        return told

    told = doors.run(both())
    assert told.headers["Upload-Offset"] == "3000"
    assert agent.offset(path) == 3000
    assert hold._lines == {}


def test_what_was_sent_before_and_read_after_is_counted_too(sender, monkeypatch):
    """Bytes of a connection that was closed, which the server reads only once it was asked how far they came."""
    monkeypatch.setattr(hold, "LATECOMERS", 0.1)
    agent = sender("agent")
    path = agent.begun(len(CONTENT))

    async def both():
        looks = asyncio.create_task(exchange(agent.scope("HEAD", path), []))
        await asyncio.sleep(0.02)
        await patch(agent, path, 0, CONTENT[:3000], cut=True)
        return await looks

    assert doors.run(both()).headers["Upload-Offset"] == "3000"


def test_one_who_never_comes_to_it_holds_up_nobody_for_long(sender, monkeypatch):
    monkeypatch.setattr(hold, "PATIENCE", 0.05)
    agent = sender("agent")
    path = agent.begun(len(CONTENT))

    async def late():
        with hold.in_line(uuid_of(path)):
            return await asyncio.create_task(exchange(agent.scope("HEAD", path), []))

    assert doors.run(late()).status_code == 423
    assert agent.offset(path) == 0


def test_a_stalled_sender_is_let_go_and_its_bytes_kept(sender, monkeypatch):
    monkeypatch.setattr(hold, "WINDOW", 0.05)
    monkeypatch.setattr(hold, "ROUND", 0.01)
    agent = sender("agent")
    path = agent.begun(len(CONTENT))
    told = doors.run(patch(agent, path, 0, CONTENT[:100], never_ends=True))
    assert told.status_code == 408
    assert agent.offset(path) == 100


def test_a_server_that_stops_says_come_back(sender, monkeypatch):
    from entregent.core.bridge import lifespan

    monkeypatch.setattr(hold, "ROUND", 0.01)
    agent = sender("agent")
    path = agent.begun(len(CONTENT))

    async def stop():
        lifespan.stopping().set()

    _, told = doors.run(beside(patch(agent, path, 0, CONTENT[:100], never_ends=True), 100, stop()))
    assert (told.status_code, told.headers["Retry-After"]) == (503, "2")
    assert agent.offset(path) == 100


def test_what_was_given_up_takes_no_more(sender, django_capture_on_commit_callbacks):
    agent = sender("agent")
    path = agent.begun(len(CONTENT))
    dead = patch(agent, path, 0, CONTENT[:3000], never_ends=True)
    with django_capture_on_commit_callbacks(execute=True):
        gone, told = doors.run(beside(dead, 3000, exchange(agent.scope("DELETE", path), [])))
    assert (gone.status_code, told.status_code) == (204, 409)
    assert staging.size(uuid_of(path)) is None


HOLDER = """
import asyncio, sys
from pathlib import Path
from uuid import UUID
import django
from django.conf import settings
settings.configure(DATA=sys.argv[1])
from entregent.files.tus import hold
from entregent.files.tus.sink import Digest, Sink, pour

async def receive():
    message = {"type": "http.request", "body": sys.argv[4].encode() * 9, "more_body": True}
    return await asyncio.sleep(float(sys.argv[3]), message)

async def main():
    uuid = UUID(sys.argv[2])
    for _ in range(int(sys.argv[5])):
        async with hold.hold(uuid) as handle:
            sink = Sink(handle, Digest(), 10**9)
            async with hold.writing(uuid) as writer:
                print("holds", flush=True)
                assert not await pour(receive, sink, writer)
                print(writer.reason, sink.offset, flush=True)

asyncio.run(main())
"""


def holder(place, uuid, *, pause=0.0, sign="a", turns=1):
    """Another process of the server that writes to the upload until it is told to let go."""
    command = [sys.executable, "-c", HOLDER, str(place.parent), str(uuid), str(pause), sign, str(turns)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path.cwd())


def test_another_process_lets_go_and_keeps_what_it_had(sender, place):
    agent = sender("agent")
    path = agent.begun(10**6)
    other = holder(place, uuid_of(path), pause=0.01)
    assert other.stdout.readline() == "holds\n"
    offset = agent.offset(path)
    assert other.communicate()[0] == f"superseded {offset}\n"
    assert staging.path(uuid_of(path)).read_bytes() == b"a" * offset
    assert not list(staging.claims().iterdir())


def test_a_process_that_dies_holds_nothing(sender, place):
    agent = sender("agent")
    path = agent.begun(10**6)
    other = holder(place, uuid_of(path), pause=60)
    other.stdout.readline()
    other.kill()
    other.wait()
    assert agent.offset(path) == 0


def test_a_process_that_hangs_is_waited_for_with_patience_only(sender, place, monkeypatch):
    import signal

    monkeypatch.setattr(hold, "PATIENCE", 0.05)
    agent = sender("agent")
    path = agent.begun(10**6)
    other = holder(place, uuid_of(path), pause=60)
    other.stdout.readline()
    other.send_signal(signal.SIGSTOP)
    told = agent.ask("HEAD", path)
    other.kill()
    other.communicate()
    assert (told.status_code, told.headers["Retry-After"]) == (423, "1")
    assert not list(staging.claims().iterdir())  # whoever gave up waiting wants it no more


def test_two_processes_in_a_tug_of_war_never_write_at_once(place):
    """Each writes its own sign in nines, takes the upload from the other again and again, and says up to where."""
    uuid = uuid4()
    staging.begin_staging(uuid)
    others = [holder(place, uuid, sign=sign, turns=4) for sign in "ab"]
    others.append(holder(place, uuid, sign="c", turns=1, pause=0.2))
    asyncio.run(pull_out(uuid, others))
    said = {sign: [int(line.split()[1]) for line in other.stdout if line.startswith("superseded")]
            for sign, other in zip("abc", others, strict=True)}  # fmt: skip
    content = staging.path(uuid).read_bytes()
    assert_turns(content, sorted((end, sign) for sign, ends in said.items() for end in ends))


async def pull_out(uuid, others):
    """Until each of them had all its turns."""
    while any(other.poll() is None for other in others):
        async with hold.hold(uuid):
            pass
        await asyncio.sleep(0.05)


def assert_turns(content, turns):
    """Between the end of one turn and that of the next, there is one sign alone."""
    start = 0
    for end, sign in turns:
        assert set(content[start:end]) <= {ord(sign)}, (start, end, sign)
        start = end
    assert start == len(content)


def test_a_planted_interleaving_is_noticed():
    with pytest.raises(AssertionError):
        assert_turns(b"aaabaaabbb", [(7, "a"), (10, "b")])
    assert_turns(b"aaabbb", [(3, "a"), (6, "b")])


def test_a_handle_of_a_finished_file_is_not_written_to(place):
    """Someone waited for the lock while the upload was completed: the handle leads to the object by then."""

    async def late(uuid):
        async with hold.hold(uuid):
            waiting = asyncio.create_task(wait_for(uuid))
            await asyncio.sleep(hold.POLL)
            staging.path(uuid).rename(place / "object")
        return await waiting

    async def wait_for(uuid):
        with pytest.raises(hold.Vanished):
            async with hold.hold(uuid):
                pass

    uuid = uuid4()
    staging.begin_staging(uuid)
    asyncio.run(late(uuid))


def test_a_disk_that_refuses_ends_the_request_and_keeps_the_rest(sender, monkeypatch):
    import os

    agent = sender("agent")
    path = agent.begun(len(CONTENT))
    write, left = os.write, [5000]

    def until_full(handle, view):
        if not left[0]:
            raise OSError(28, "No space left on device")
        count = write(handle, view[: left[0]])
        left[0] -= count
        return count

    monkeypatch.setattr("entregent.files.tus.sink.os.write", until_full)
    told = agent.add(path, 0, CONTENT[:3000], CONTENT[3000:9000])
    assert told.status_code == 507
    assert told.content
    monkeypatch.undo()
    assert agent.offset(path) == 5000


def test_a_sink_counts_what_it_wrote_and_sums_what_it_counts(tmp_path):
    async def fill():
        path = tmp_path / "f"
        with path.open("ab") as file:
            digest = Digest()
            sink = Sink(file.fileno(), digest, 10)
            await sink.put(b"12345")
            await sink.put(b"")
            await sink.put(b"67890")
            await sink.put(b"x")
            await sink.settle()
            return path, digest, sink

    path, digest, sink = asyncio.run(fill())
    assert (path.read_bytes(), sink.offset, sink.is_over) == (b"1234567890", 10, True)
    assert digest.value() == hashlib.sha256(b"1234567890").digest()
