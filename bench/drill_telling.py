"""W3: no door tells whether an account exists, neither by what it answers nor by how long it takes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import cycle
from statistics import median

from bench.attacker import Answer, Attacker
from bench.drill_door import APPLY, FORGOTTEN, SIGN_IN, application, network, proof
from bench.drill_ground import Scene
from bench.tally import Tally

SAMPLES, WARM = 80, 5  # of each side, in turns; and before, which are not counted
APART = 0.10
OWN = re.compile(r"[A-Za-z0-9_\-:.]{20,}|[0-9a-f]{10}")  # tokens and references, which no two answers share
Ask = Callable[[str], Answer]


def drills(scene: Scene) -> Iterator[Tally]:
    for name, ask in doors(scene).items():
        yield told_apart(Tally(f"W3 {name}", most_apart=APART), ask, scene.cast.strays)


def doors(scene: Scene) -> dict[str, Ask]:
    """Each asks with a mailbox, from a network of its own. Proofs are made before, and their time is not counted."""

    def stranger() -> Attacker:
        return scene.attacker(place=network())

    def sign_in(email: str) -> Answer:
        attacker = stranger()
        return attacker.post(SIGN_IN, {"login": email, "password": "faux-47", "proof": proof(attacker, SIGN_IN)})

    def forgotten(email: str) -> Answer:
        attacker = stranger()
        return attacker.post(FORGOTTEN, {"email": email, "proof": proof(attacker, FORGOTTEN)})

    def apply(email: str) -> Answer:
        attacker = stranger()
        keys = attacker.keys(APPLY)
        return attacker.post(APPLY, {**keys, **application(email, proof=proof(attacker, APPLY))})

    def by_mail(email: str) -> Answer:
        return stranger().post("/preuve/connexion/courriel/", {"login": email, "page": SIGN_IN})

    hosts, page = cycle(scene.cast.inviters), "/support/collaborateurs/invitation/"

    def invite(email: str) -> Answer:
        host = Attacker(scene.place.port, network(), scheme=scene.place.scheme, session=next(hosts))
        return host.post(page, {**host.keys(page), "email": email, "last_name": "Invitee", "role": "1"})

    return {
        "sign-in": sign_in, "forgotten password": forgotten, "request for an account": apply, "link by mail": by_mail,
        "invitation": invite,
    }  # fmt: skip


def told_apart(tally: Tally, ask: Ask, known: list[str]) -> Tally:
    """In turns, the first of each pair by turns too: what slows the machine slows both sides."""
    took: dict[bool, list[float]] = {True: [], False: []}
    for number, email in enumerate(known[: SAMPLES + WARM]):
        sides = {True: email, False: unknown(email, number)}
        answers = {is_known: ask(sides[is_known]) for is_known in ((True, False) if number % 2 else (False, True))}
        if number >= WARM:
            tally.judge(fault_of_pair(answers[True], answers[False], sides))
            for is_known, answer in answers.items():
                took[is_known].append(answer.seconds)
    tally.measure(apart=apart(took[True], took[False]))
    tally.note = f"{median(took[True]) * 1000:.1f} and {median(took[False]) * 1000:.1f} ms"
    return tally


def unknown(email: str, number: int) -> str:
    """As long as the other."""
    return f"{'nobody-' + str(number):x<{email.index('@')}}"[: email.index("@")] + email[email.index("@") :]


def apart(one: list[float], other: list[float]) -> float:
    """As a share of the lesser median."""
    medians = sorted((median(one), median(other)))
    return medians[1] / medians[0] - 1


def fault_of_pair(known: Answer, nobody: Answer, sides: dict[bool, str]) -> str:
    if known.status != nobody.status or known.status >= 429:
        return f"{known.status} and {nobody.status}"
    if {name for name, _ in known.headers} != {name for name, _ in nobody.headers}:
        return f"headers differ: {known.headers} and {nobody.headers}"
    pages = [plain(answer, sides) for answer in (known, nobody)]
    return "" if pages[0] == pages[1] else f"pages differ: {len(pages[0])} and {len(pages[1])} signs"


def plain(answer: Answer, sides: dict[bool, str]) -> str:
    """Without what every answer has of its own, nor what was typed."""
    text = answer.header("location") + answer.text
    for email in sides.values():
        text = text.replace(email, "@").replace(email.replace("@", "%40"), "@")
    return OWN.sub("·", text)
