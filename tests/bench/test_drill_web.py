"""Each drill of the web, small: it holds against what the portal does, and breaks when a fault is planted."""

import json
import socket
import threading
from types import ModuleType, SimpleNamespace
from urllib.parse import parse_qs

import pytest
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from bench import (
    drill_door,
    drill_guesses,
    drill_hosts,
    drill_redirects,
    drill_sessions,
    drill_telling,
    drill_words,
)
from bench.attacker import FORM, TOKEN, Answer, Attacker
from bench.drill_mails import Posted
from bench.tally import Tally
from entregent.jobs import message
from entregent.jobs.models import Mail
from entregent.people.paths import local
from entregent.proofs import challenge, judging
from entregent.proofs.unproven import Unproven
from tests.bench.attacked import Fake, answer
from tests.people.second import SECRET, code

HERE = "http://127.0.0.1:8000/x"


class InProcess(Attacker):
    """The portal's own middleware, in this process."""

    def __init__(self) -> None:
        super().__init__(80)
        self.client = Client(enforce_csrf_checks=True)
        self.client.cookies["csrf"] = TOKEN

    def ask(self, method, path, body=b"", said=(), *, timeout=60) -> Answer:
        headers = {name.lower(): value for name, value in dict(said).items()}
        kind = headers.pop("content-type", FORM)
        told = self.client.generic(method, path, body, content_type=kind, headers=headers)
        return Answer(told.status_code, [(name.lower(), value) for name, value in told.items()], told.content)


@login_not_required
@csrf_exempt
def careless(request):
    return HttpResponse("fait")


PLANTED = ModuleType("planted")
PLANTED.urlpatterns = [path("oups/", careless), path("", include("entregent.site.urls"))]


@pytest.mark.django_db
def test_a_page_that_takes_forms_of_other_sites_breaks(settings):
    said = [("X-CSRFToken", "b" * 32 + "c" * 32)]
    assert drill_sessions.fault_of_forged(InProcess(), "/langue/", said, []) == ""
    settings.ROOT_URLCONF = PLANTED
    assert "200" in drill_sessions.fault_of_forged(InProcess(), "/oups/", said, [])


@pytest.mark.django_db
def test_pages_are_in_no_frame():
    told = InProcess().get("/connexion/")
    assert drill_sessions.fault_of_frame("/connexion/", told) == ""
    for name in ("x-frame-options", "content-security-policy"):
        bare = Answer(200, [pair for pair in told.headers if pair[0] != name], told.body)
        assert drill_sessions.fault_of_frame("/connexion/", bare)


COOKIE = "__Host-session=x; Path=/; Secure; HttpOnly; SameSite=Lax"


@pytest.mark.parametrize(
    ("line", "lack"),
    [
        (COOKIE, ""), (COOKIE.replace("__Host-", ""), "__Host-"), (COOKIE.replace("Secure; ", ""), "Secure"),
        (COOKIE.replace("HttpOnly; ", ""), "HttpOnly"), (COOKIE.replace("Lax", "None"), "SameSite"),
        (COOKIE.replace("Path=/", "Path=/a"), "Path=/"), (f"{COOKIE}; Domain=mal.example", "no Domain"),
    ],
)  # fmt: skip
def test_a_cookie_without_a_mark_breaks(line, lack):
    assert drill_sessions.fault_of_cookie("/", line).rpartition("lacks ")[2] == lack


@pytest.mark.parametrize("keeps", [True, False])
def test_a_session_that_was_planted_and_is_kept_breaks(monkeypatch, keeps):
    class Door(Attacker):
        signed_in = set()

        def ask(self, method, path, body=b"", said=(), *, timeout=60):
            if path == "/connexion/":
                self.cookies["session"] = self.session if keeps else "fresh"
                self.signed_in.add(self.session)
            return answer(200 if self.session in self.signed_in else 302)

    monkeypatch.setattr(drill_sessions, "Attacker", Door)
    monkeypatch.setattr(drill_door, "proof", lambda attacker, page: "")
    there = SimpleNamespace(place=SimpleNamespace(port=1, scheme="http"), cast=SimpleNamespace(password="p"))
    assert bool(drill_sessions.fault_of_planted(there, "planted", "a@demo.example", "", [])) is keeps


