"""W5: wherever somebody is sent on to, it is on this portal, as browsers read it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from urllib.parse import quote, urlencode, urljoin, urlsplit

from bench.attacker import Answer, Attacker
from bench.drill_door import SIGN_IN, network, sign_in
from bench.drill_ground import Scene
from bench.tally import Tally

EVIL = "mal.example"
FORMS = (
    f"http://{EVIL}", f"https://{EVIL}/", f"//{EVIL}", f"///{EVIL}", f"////{EVIL}", f"/\\{EVIL}", f"\\\\{EVIL}",
    f"\\/{EVIL}", f"/\\/{EVIL}", f"https:{EVIL}", f"https:/{EVIL}", f"https:///{EVIL}", f"http:\\\\{EVIL}", f"HtTp://{EVIL}",
    f"\t//{EVIL}", f"/\t/{EVIL}", f"/\n/{EVIL}", f"/\r\n/{EVIL}", f" //{EVIL}", f"%09//{EVIL}", f"/%09/{EVIL}",
    f"//{EVIL}%2f@127.0.0.1", f"http://127.0.0.1@{EVIL}/", f"http://127.0.0.1:80@{EVIL}/", f"http://127.0.0.1.{EVIL}/",
    f"//127.0.0.1%00.{EVIL}", f"/%0d%0aLocation:%20//{EVIL}", f"/\r\nLocation: //{EVIL}", f"/%2f{EVIL}", f"/%5c{EVIL}",
    f"./..//{EVIL}", f"/..//{EVIL}", f"/.//{EVIL}", f"/x/..//{EVIL}", f"/;@{EVIL}", f"?//{EVIL}", f"#//{EVIL}",
    f"javascript:alert(1)//{EVIL}", f"data:text/html,{EVIL}", f"jAvAsCrIpT:alert`{EVIL}`", f"vbscript:{EVIL}",
    f"\u2028//{EVIL}", f"\u3002//{EVIL}", f"//{EVIL}\u3002", f"/\u2215{EVIL}", f"\uff0f\uff0f{EVIL}", f"\x00//{EVIL}",
    f"//[::1]@{EVIL}", f"//{EVIL}:443/connexion/", EVIL, "mal", "", "/" + "a" * 5000,
)  # fmt: skip
POSTS = {  # of pages that send back to `next`, and what else they want
    "/langue/": {"language": "fr"}, "/profil/apparence/": {"theme": "auto"}, "/actualites/pause/": {"paused": "1"},
    "/notifications/lecture/": {},
}  # fmt: skip
PROVE = "/connexion/confirmation/"
GETS = (SIGN_IN, PROVE, "/mot-de-passe-oublie/", "/deconnexion/", "/", "/support/demandes/nouvelle/")
LINK = re.compile(r'(?:href|action|formaction|src|data-[a-z-]+)="([^"]*)"')
NEXT = re.compile(r'name="next" value="([^"]*)"')
Ask = Callable[[str], Answer]


def drills(scene: Scene) -> Iterator[Tally]:
    yield tried(Tally("W5 next, in forms"), in_forms(scene), scene.place.port)
    yield tried(Tally("W5 next, in addresses"), in_addresses(scene), scene.place.port)
    yield tried(Tally("W5 after signing in"), after_signing_in(scene), scene.place.port)


def tried(tally: Tally, doors: Iterator[tuple[str, Ask]], port: int) -> Tally:
    for name, ask in doors:
        for form in FORMS:
            tally.attempt(lambda a=ask, n=name, f=form: told(n, f, fault_of_answer(a(f), f"http://127.0.0.1:{port}/x")))
    return tally


def told(name: str, form: str, fault: str) -> str:
    return f"{name} {form[:60]!a}: {fault}" if fault else ""


def in_forms(scene: Scene) -> Iterator[tuple[str, Ask]]:
    for person in ("agent", "manager"):
        for path, more in POSTS.items():
            yield path, lambda form, w=person, p=path, g=more: scene.attacker(w).post(p, {**g, "next": form})
    # Whoever proves who they are has another session afterwards: one of its own, which no other drill counts on.
    proven, password = Attacker(scene.place.port, network(), scheme=scene.place.scheme), scene.cast.password
    sign_in(proven, scene.cast.people["referent"].email, password)
    yield PROVE, lambda form: proven.post(PROVE, {"password": password, "next": form})
    stranger = scene.attacker()
    yield "/langue/, nobody", lambda form: stranger.post("/langue/", {"language": "en", "next": form})
    yield "/langue/, from", lambda form: stranger.post("/langue/", {"language": "fr"}, [("Referer", plain(form))])


def plain(form: str) -> str:
    """Fit for a header."""
    return quote(form, safe=":/@?#\\")


def in_addresses(scene: Scene) -> Iterator[tuple[str, Ask]]:
    for person in ("", "agent"):
        attacker = scene.attacker(person)
        for path in GETS:
            yield (
                f"GET {path}",
                lambda form, a=attacker, p=path: a.get(f"{p}?{urlencode({'next': form, 'page': form, 'back': form})}"),
            )
    mail = "/preuve/connexion/courriel/"
    yield mail, lambda form: scene.attacker().get(f"{mail}?{urlencode({'page': form})}")


def after_signing_in(scene: Scene) -> Iterator[tuple[str, Ask]]:
    email, password = scene.cast.people["referent"].email, scene.cast.password

    def enter(form: str, *, in_address: bool) -> Answer:
        attacker = Attacker(scene.place.port, network(), scheme=scene.place.scheme)
        if not in_address:
            return sign_in(attacker, email, password, next=form)
        found = NEXT.findall(attacker.get(f"{SIGN_IN}?{urlencode({'next': form})}").text)
        return sign_in(attacker, email, password, next=unescape(found[-1]) if found else "")

    yield "sign-in", lambda form: enter(form, in_address=False)
    yield "sign-in, by its address", lambda form: enter(form, in_address=True)


def fault_of_answer(answer: Answer, base: str) -> str:
    if answer.status >= 500:
        return f"status {answer.status}"
    if len(answer.said("location")) > 1:
        return f"two places to go: {answer.said('location')}"
    where = [
        *answer.said("location"),
        *answer.said("refresh"),
        *answer.said("hx-redirect"),
        *answer.said("hx-location"),
    ]
    if answer.header("content-type").startswith("text/html"):
        # A hidden `next` is no link: what its form then does with it is tried apart, by sending it.
        where += map(unescape, LINK.findall(answer.text))
    return next((f"leads to {one[:80]!a}" for one in where if leads_out(one, base)), "")


def leads_out(address: str, base: str) -> bool:
    """As browsers read it: breaks and tabs are left out, a backslash is a slash, of which two or more are two."""
    seen = re.sub(r"[\t\r\n]", "", address).strip("".join(map(chr, range(33)))).replace("\\", "/")
    scheme = re.match(r"([a-zA-Z][a-zA-Z0-9+.-]*):", seen)
    if scheme and scheme[1].lower() in ("http", "https"):
        seen = f"{scheme[1]}://" + seen[scheme.end() :].lstrip("/")
    elif scheme:
        return scheme[1].lower() in ("javascript", "vbscript") or (scheme[1].lower() == "data" and EVIL in seen)
    elif seen.startswith("//"):
        seen = "//" + seen.lstrip("/")
    return urlsplit(urljoin(base, seen)).netloc != urlsplit(base).netloc
