"""W4: links in mails lead to the configured address, whatever address a request says that it came to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from bench.attacker import Answer, Attacker
from bench.drill_door import APPLY, FORGOTTEN, addresses, application, network, proof
from bench.drill_ground import Scene
from bench.drill_mails import Posted
from bench.drill_redirects import fault_of_answer
from bench.tally import Tally

EVIL = "mal.example"
Said = list[tuple[str, str]]
Ask = Callable[[str, Said], Answer]


def drills(scene: Scene) -> Iterator[Tally]:
    first, tally = len(scene.box.posted), Tally("W4 forged hosts, answers")
    for name, ask in doors(scene).items():
        for path, said in forged(scene):
            tally.attempt(lambda a=ask, p=path, s=said, n=name: fault_of_host(n, p, s, a(p, s), scene.place.port))
    yield tally
    scene.box.settle()
    mails = Tally("W4 forged hosts, mails")
    for mail in scene.box.posted[first:]:
        mails.judge(fault_of_mail(mail, f"127.0.0.1:{scene.place.port}"))
    yield mails


def forged(scene: Scene) -> Iterator[tuple[str, Said]]:
    """What stands before the path, and headers. Twice with the right host, so that mails are really sent."""
    here = f"127.0.0.1:{scene.place.port}"
    yield "", []
    yield "", [("Host", EVIL)]
    yield "", [("Host", f"{here}@{EVIL}")]
    yield "", [("Host", f"{EVIL}:{scene.place.port}")]
    yield "", [("Host", f"{here}.{EVIL}")]
    yield "", [("Host", f"{here}, {EVIL}")]
    yield "", [("Host", here), ("Host", EVIL)]
    yield "", [("Host", EVIL), ("Host", here)]
    for name in ("X-Forwarded-Host", "X-Host", "X-Forwarded-Server", "X-HTTP-Host-Override", "X-Original-Host"):
        yield "", [("Host", here), (name, EVIL)]
    yield "", [("Host", here), ("Forwarded", f"host={EVIL};proto=https")]
    yield "", [("Host", here), ("X-Forwarded-Port", "666"), ("X-Forwarded-Prefix", f"//{EVIL}")]
    yield f"http://{EVIL}", [("Host", here)]
    yield f"http://{EVIL}", [("Host", EVIL)]
    yield f"https://{here}@{EVIL}", [("Host", here)]


def doors(scene: Scene) -> dict[str, Ask]:
    """What writes a mail with a link: a new password, an invitation, a notice, a proof by mail, an application."""
    cast = scene.cast

    def reset(before: str, said: Said) -> Answer:
        attacker = scene.attacker(place=network())
        made = proof(attacker, FORGOTTEN)
        return attacker.post(f"{before}{FORGOTTEN}", {"email": cast.known[0], "proof": made}, said)

    def invite(before: str, said: Said) -> Answer:
        page = "/support/collaborateurs/invitation/"
        return written(scene.attacker("administrator"), page, before, said,
                       {"email": f"hote{network()}@demo.example", "last_name": "Invitee", "role": "1"})  # fmt: skip

    def notice(before: str, said: Said) -> Answer:
        page = f"/support/demandes/{cast.request}/"
        return written(scene.attacker("agent"), page, before, said, {"text": f"Bonjour {network()}"}, "reponses/")

    def by_mail(before: str, said: Said) -> Answer:
        typed = {"login": cast.known[0], "page": f"//{EVIL}/"}
        return scene.attacker(place=network()).post(f"{before}/preuve/connexion/courriel/", typed, said)

    def apply(before: str, said: Said) -> Answer:
        attacker = scene.attacker(place=network())
        typed = application(f"hote{network()}@demo.example", proof=proof(attacker, APPLY))
        return attacker.post(f"{before}{APPLY}", {**attacker.keys(APPLY), **typed}, said)

    return {"reset": reset, "invitation": invite, "notice": notice, "proof by mail": by_mail, "application": apply}


def written(attacker: Attacker, page: str, before: str, said: Said, typed: dict[str, str], more: str = "") -> Answer:
    return attacker.post(f"{before}{page}{more}", {**attacker.keys(page), **typed}, said)


def fault_of_host(name: str, before: str, said: Said, answer: Answer, port: int) -> str:
    fault = fault_of_answer(answer, f"http://127.0.0.1:{port}/x")
    if not fault and EVIL in answer.text and answer.status < 400:
        fault = "the page repeats it"
    return f"{name} with {before} {said}: {fault}" if fault else ""


def fault_of_mail(mail: Posted, host: str) -> str:
    """Every link leads to the configured host, and no other is named anywhere."""
    named = EVIL.encode() in mail.raw
    out = [address for address in addresses(mail) if urlsplit(address).netloc != host]
    return f"{mail.message['subject']}: {out or EVIL}" if out or named else ""
