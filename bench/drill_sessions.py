"""W2: sessions that were planted, forms of other sites, pages in frames, cookies without their marks."""

from __future__ import annotations

from collections.abc import Iterator
from http.cookies import SimpleCookie

from bench.attacker import FORM, Answer, Attacker
from bench.drill_door import CODE, SIGN_IN, code, is_in, network, sign_in
from bench.drill_ground import Scene
from bench.drill_wire import DOOR, GIFTS
from bench.tally import Tally

PLANTED = ("a" * 32, "deadbeef" * 4, "../../etc/passwd", "x", "0" * 64)
ROUNDS = 3
DOORS = (DOOR, f"{DOOR}00000000-0000-4000-8000-000000000000", f"{GIFTS}00000000-0000-4000-8000-000000000000/a")
NOBODYS = ("", "0" * 32, "b" * 32 + "c" * 32, "<script>")  # tokens that are not the browser's own
FRAMES = ("default-src 'none'", "frame-ancestors 'none'")


def drills(scene: Scene) -> Iterator[Tally]:
    """The portal says that it is reached by https, as in production."""
    answers: list[tuple[str, Answer]] = []
    yield fixation(Tally("W2 planted sessions"), scene, answers)
    yield forgery(Tally("W2 forms of other sites"), scene, answers)
    answers += [(path, scene.attacker("manager").get(path)) for path in scene.cast.posts if "deconnexion" not in path]
    yield framed(Tally("W2 pages in frames"), answers)
    yield cookies(Tally("W2 marks of cookies"), answers)


def fixation(tally: Tally, scene: Scene, answers: list[tuple[str, Answer]]) -> Tally:
    """The browser of a victim bears a session that the attacker knows: signing in must not make it theirs."""
    for _ in range(ROUNDS):
        for person in scene.cast.people.values():
            for planted in (*PLANTED, anonymous(scene)):
                tally.attempt(
                    lambda p=planted, e=person.email, s=person.secret: fault_of_planted(scene, p, e, s, answers)
                )
    return tally


def anonymous(scene: Scene) -> str:
    """A session that the portal itself gave to nobody: one that failed to reach a page, with words to show."""
    attacker = Attacker(scene.place.port, network(), scheme=scene.place.scheme)
    attacker.post("/demande-de-compte/bench/", {})
    attacker.post("/profil/", {})
    return attacker.session or "c" * 32


def fault_of_planted(scene: Scene, planted: str, email: str, secret: str, answers: list[tuple[str, Answer]]) -> str:
    victim = Attacker(scene.place.port, network(), scheme=scene.place.scheme, session=planted)
    answers.append((SIGN_IN, sign_in(victim, email, scene.cast.password)))
    between = victim.session
    if secret:
        answers.append((CODE, victim.post(CODE, {"code": code(secret)})))
        if is_in(victim) and victim.session == between:
            return f"{email}: the second step keeps the session of the first"
    if victim.session == planted:
        return f"{email}: signing in keeps {planted!r}"
    thief = Attacker(scene.place.port, network(), scheme=scene.place.scheme, session=planted)
    return f"{email}: {planted!r} is signed in" if is_in(thief) else ""


def forgery(tally: Tally, scene: Scene, answers: list[tuple[str, Answer]]) -> Tally:
    """Every address, as somebody who may do much, without a token or with another's; then nothing has changed."""
    before = scene.place.fingerprint()
    for person in ("manager", "agent", ""):
        for path in scene.cast.posts:
            for said in forged(scene):
                attacker = scene.attacker(person)
                tally.attempt(lambda a=attacker, p=path, s=said: fault_of_forged(a, p, s, answers))
    for path in DOORS:
        for method in ("POST", "PATCH", "DELETE"):
            for said in forged(scene):
                tally.attempt(lambda m=method, p=path, s=said: fault_at_door(scene.attacker("agent"), m, p, s, answers))
    after = scene.place.fingerprint()
    changed = [name for name in before if before[name] != after.get(name)]
    tally.judge(f"rows have changed: {', '.join(changed)}" if changed else "")
    return tally


def forged(scene: Scene) -> Iterator[list[tuple[str, str]]]:
    """What a form of another site comes with: no token, a made-up one, or the right one under a foreign origin."""
    yield [("X-CSRFToken", "")]
    yield from ([("X-CSRFToken", token)] for token in NOBODYS if token)
    for origin in ("https://mal.example", "null", f"https://127.0.0.1:{scene.place.port}.mal.example"):
        yield [("X-CSRFToken", "a" * 32), ("Origin", origin)]
    yield [("X-CSRFToken", "a" * 32), ("Referer", "https://mal.example/")]


def fault_of_forged(
    attacker: Attacker, path: str, said: list[tuple[str, str]], answers: list[tuple[str, Answer]]
) -> str:
    answer = attacker.ask("POST", path, b"language=en&next=/&theme=dark", [*said, ("Content-Type", FORM)])
    answers.append((path, answer))
    return "" if answer.status == 403 else f"POST {path} with {said}: {answer.status}"


def fault_at_door(
    attacker: Attacker, method: str, path: str, said: list[tuple[str, str]], answers: list[tuple[str, Answer]]
) -> str:
    answer = attacker.ask(method, path, b"", [*said, ("Tus-Resumable", "1.0.0"), ("Upload-Length", "9")])
    answers.append((path, answer))
    return "" if answer.status == 403 else f"{method} {path} with {said}: {answer.status}"


def framed(tally: Tally, answers: list[tuple[str, Answer]]) -> Tally:
    for path, answer in answers:
        tally.judge(fault_of_frame(path, answer))
    return tally


def fault_of_frame(path: str, answer: Answer) -> str:
    policy = answer.header("content-security-policy")
    fits = answer.said("x-frame-options") == ["DENY"] and all(part in policy for part in FRAMES)
    # What the doors of files answer to forged requests is a bare word of text, without a page.
    bare = answer.header("content-type").startswith("text/plain") or not answer.body
    return "" if fits or bare else f"{path}: X-Frame-Options {answer.said('x-frame-options')}, {policy[:60]}"


def cookies(tally: Tally, answers: list[tuple[str, Answer]]) -> Tally:
    for path, answer in answers:
        for line in answer.said("set-cookie"):
            tally.judge(fault_of_cookie(path, line))
    return tally


def fault_of_cookie(path: str, line: str) -> str:
    ((name, morsel),) = SimpleCookie(line).items()
    marks = {
        "__Host-": name.startswith("__Host-"), "Secure": bool(morsel["secure"]), "HttpOnly": bool(morsel["httponly"]),
        "SameSite": morsel["samesite"] in ("Lax", "Strict"), "Path=/": morsel["path"] == "/",
        "no Domain": not morsel["domain"],
    }  # fmt: skip
    lacks = [mark for mark, is_there in marks.items() if not is_there]
    return f"{path}: {name} lacks {', '.join(lacks)}" if lacks else ""
