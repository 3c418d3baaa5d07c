"""W9: passwords, codes and links are asked for only so often; a proof of work serves once, here, and soon."""

from __future__ import annotations

import json
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice

from bench.attacker import Answer, Attacker
from bench.drill_door import CODE, FORGOTTEN, STEP, code, forget, is_in, network, proof, sign_in, worked
from bench.drill_ground import Scene
from bench.tally import Tally

TRIES, REPLAYS, RESETS, AT_ONCE = 1000, 20, 200, 20
EVALUATED = 10  # of wrong tries, in the first minute; then one a minute at most
MAILED = 3
BRAKED = 429


def drills(scene: Scene) -> Iterator[Tally]:
    yield passwords(Tally(f"W9 {TRIES} passwords, one account"), scene)
    yield codes(Tally(f"W9 {TRIES} codes, one account"), scene)
    yield resets(Tally(f"W9 {RESETS} new passwords asked for"), scene)
    for name, given in proofs(scene).items():
        yield refused(Tally(f"W9 proofs {name}"), scene, given)
    yield at_once(Tally("W9 one proof, many at once"), scene)


class Brake:
    """How many tries were looked at. Few may be, and none is right."""

    def __init__(self) -> None:
        self.began, self.evaluated = time.monotonic(), 0

    def fault_of(self, answer: Answer) -> str:
        if answer.status == BRAKED:
            return "" if answer.header("retry-after") else "told to wait, not how long"
        if answer.status != 422:
            return f"status {answer.status}"
        self.evaluated += 1
        most = EVALUATED + int(time.monotonic() - self.began) // 60
        return f"{self.evaluated} tries were looked at, {most} may be" if self.evaluated > most else ""


def passwords(tally: Tally, scene: Scene) -> Tally:
    """Of one person, from one place; meanwhile the person comes in from elsewhere."""
    email, place, brake = scene.cast.people["colleague"].email, network(), Brake()
    for number in range(TRIES):
        attacker = scene.attacker(place=place)
        tally.attempt(lambda a=attacker, n=number: brake.fault_of(sign_in(a, email, f"faux-{n}")))
    owner = scene.attacker(place=network())
    sign_in(owner, email, scene.cast.password)
    tally.judge("" if is_in(owner) else "the rightful person is kept out")
    tally.note = f"{brake.evaluated} looked at"
    return tally


def codes(tally: Tally, scene: Scene) -> Tally:
    """Somebody knows the password. Its owner has signed in before, on a browser of theirs."""
    person = scene.cast.people["factored"]
    owner = scene.attacker(place=network())
    used = code(person.secret)
    tally.judge("" if entered(owner, scene, used) else "the owner does not come in")
    thief = scene.attacker(place=network())
    for _ in range(REPLAYS):
        tally.attempt(lambda: "a code serves twice" if entered(scene.attacker(place=network()), scene, used) else "")
    sign_in(thief, person.email, scene.cast.password)
    brake = Brake()
    for number in range(TRIES):
        tally.attempt(lambda n=number: guessed(thief, brake, person.secret, n))
    tally.judge("the thief is in" if is_in(thief) else "")
    owner.cookies.pop(f"{owner.prefix}session", None)
    owner.place = network()
    scene.box.wait(lambda: code(person.secret) != used, STEP)
    tally.judge("" if entered(owner, scene, code(person.secret)) else "the owner is kept out of their own browser")
    tally.note = f"{brake.evaluated} looked at"
    return tally


def entered(attacker: Attacker, scene: Scene, typed: str) -> bool:
    sign_in(attacker, scene.cast.people["factored"].email, scene.cast.password)
    attacker.post(CODE, {"code": typed})
    return is_in(attacker)