@pytest.mark.parametrize(
    "address",
    [
        "//mal.example", "/\\mal.example", "\\\\mal.example", "https:mal.example", "https:/mal.example",
        "/\t/mal.example", "///mal.example", " //mal.example", "javascript:alert(1)", "http://127.0.0.1:8000@mal.example/",
        "http://127.0.0.1:8001/", "\x01//mal.example",
    ],
)  # fmt: skip
def test_what_browsers_read_as_elsewhere_leads_out(address):
    assert drill_redirects.leads_out(address, HERE)


@pytest.mark.parametrize("address", ["/", "/a?b=//mal.example", "http://127.0.0.1:8000/a", "a", "", "#//mal.example"])
def test_a_path_of_ours_leads_nowhere_else(address):
    assert not drill_redirects.leads_out(address, HERE)


@pytest.mark.parametrize(("send", "holds"), [(lambda form: local(form, "/"), True), (lambda form: form, False)])
def test_a_page_that_sends_on_anywhere_breaks(send, holds):
    tally = drill_redirects.tried(Tally("W5"), iter([("page", lambda form: answer(302, location=send(form)))]), 8000)
    assert tally.held + tally.broken == len(drill_redirects.FORMS) >= 40
    assert (tally.broken == 0) if holds else (tally.broken > 25)


def test_a_page_with_a_link_that_leads_elsewhere_breaks():
    page = answer(200, b'<a href="//mal.example">', content_type="text/html")
    assert drill_redirects.fault_of_answer(page, HERE)
    assert drill_redirects.fault_of_answer(answer(500), HERE)


def posted(subject="Bonjour", name="Ada", text="Bonjour", html="", to="ada@demo.example"):
    mail = Mail(to_address=to, to_name=name, subject=subject, text=text, html=html, language="fr", message_id="<a@b>")
    return Posted(("ada@demo.example",), message.build(mail).as_bytes())


def test_a_mail_that_leads_to_another_host_breaks():
    link = "http://127.0.0.1:8000/support/"
    assert drill_hosts.fault_of_mail(posted(text=link, html=f'<a href="{link}">Lire</a>'), "127.0.0.1:8000") == ""
    assert drill_hosts.fault_of_mail(posted(text="http://mal.example/support/"), "127.0.0.1:8000")
    assert drill_hosts.fault_of_mail(posted(html='<a href="https://autre.example/">x</a>'), "127.0.0.1:8000")


@pytest.mark.parametrize("payload", drill_words.PAYLOADS)
def test_what_people_write_stays_in_its_line(payload):
    """With what the portal does of names and subjects."""
    from html import escape

    mail = posted(message.one_line(payload, 200), message.one_line(payload, 200), payload, f"<p>{escape(payload)}</p>")
    assert drill_words.fault_of_mail(mail, "127.0.0.1") == ""


@pytest.mark.parametrize(
    "raw",
    [
        b"Bcc: v@mal.example\r\n", b"Subject: deux\r\n", b"X-Evil: 1\r\n", b"Cc: v@mal.example\r\n",
    ],
)  # fmt: skip
def test_a_header_of_their_own_breaks(raw):
    mail = posted()
    assert drill_words.fault_of_mail(Posted(mail.to, raw + mail.raw), "127.0.0.1")


def test_a_mail_that_goes_elsewhere_or_fetches_breaks():
    for mail in (
        Posted(("ada@demo.example", "v@mal.example"), posted().raw), posted(to="autre@demo.example"),
        posted(html="<img src='http://mal.example/p.gif'>"), posted(html="<a href='http://mal.example/'>x</a>"),
        posted(html="<script>1</script>"),
    ):  # fmt: skip
        assert drill_words.fault_of_mail(mail, "127.0.0.1")


@pytest.mark.parametrize(
    "payload", [one for one in drill_words.PAYLOADS if one.startswith(("<s", "<i", '"><', "<a", "<f"))]
)
def test_markup_that_was_not_escaped_breaks(payload):
    from html import escape

    assert drill_words.fault_of_pages(iter([("page", f"<p>{escape(payload)}</p>")]), []) == ""
    assert drill_words.fault_of_markup(f"<p>{payload}</p>")


