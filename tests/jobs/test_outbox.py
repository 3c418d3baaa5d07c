import email
import email.policy
from collections.abc import Callable
from email.message import EmailMessage
from typing import Any, cast

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from entregent.jobs import message, outbox
from entregent.jobs.models import Mail

Post = Callable[..., Mail]


def parsed(mail: Mail) -> EmailMessage:
    """What a peer reads, by the standard library's own reading."""
    raw = message.build(Mail.objects.get(pk=mail.pk)).as_bytes()
    return cast(EmailMessage, email.message_from_bytes(raw, policy=email.policy.default))


def content(read: EmailMessage) -> str:
    return read.get_content().replace("\r\n", "\n")


@pytest.mark.django_db(transaction=True)
def test_a_mail_belongs_in_a_transaction() -> None:
    with pytest.raises(TransactionManagementError):
        outbox.post(to_address="a@example.org", subject="s", text="t", kind="k", house_id=1)


@pytest.mark.django_db
def test_an_act_that_is_rolled_back_posts_nothing(post: Post) -> None:
    @transaction.atomic
    def act() -> None:
        post()
        raise KeyError

    with pytest.raises(KeyError):
        act()
    assert not Mail.objects.exists()


@pytest.mark.django_db
def test_the_headers_are_those_of_a_machine(post: Post) -> None:
    mail = post(language="fr", thread_key="support.intervention:12")
    read = parsed(mail)
    assert read["From"] == str(message.sender())
    assert read["To"] == "Marie Dupré <marie@example.org>"
    assert read["Subject"] == "Votre demande"
    assert read["Message-ID"] == mail.message_id
    assert read["Auto-Submitted"] == "auto-generated"
    assert read["X-Auto-Response-Suppress"] == "All"
    assert read["Content-Language"] == "fr"
    assert read["Date"].datetime == mail.created_at.replace(microsecond=0)
    assert content(read) == mail.text


@pytest.mark.django_db
def test_the_message_id_is_the_mails_own_and_signed(post: Post) -> None:
    first, second = post(), post()
    assert first.message_id != second.message_id
    assert first.message_id == message.message_id(first.uuid)
    assert first.message_id.endswith(f"@{message.host()}>")


@pytest.mark.django_db
def test_the_message_id_stays_on_one_line(post: Post, settings: Any) -> None:
    settings.ENTREGENT_URL = "https://portail.organisme.fr"
    mail = post(thread_key="k")
    lines = message.build(mail).as_bytes().split(b"\r\n")
    assert f"Message-ID: {mail.message_id}".encode() in lines
    assert f"References: {message.thread_id('k')}".encode() in lines


@pytest.mark.django_db
def test_mails_of_a_thread_name_the_same_ancestor(post: Post) -> None:
    first, second, other = (parsed(post(thread_key=key)) for key in ("a", "a", "b"))
    assert first["References"] == first["In-Reply-To"] == second["References"] != other["References"]
    assert parsed(post())["References"] is None


@pytest.mark.django_db
def test_two_bodies_make_an_alternative(post: Post) -> None:
    read = parsed(post(html="<p>Bonjour</p>"))
    assert [part.get_content_type() for part in read.iter_parts()] == ["text/plain", "text/html"]


BREAKS = ["\r\n", "\n", "\r", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029", "\0", "%0a\n"]


@pytest.mark.django_db
@pytest.mark.parametrize("line_break", BREAKS)
def test_no_header_can_be_injected(post: Post, line_break: str) -> None:
    evil = f"Bonjour{line_break}Bcc: victim@example.org{line_break}{line_break}body"
    mail = post(subject=evil, to_name=evil, thread_key="k", about=evil)
    plain = set(parsed(post(thread_key="k", to_name="x")).keys())
    read = parsed(mail)
    assert set(read.keys()) == plain
    assert len(read["To"].addresses) == 1
    assert read["To"].addresses[0].addr_spec == "marie@example.org"
    assert read["Subject"].startswith("Bonjour")
    assert content(read) == mail.text


@pytest.mark.django_db
@pytest.mark.parametrize("name", ['A "B" C', "Dupont, Jean <x@evil.example>", "é" * 300, "", "=?utf-8?q?x?=", "\ud800"])
def test_a_name_is_never_an_address(post: Post, name: str) -> None:
    read = parsed(post(to_name=name))
    assert [address.addr_spec for address in read["To"].addresses] == ["marie@example.org"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["", "marie", "a@b@c", "a@b.fr\nBcc: x@y.fr", "a@b.fr, c@d.fr", "é@b.fr"])
def test_an_address_that_is_none_is_refused(post: Post, address: str) -> None:
    with pytest.raises(ValidationError):
        post(to_address=address)


@pytest.mark.django_db
def test_an_address_in_an_accented_domain_goes_to_its_ascii_name(post: Post) -> None:
    assert post(to_address="a@mairie-évry.fr").to_address == "a@xn--mairie-vry-h7a.fr"


@pytest.mark.django_db
def test_a_long_subject_is_cut_and_long_lines_are_folded(post: Post) -> None:
    mail = post(subject="é" * 400, text="x" * 3000 + "\n.\n..\nfin\n")
    assert len(mail.subject) == 250
    assert max(len(line) for line in message.build(mail).as_bytes().split(b"\r\n")) <= 998
    assert message.build(mail).as_bytes().isascii()
    assert content(parsed(mail)) == mail.text


@pytest.mark.django_db
def test_renewing_sends_the_same_mail_again(post: Post) -> None:
    mail = post()
    Mail.objects.update(state="refused", attempts=3, first_try_at=mail.created_at, last_error="550 no")
    outbox.renew(mail.pk)
    again = Mail.objects.get()
    assert (again.state, again.attempts, again.first_try_at) == ("waiting", 0, None)
    assert (again.message_id, again.digest) == (mail.message_id, mail.digest)


@pytest.mark.django_db
@pytest.mark.parametrize("fields", [{"state": "waiting"}, {"state": "sending"}, {"state": "sent", "purged": True}])
def test_what_waits_or_is_blank_is_not_renewed(post: Post, fields: dict[str, object]) -> None:
    mail = post()
    Mail.objects.update(state=fields["state"], purged_at=mail.created_at if fields.get("purged") else None)
    with pytest.raises(outbox.NotRenewable):
        outbox.renew(mail.pk)


@pytest.mark.django_db
def test_mails_posted_together_are_written_by_one_statement(post: Post) -> None:
    with CaptureQueriesContext(connection) as queries, outbox.mails_together():
        for number in range(5):
            post(subject=f"no {number}")
    assert sum(query["sql"].startswith("INSERT") for query in queries) == 1
    assert sorted(Mail.objects.values_list("subject", flat=True)) == [f"no {number}" for number in range(5)]


@pytest.mark.django_db
def test_an_error_among_mails_posted_together_writes_none(post: Post) -> None:
    def broken() -> None:
        with outbox.mails_together():
            post()
            raise KeyError

    with pytest.raises(KeyError), transaction.atomic():
        broken()
    assert not Mail.objects.exists()
    with transaction.atomic():
        post()  # those that follow are written at once again
    assert Mail.objects.count() == 1