def guessed(thief: Attacker, brake: Brake, secret: str, number: int) -> str:
    """A wrong one; and now and then, while the brake holds, the right one at once, which is not looked at either."""
    right = {code(secret, away) for away in (-1, 0, 1)}
    typed = f"{number * 7919 % 10**6:06}"
    answer = thief.post(CODE, {"code": typed if typed not in right else "000001"})
    if number % 100 == 99 and answer.status == BRAKED and int(answer.header("retry-after") or 0) > 5:
        beyond = thief.post(CODE, {"code": code(secret)})
        if beyond.status != BRAKED:
            return f"a right guess beyond the brake: {beyond.status}"
    return brake.fault_of(answer)


def resets(tally: Tally, scene: Scene) -> Tally:
    """From one place, for one mailbox: always the same answer, and few mails."""
    email, place = scene.cast.strays[-1], network()
    for _ in range(RESETS):
        tally.attempt(lambda: fault_of_reset(forget(scene.attacker(place=place), email)))
    scene.box.settle()
    sent = len(scene.box.to(email))
    tally.judge("" if 0 < sent <= MAILED else f"{sent} mails, {MAILED} may be sent")
    tally.note = f"{sent} mails"
    return tally


def fault_of_reset(answer: Answer) -> str:
    return "" if answer.status == 302 else f"status {answer.status}"


def proofs(scene: Scene) -> dict[str, list[str]]:
    """Made up or altered; used before; made long ago."""
    attacker = scene.attacker(place=network())
    good = proof(attacker, FORGOTTEN)
    forget_with(attacker, good)
    return {
        "forged": forgeries(proof(attacker, FORGOTTEN), proof(attacker, "/connexion/")),
        "used before": [good],
        "of an hour ago": [worked(json.loads(one)) for one in scene.cast.expired],
    }  # fmt: skip


def forgeries(good: str, elsewhere: str) -> list[str]:
    token, _, numbers = good.partition("~")
    payload, _, seal = token.partition(":")
    nonce, purpose, bits = json.loads(urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    easy = [lighter([nonce, purpose, 0]), lighter([nonce, purpose, -1]), lighter(["x", purpose, bits])]
    zeros = ".".join(["0"] * 16)
    return [
        "", "x", "~", f"~{numbers}", f"{token}~", f"{token}~{zeros}", f"{token}~{numbers}.1", elsewhere,
        f"{token}~{numbers.rpartition('.')[0]}", f"{token[:-1]}~{numbers}", f"{token}A~{numbers}",
        f"{payload}::~{numbers}", f"{token.upper()}~{numbers}",
        *(f"{one}:{seal}~{numbers}" for one in easy), f"{token}~{numbers.replace('.', ',')}", "~".join([token] * 9),
        f"{token}~{'.'.join(['-1'] * 16)}", f"{token}~{'.'.join(['²'] * 16)}", "9" * 5000, f"{token}\x00~{numbers}",
    ]  # fmt: skip


def lighter(said: list[object]) -> str:
    return urlsafe_b64encode(json.dumps(said, separators=(",", ":")).encode()).decode().rstrip("=")


def refused(tally: Tally, scene: Scene, given: list[str]) -> Tally:
    attacker = scene.attacker(place=network())
    for one in islice(cycle(given), TRIES):
        tally.attempt(lambda one=one: fault_of_proof(forget_with(attacker, one)))
    return tally


def forget_with(attacker: Attacker, made: str) -> Answer:
    return attacker.post(FORGOTTEN, {"email": "nobody@bench.example", "proof": made})


def fault_of_proof(answer: Answer) -> str:
    return "" if answer.status == 422 else f"status {answer.status}"


def at_once(tally: Tally, scene: Scene) -> Tally:
    """Of many that bring the same at the same moment, one goes on."""
    for _ in range(5):
        good = proof(scene.attacker(place=network()), FORGOTTEN)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            answers = list(
                pool.map(lambda _, good=good: forget_with(scene.attacker(place=network()), good), range(AT_ONCE))
            )
        taken = sum(answer.status == 302 for answer in answers)
        for number, answer in enumerate(answers):
            fault = "" if answer.status in (302, 422) else f"status {answer.status}"
            tally.judge(fault or ("" if number or taken == 1 else f"{taken} went on"))
    return tally