def test_two_answers_that_differ_break():
    sides = {True: "ada@demo.example", False: "bob@demo.example"}
    known, nobody = answer(422, b"Rien pour ada@demo.example"), answer(422, b"Rien pour bob@demo.example")
    assert drill_telling.fault_of_pair(known, nobody, sides) == ""
    for other in (answer(422, b"Inconnu"), answer(404, nobody.body), answer(422, nobody.body, x_known="1")):
        assert drill_telling.fault_of_pair(known, other, sides)


@pytest.mark.parametrize(("slower", "is_kept"), [(1.05, True), (1.5, False)])
def test_a_door_that_takes_longer_for_some_is_missed(slower, is_kept):
    known = [f"ada-{number:03}@demo.example" for number in range(60)]

    def ask(email):
        return Answer(422, [], email.encode(), 0.04 * (slower if email in known else 1))

    told = drill_telling.told_apart(Tally("W3", most_apart=drill_telling.APART), ask, known).told()
    assert (told.broken, told.attempts) == (0, 55)
    assert told.is_kept is is_kept


def test_nobody_is_as_long_as_somebody():
    made = [drill_telling.unknown(f"stray-{number:03}@demo.example", number) for number in range(99)]
    assert len(set(made)) == 99
    assert {len(email) for email in made} == {len("stray-000@demo.example")}


def test_a_brake_that_lets_too_many_through_breaks():
    brake = drill_guesses.Brake()
    assert [brake.fault_of(answer(422)) for _ in range(drill_guesses.EVALUATED)] == [""] * drill_guesses.EVALUATED
    assert brake.fault_of(answer(422))
    assert brake.fault_of(answer(429, retry_after="4")) == ""
    assert brake.fault_of(answer(429))
    assert brake.fault_of(answer(302))


def test_a_program_shows_the_same_code():
    assert drill_door.code(SECRET) == code()


def made(bits=1):
    asked = challenge.make("mot-de-passe", bits)
    told = {"token": asked.token, "nonce": asked.nonce, "bits": asked.bits, "parts": asked.parts}
    return drill_door.worked(json.loads(json.dumps(told)))


@pytest.mark.django_db
def test_proofs_are_judged_as_the_drill_expects():
    judging.judge(made(), "mot-de-passe", 1)
    good = made()
    for given in drill_guesses.forgeries(good, drill_door.worked(vars(challenge.make("connexion", 1)))):
        with pytest.raises(Unproven):
            judging.judge(given, "mot-de-passe", 1)


def test_a_form_that_takes_a_bad_proof_breaks():
    def form(takes):
        def reply(method, path, body, said):
            return answer(302 if takes(parse_qs(body.decode())["proof"][0]) else 422)

        return SimpleNamespace(attacker=lambda **_: Fake(reply))

    given = ["bonne", "mauvaise"]
    assert drill_guesses.refused(Tally("W9"), form(lambda proof: False), given).broken == 0
    assert drill_guesses.refused(Tally("W9"), form(lambda proof: proof == "bonne"), given).broken > 100


def test_an_attacker_says_what_it_is_told_to():
    heard = []

    def serve(listener):
        link, _ = listener.accept()
        with link:
            heard.append(link.recv(65536))
            link.sendall(b"HTTP/1.1 204 No\r\nSet-Cookie: session=neuf; Path=/\r\nA: 1\r\nA: 2\r\n\r\n")

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve, args=[listener])
        thread.start()
        attacker = Attacker(listener.getsockname()[1])
        told = attacker.ask("POST", "http://mal.example/", b"x", [("Host", "un.example"), ("Host", "deux.example")])
        thread.join(10)
    assert heard[0].startswith(b"POST http://mal.example/ HTTP/1.1\r\n")
    assert heard[0].count(b"\r\nHost: ") == 2
    assert (told.status, told.said("a"), attacker.session) == (204, ["1", "2"], "neuf")
