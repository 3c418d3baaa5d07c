"""Letters: opened by a person's act only, answered under supervision, never in a mail."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from entregent.jobs.models import Mail
from entregent.people.errors import Refused
from entregent.people.submissions import new_key
from entregent.spaces.extranet.models import Answer, Letter


def again(letter):
    return Letter.objects.unscoped("test").get(pk=letter.pk)


def post(body, name, url, **typed):
    return body.client(name).post(url, {"submission": new_key(body.viewer(name)), **typed})


def test_looking_at_a_letter_opens_nothing_and_shows_nothing(body):
    letter = body.send()
    answer = body.client("superviseur").get(letter.get_absolute_url())
    assert answer.status_code == 200
    assert b"Secret" not in answer.content
    assert body.client("superviseur").head(letter.get_absolute_url()).status_code == 405
    assert again(letter).read_at is None


def test_opening_archives_it_and_may_be_undone(body):
    letter = body.send()
    assert post(body, "collaborateur", reverse("extranet:reading", args=[letter.pk])).status_code == 302
    opened = again(letter)
    assert opened.archived_at
    assert opened.reader == body.members["collaborateur"]
    assert b"Secret" in body.client("superviseur").get(letter.get_absolute_url()).content
    post(body, "superviseur", reverse("extranet:return-to-new", args=[letter.pk]))
    assert again(letter).archived_at is None


def test_a_letter_that_asks_stays_until_its_answer_is_sent(body):
    letter = body.send(asks=True)
    letter.open(by=body.viewer("superviseur"))
    assert again(letter).archived_at is None
    body.reply(letter, "superviseur")
    assert again(letter).archived_at


def test_reading_by_the_body_opens_nothing(body):
    letter = body.send()
    assert post(body, "organisme", reverse("extranet:reading", args=[letter.pk])).status_code == 403
    assert again(letter).read_at is None


def test_a_mail_tells_nothing_of_a_letter(body):
    Mail.objects.all().delete()
    body.send(title="Contrôle de l’exercice")
    mails = list(Mail.objects.all())
    assert {mail.to_address for mail in mails} == {"superviseur@demo.example", "collaborateur@demo.example"}
    for mail in mails:
        words = f"{mail.subject}\n{mail.text}"
        assert not any(word in words for word in ("Contrôle", "chazel", "Secret"))


def test_without_supervision_the_body_has_the_answer_at_once(body):
    letter = body.send(asks=True)
    body.reply(letter)
    assert again(letter).status == "answered"
    assert b"41 200" in body.client("organisme").get(letter.get_absolute_url()).content


def test_under_supervision_the_body_sees_nothing_before_it_is_accepted(body):
    body.supervise()
    letter = body.send(asks=True)
    letter.open(by=body.viewer("collaborateur"))
    Mail.objects.all().delete()
    answer = body.reply(letter)
    assert [mail.to_address for mail in Mail.objects.all()] == ["superviseur@demo.example"]
    page = body.client("organisme").get(letter.get_absolute_url()).content.decode()
    assert "41 200" not in page
    assert again(letter).status == "read"
    assert post(body, "superviseur", reverse("extranet:approval", args=[answer.pk])).status_code == 302
    assert "41 200" in body.client("organisme").get(letter.get_absolute_url()).content.decode()
    assert Answer.objects.unscoped("test").get().decider == body.members["superviseur"]


def test_a_rejection_says_why_and_the_letter_may_be_answered_again(body):
    body.supervise()
    letter = body.send(asks=True)
    answer = body.reply(letter)
    url = reverse("extranet:rejection", args=[answer.pk])
    assert post(body, "superviseur", url).status_code == 422
    assert post(body, "superviseur", url, reason="À compléter").status_code == 302
    page = body.client("collaborateur").get(reverse("extranet:reply", args=[letter.pk]))
    assert "41 200" in page.content.decode()
    body.reply(letter)


def test_a_second_decision_comes_too_late(body):
    body.supervise()
    answer = body.reply(body.send(asks=True))
    answer.accept(by=body.viewer("superviseur"))
    with pytest.raises(Refused):
        Answer.objects.unscoped("test").get().reject("Non", by=body.viewer("superviseur"))


def test_a_collaborator_approves_nothing(body):
    body.supervise()
    answer = body.reply(body.send(asks=True))
    with pytest.raises(PermissionDenied):
        answer.accept(by=body.viewer("collaborateur"))


def test_one_answer_at_a_time(body):
    body.supervise()
    letter = body.send(asks=True)
    body.reply(letter)
    with pytest.raises(Refused):
        body.reply(letter, "superviseur")


def test_the_option_stays_on_while_answers_wait(body):
    body.supervise()
    body.reply(body.send(asks=True))
    with pytest.raises(Refused):
        body.supervise(on=False)


def test_a_required_answer_is_asked_for(body):
    letter = body.send(asks=True)
    url = reverse("extranet:reply", args=[letter.pk])
    assert post(body, "collaborateur", url, form_version=str(letter.version_id)).status_code == 422
    assert not Answer.objects.unscoped("test").exists()
    typed = {"form_version": str(letter.version_id), "question-receipts": "12"}
    assert post(body, "collaborateur", url, **typed).status_code == 302
    assert again(letter).status == "answered"
