from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from entregent.jobs import mailer
from entregent.jobs.checks import smtp_is_safe
from entregent.jobs.models import Mail
from entregent.jobs.smtp import SmtpTransport
from entregent.jobs.transport import Refused, TryLater, Undelivered, Unreachable
from tests.jobs import peers
from tests.jobs.peers import Box, hear, say, scripted, serving
from tools.ports import free_port

pytestmark = pytest.mark.django_db
Post = Callable[..., Mail]


def plain(port: int, **more: Any) -> SmtpTransport:
    return SmtpTransport(host="127.0.0.1", port=port, security="none", **more)


def test_a_mail_arrives_under_tls(post: Post, certificate: Path) -> None:
    box = Box()
    with serving(box, certificate) as smtp:
        SmtpTransport(**smtp).send(post())
    assert [envelope.rcpt_tos for envelope in box.envelopes] == [["marie@example.org"]]
    assert box.messages[0]["Auto-Submitted"] == "auto-generated"


def test_a_mail_arrives_under_implicit_tls(post: Post, certificate: Path) -> None:
    box = Box()
    with serving(box, certificate, tls=True) as smtp:
        SmtpTransport(**smtp).send(post())
    assert len(box.messages) == 1


def test_a_certificate_nobody_vouches_for_stops_everything(post: Post, certificate: Path) -> None:
    box = Box()
    for tls in (False, True):
        with serving(box, certificate, tls=tls) as smtp, pytest.raises(Unreachable, match="(?i)certificate"):
            SmtpTransport(**{**smtp, "certificates": ""}).send(post())
    assert box.messages == []


def test_a_certificate_of_another_name_stops_everything(post: Post, certificate: Path) -> None:
    box = Box()
    with serving(box, certificate) as smtp, pytest.raises(Unreachable, match="(?i)certificate"):
        SmtpTransport(**{**smtp, "host": "localhost"}).send(post())
    assert box.messages == []


def test_without_starttls_nothing_is_sent(post: Post) -> None:
    box = Box()
    with serving(box, None) as smtp, pytest.raises(Unreachable, match="STARTTLS"):
        SmtpTransport(**smtp).send(post())
    assert box.messages == []


@pytest.mark.parametrize("answer", ["454 TLS not available", "501 no", "220 go on\r\nnonsense"])
def test_a_refused_or_broken_starttls_sends_nothing(post: Post, answer: str) -> None:
    steps = [say("220 p"), hear(), say("250-p\r\n250 STARTTLS"), hear(), say(answer), peers.gulp]
    with scripted(*steps) as (port, heard), pytest.raises(Unreachable):
        SmtpTransport(host="127.0.0.1", port=port).send(post())
    assert b"STARTTLS" in heard[3].upper()
    assert b"MAIL" not in heard[5].upper()


def test_a_password_is_given_after_tls(post: Post, certificate: Path) -> None:
    box = Box()
    with serving(box, certificate, authenticator=peers.only("u", "p"), auth_required=True) as smtp:
        SmtpTransport(**smtp, user="u", password="p").send(post())
        with pytest.raises(Unreachable, match="^535"):
            SmtpTransport(**smtp, user="u", password="wrong").send(post())
        with pytest.raises(Unreachable, match="^530"):
            SmtpTransport(**smtp).send(post())
    assert len(box.messages) == 1


ANSWERS = [
    ("421 closing", Unreachable),
    ("451 greylisted", TryLater),
    ("452 full", TryLater),
    ("550 5.1.1 no such user", Refused),
    ("554 spam", Refused),
]


@pytest.mark.parametrize(("answer", "kind"), ANSWERS)
@pytest.mark.parametrize("stage", ["at_rcpt", "at_data"])
def test_the_peers_answer_is_kept(
    post: Post, certificate: Path, stage: str, answer: str, kind: type[Undelivered]
) -> None:
    box = Box()
    setattr(box, stage, answer)
    with serving(box, certificate) as smtp, pytest.raises(kind) as failure:
        SmtpTransport(**smtp).send(post())
    assert failure.value.words == answer
    assert failure.value.code == int(answer[:3])


def test_nobody_at_home(post: Post) -> None:
    with pytest.raises(Unreachable, match="Refused"):
        plain(free_port()).send(post())


def test_a_peer_that_does_not_want_callers(post: Post) -> None:
    with scripted(say("554 go away")) as (port, _), pytest.raises(Unreachable, match="^554"):
        plain(port).send(post())


def test_a_peer_that_cuts_after_the_data(post: Post) -> None:
    with scripted(*peers.UP_TO_DATA) as (port, _), pytest.raises(Unreachable):
        plain(port).send(post())


HANGS = [[peers.until_gone], [*peers.UP_TO_DATA, peers.until_gone], [say("220 peer"), hear(), peers.drip]]


@pytest.mark.parametrize("steps", HANGS)
def test_a_peer_that_hangs_is_left(post: Post, steps: list[Any]) -> None:
    with scripted(*steps) as (port, _), pytest.raises(Unreachable):
        plain(port, total_seconds=0.2, connect_seconds=0.2).send(post())


def test_clear_text_is_for_this_machine_only(settings: Any) -> None:
    settings.MODE = "production"
    for host in ("127.0.0.1", "::1", "localhost"):
        SmtpTransport(host=host, port=25, security="none")
    for host in ("mail.example.org", "10.0.0.1"):
        with pytest.raises(ImproperlyConfigured):
            SmtpTransport(host=host, port=25, security="none")
    with pytest.raises(ImproperlyConfigured):
        SmtpTransport(host="127.0.0.1", port=25, security="ssl")


@pytest.mark.parametrize(
    ("mode", "host", "kind"),
    [
        ("production", "", "NoneType"),
        ("test", "", "NoneType"),
        ("demo", "", "KeptTransport"),
        ("demo", "mail.example.org", "SmtpTransport"),
        ("production", "mail.example.org", "SmtpTransport"),
    ],
)
def test_the_settings_choose_the_way(settings: Any, mode: str, host: str, kind: str) -> None:
    settings.MODE, settings.SMTP = mode, {**settings.SMTP, "host": host}
    assert type(mailer.chosen_transport()).__name__ == kind
    assert list(smtp_is_safe()) == []


def test_unsafe_settings_are_told_at_the_start(settings: Any) -> None:
    settings.MODE, settings.SMTP = "production", {**settings.SMTP, "host": "mail.example.org", "security": "none"}
    assert [problem.id for problem in smtp_is_safe()] == ["entregent.jobs.E001"]
