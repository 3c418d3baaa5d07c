"""F5: files that are cut, doubled, given up, many, too many; and the uploads of others."""

from __future__ import annotations

import hashlib
import os
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import product

from bench.attacker import Answer
from bench.drill_ground import Scene
from bench.drill_wire import Sender, fault_of_gift, gift_of
from bench.tally import MIB, Tally

TIMES, BATCH, OTHERS, ROUNDS = 20, 500, 50, 5
TRIES = 3  # to go on after a cut, as clients do
PARALLEL, ROOM = 20, 10  # uploads of a MiB at once, in a house that has room for so many
WORDS = b"Releve du trimestre : tout y est.\n"
VERBS = ("HEAD", "PATCH", "DELETE", "GET", "POST", "PUT")
HOLDERS = ("public", "colleague", "administrator", "referent", "other", "manager", "handler", "platform")
LONG_AGO = 3 * 24 * 3600


def drills(scene: Scene) -> Iterator[Tally]:
    sender = Sender(scene.attacker("agent"))
    yield repeated(Tally("F5 cut, looked at, resumed"), TIMES, lambda number: fault_of_cut(sender, text(number)))
    yield repeated(Tally("F5 given up half-way"), TIMES, lambda number: fault_of_giving_up(sender, text(number)))
    yield repeated(Tally("F5 sent twice, added twice"), TIMES, lambda number: fault_of_twice(sender, text(number)))
    yield strangers(Tally("F5 another's upload"), scene, OTHERS)
    yield batch(Tally(f"F5 {BATCH} files in one batch"), sender, BATCH)
    yield cleaned(Tally("F5 nothing left after the cleaning"), scene)


def quota(scene: Scene) -> Iterator[Tally]:
    """To be run in a house with room for ROOM, and nothing in it."""
    sender = Sender(scene.attacker("agent"))
    tally = Tally(f"F5 {PARALLEL} at once, room for {ROOM}")
    for _ in range(ROUNDS):
        over(tally, sender)
    yield tally


def text(number: int) -> bytes:
    return WORDS * 2000 + str(number).encode()


def repeated(tally: Tally, times: int, work: Callable[[int], str]) -> Tally:
    for number in range(times):
        tally.attempt(lambda number=number: work(number))
    return tally


def fault_of_cut(sender: Sender, content: bytes) -> str:
    """The sender is gone half-way: there is no file until the rest came, and then it is the same."""
    path, half = begun(sender, len(content)), len(content) // 2
    cut(sender, path, content, half)
    offset = settled(sender, path)
    if not 0 <= offset <= half:
        return f"{offset} of {half} sent are said to be there"
    if (early := sender.attacker.get(gift_of(path))).status == 200:
        return f"served before it was whole: {len(early.body)} bytes"
    answer = resumed(sender, path, content, offset)
    return fault_of_content(sender, path, content) if answer.status == 204 else f"{answer.status} {answer.text[:80]}"


def resumed(sender: Sender, path: str, content: bytes, offset: int) -> Answer:
    """From where it stopped. Bytes of the cut one may come in after it was asked how far they are: 409 then says so."""
    for _ in range(TRIES):
        answer = sender.add(path, content[offset:], offset)
        if answer.status != 409:
            break
        offset = settled(sender, path)
    return answer


def begun(sender: Sender, size: int, name: str = "releve.txt") -> str:
    """Its address. Raises RuntimeError when it is refused."""
    answer = sender.begin(name, size)
    if answer.status != 201:
        raise RuntimeError(f"not begun: {answer.status} {answer.text[:80]}")
    return answer.header("location")


def cut(sender: Sender, path: str, content: bytes, end: int) -> None:
    """Announces the whole, sends so much, and is gone."""
    attacker = sender.attacker
    told = [*attacker.ours(b""), ("Tus-Resumable", "1.0.0"), ("X-CSRFToken", attacker.cookies["csrf"])]
    told += [("Origin", f"http://{attacker.host}"), ("Upload-Offset", "0"), ("Content-Length", str(len(content)))]
    told += [("Content-Type", "application/offset+octet-stream")]
    head = "".join(f"{name}: {value}\r\n" for name, value in told)
    with socket.create_connection(("127.0.0.1", attacker.port), timeout=30) as link:
        link.sendall(f"PATCH {path} HTTP/1.1\r\n{head}\r\n".encode() + content[:end])


def settled(sender: Sender, path: str) -> int:
    """How far it is, once the server has noticed."""
    time.sleep(0.05)
    return sender.offset(path)


