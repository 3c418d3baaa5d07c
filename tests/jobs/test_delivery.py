from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from entregent.jobs import delivery, outbox
from entregent.jobs.mailer import KeptTransport
from entregent.jobs.models import Mail
from entregent.jobs.transport import Refused, Transport, TryLater, Unreachable
from entregent.jobs.worker import Worker

pytestmark = pytest.mark.django_db
Post = Callable[..., Mail]
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
LEASE = timedelta(seconds=30)


class Peer:
    """Keeps the subjects that it took; answers with a failure where told to."""

    def __init__(self, **failures: Exception) -> None:
        self.failures, self.taken = failures, list[str]()

    def send(self, mail: Mail) -> None:
        failure = self.failures.get(mail.subject)
        if failure:
            raise failure
        self.taken.append(mail.subject)


def work(transport: Transport | None = None) -> None:
    Worker(only=["mail"], transport=transport).run_until_idle()


def state(mail: Mail) -> str:
    return Mail.objects.get(pk=mail.pk).state


def test_mails_leave_in_order_and_once(post: Post) -> None:
    peer = Peer()
    mails = [post(subject=subject) for subject in "abc"]
    work(peer)
    work(peer)
    assert peer.taken == ["a", "b", "c"]
    kept = Mail.objects.get(pk=mails[0].pk)
    assert (kept.state, kept.attempts, kept.lease_until) == ("sent", 1, None)
    assert kept.sent_at


def test_what_is_put_off_is_tried_ever_later_and_given_up_after_two_days(post: Post) -> None:
    mail, peer = post(subject="a"), Peer(a=TryLater("greylisted", 451))
    waits = []
    with time_machine.travel(NOON, tick=False) as clock:
        while True:
            work(peer)
            kept = Mail.objects.get(pk=mail.pk)
            if kept.state != "waiting":
                break
            waits.append(kept.next_try_at - datetime.now(UTC))
            clock.move_to(kept.next_try_at)
        assert timedelta(hours=48) <= datetime.now(UTC) - NOON < timedelta(hours=53)
    assert waits[:5] == [timedelta(minutes=m) for m in (1, 5, 15, 60, 240)]
    assert set(waits[4:]) == {timedelta(hours=4)}
    assert (kept.state, kept.last_error) == ("given_up", "451 greylisted")


def test_two_days_begin_with_the_first_try(post: Post) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        mail = post(subject="a")
        clock.shift(timedelta(days=5))
        work(Peer(a=TryLater("busy", 451)))
    assert state(mail) == "waiting"


def test_what_is_refused_is_left_with_the_peers_words(post: Post) -> None:
    mail = post(subject="a")
    work(Peer(a=Refused("no such user\r\n here", 550)))
    kept = Mail.objects.get(pk=mail.pk)
    assert (kept.state, kept.last_error) == ("refused", "550 no such user here")


def test_a_mail_that_breaks_does_not_hold_up_the_others(post: Post, caplog: pytest.LogCaptureFixture) -> None:
    broken, fine = post(subject="a"), post(subject="b")
    work(Peer(a=UnicodeError("secret words")))
    assert (state(broken), state(fine)) == ("waiting", "sent")
    assert "secret" not in caplog.text
    assert len(caplog.records) == 1


def test_logs_hold_neither_address_nor_words(post: Post, caplog: pytest.LogCaptureFixture) -> None:
    post(subject="a")
    work(Peer(a=Refused("<marie@example.org>: no such user", 550)))
    assert "550" in caplog.text
    assert "marie" not in caplog.text
    assert len(caplog.records) == 1


def test_the_order_of_a_thread_outlives_a_delay(post: Post) -> None:
    peer = Peer(a=TryLater("busy", 451))
    for subject, thread in (("a", "t"), ("b", "t"), ("c", "u"), ("d", "")):
        post(subject=subject, thread_key=thread)
    with time_machine.travel(NOON, tick=False) as clock:
        work(peer)
        assert peer.taken == ["c", "d"]
        peer.failures.clear()
        clock.shift(timedelta(minutes=1))
        work(peer)
    assert peer.taken == ["c", "d", "a", "b"]


@pytest.mark.parametrize("over", ["refused", "given_up"])
def test_a_thread_does_not_wait_for_what_never_leaves(post: Post, over: str) -> None:
    first = post(subject="a", thread_key="t")
    post(subject="b", thread_key="t")
    Mail.objects.filter(pk=first.pk).update(state=over)
    peer = Peer()
    work(peer)
    assert peer.taken == ["b"]


def test_without_a_connection_the_others_are_left_alone(post: Post) -> None:
    first, second = post(subject="a"), post(subject="b")
    peer = Peer(a=Unreachable("no route"))
    work(peer)
    assert (state(first), state(second)) == ("waiting", "waiting")
    assert Mail.objects.get(pk=second.pk).attempts == 0
    work(peer)
    assert peer.taken == ["b"]


def test_a_mail_whose_worker_vanished_is_sent_by_another(post: Post) -> None:
    post(subject="a")
    with time_machine.travel(NOON, tick=False) as clock:
        lost = delivery.claim("lost", LEASE)
        assert lost
        work(Peer())
        assert state(lost) == "sending"
        clock.shift(LEASE + timedelta(seconds=1))
        peer = Peer()
        work(peer)
    assert peer.taken == ["a"]
    assert not delivery.mark(lost, Refused("too late"))
    assert state(lost) == "sent"


def test_the_demo_keeps_its_mails(post: Post) -> None:
    mail = post()
    work(KeptTransport())
    assert state(mail) == "sent"


def test_without_a_mail_server_mails_wait(post: Post) -> None:
    mail = post()
    work()
    assert (state(mail), Mail.objects.get().attempts) == ("waiting", 0)


def test_a_refused_mail_may_be_sent_again(post: Post) -> None:
    mail = post(subject="a")
    work(Peer(a=Refused("no", 550)))
    outbox.renew(mail.pk)
    peer = Peer()
    work(peer)
    assert peer.taken == ["a"]


def test_a_clock_set_back_does_not_hold_up_a_new_mail(post: Post) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        post(subject="a")
        clock.shift(timedelta(hours=-2))
        peer = Peer()
        work(peer)
    assert peer.taken == ["a"]


@pytest.mark.parametrize("failure", [None, Refused("no such user", 550)])
@pytest.mark.parametrize("mode", ["production", "demo"])
def test_no_word_stays_of_a_mail_that_holds_a_key(
    post: Post, settings: Any, mode: str, failure: Exception | None
) -> None:
    """But in the demonstration, whose mails are read in its outbox."""
    settings.MODE = mode
    mail = post(subject="a", text="lien secret", html="<p>lien secret</p>", holds_key=True)
    other = post(subject="b", text="rien de secret")
    work(Peer(**({"a": failure} if failure else {})))
    kept = Mail.objects.get(pk=mail.pk)
    assert ("secret" in f"{kept.text}{kept.html}") == (mode == "demo")
    assert (kept.purged_at is None) == (mode == "demo")
    assert Mail.objects.get(pk=other.pk).text


def test_a_mail_that_holds_a_key_waits_with_it(post: Post) -> None:
    mail = post(subject="a", text="lien secret", holds_key=True)
    work(Peer(a=TryLater("busy", 451)))
    assert "secret" in Mail.objects.get(pk=mail.pk).text