def fault_of_content(sender: Sender, path: str, content: bytes) -> str:
    given = sender.attacker.get(gift_of(path))
    same = hashlib.sha256(given.body).digest() == hashlib.sha256(content).digest()
    return fault_of_gift(given) or ("" if same else f"{len(given.body)} bytes came back, not the same")


def fault_of_giving_up(sender: Sender, content: bytes) -> str:
    path = begun(sender, len(content))
    cut(sender, path, content, len(content) // 2)
    settled(sender, path)
    gone = sender.ask("DELETE", path)
    if gone.status != 204:
        return f"DELETE: {gone.status}"
    if (offset := sender.offset(path)) >= 0:
        return f"still there, at {offset}"
    late = sender.add(path, content)
    return "" if late.status in (404, 410) else f"goes on after it was given up: {late.status}"


def fault_of_twice(sender: Sender, content: bytes) -> str:
    """The same file is two files; the same part is added once."""
    first, second = (begun(sender, len(content)) for _ in range(2))
    for path in (first, second):
        sender.add(path, content)
        again = sender.add(path, content)
        if again.status < 400:
            return f"added twice: {again.status}"
    return fault_of_content(sender, first, content) or fault_of_content(sender, second, content)


def strangers(tally: Tally, scene: Scene, number: int) -> Tally:
    """Every verb of every role on addresses that are another's: as if there were none."""
    owner, others = Sender(scene.attacker("agent")), {
        name: Sender(scene.attacker("" if name == "public" else name)) for name in HOLDERS
    }  # fmt: skip
    paths = [begun(owner, len(WORDS)) for _ in range(number)]
    for path, verb, (name, sender) in product(paths, VERBS, others.items()):
        tally.attempt(lambda p=path, v=verb, n=name, s=sender: fault_of_stranger(s, n, v, p))
    for path in paths:
        offset = owner.offset(path)
        tally.judge("" if offset == 0 else f"{path} is at {offset} after others came")
        owner.ask("DELETE", path)
    return tally


def fault_of_stranger(sender: Sender, name: str, verb: str, path: str) -> str:
    if verb == "PATCH":
        answer: Answer = sender.add(path, WORDS)
    else:
        answer = sender.ask(verb, path)
    wanted = (401, 403) if name == "public" else (404,)
    told = answer.status not in wanted or answer.header("upload-offset") or answer.header("upload-length")
    return f"{verb} as {name}: {answer.status}" if told else ""


def batch(tally: Tally, sender: Sender, number: int) -> Tally:
    """As many as a long day brings, two at a time, as the page does; each comes back the same."""

    def send(place: int) -> str:
        content = WORDS + str(place).encode()
        path = begun(sender, len(content), f"piece-{place:03}.txt")
        done = sender.add(path, content)
        return fault_of_content(sender, path, content) if done.status == 204 else f"{place}: {done.status} {done.text}"

    with ThreadPoolExecutor(2) as pool:
        for one in [pool.submit(send, place) for place in range(number)]:
            tally.attempt(one.result)
    return tally


def over(tally: Tally, sender: Sender) -> None:
    """As many as there is room for are taken: never one more; nor one less, or nothing was tried."""
    with ThreadPoolExecutor(PARALLEL) as pool:
        answers = list(pool.map(lambda place: sender.begin(f"gros-{place}.txt", MIB), range(PARALLEL)))
    taken = [answer for answer in answers if answer.status == 201]
    for number, answer in enumerate(answers):
        fault = "" if answer.status in (201, 413) else f"{answer.status}"
        tally.judge(fault or ("" if number or len(taken) == ROOM else f"{len(taken)} taken, room for {ROOM}"))
    for answer in taken:
        sender.ask("DELETE", answer.header("location"))


def cleaned(tally: Tally, scene: Scene) -> Tally:
    """A day passes, by the dates of the files; then the hourly cleaning has left what rows name, and nothing else."""
    store = scene.place.folder / "files"
    for path in [*store.glob("staging/*"), *store.glob("objects/*/*/*")]:
        os.utime(path, (time.time() - LONG_AGO,) * 2)
    scene.place.run("bench.drill_cast", "sweep")
    open_ = {str(key) for (key,) in scene.place.rows("SELECT uuid FROM files_upload WHERE state = 'open'")}
    named = {digest for (digest,) in scene.place.rows("SELECT digest FROM files_file")}
    for path in store.glob("staging/*"):
        tally.judge("" if path.name.replace("-", "") in open_ else f"staged and nobody's: {path.name}")
    objects = {path.name for path in store.glob("objects/*/*/*")}
    for digest in objects | named:
        tally.judge(
            "" if digest in objects and digest in named else f"{digest[:12]}: bytes without a row, or the reverse"
        )
    return tally
