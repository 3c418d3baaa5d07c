from datetime import timedelta

import pytest
from django.db import transaction

from entregent.core.clock import now
from entregent.core.verify import run_checks
from entregent.jobs import outbox
from entregent.notify.models import Notification


def test_mail_of_what_happened_agrees(scenery):
    assert list(run_checks("mail")) == []


def test_mail_of_what_never_happened_is_named(scenery):
    with transaction.atomic():
        outbox.post(to_address="x@demo.example", subject="s", text="t", kind="test", house_id=None, event_id=987_654)
    assert ["987654" in finding.message for finding in run_checks("mail")] == [True]


def test_bells_of_what_happened_agree(scenery):
    assert Notification.objects.unscoped("test").exists()
    assert list(run_checks("bell")) == []


@pytest.mark.parametrize(
    ("planted", "words"),
    [
        ({"event_id": 987_654}, "987654"),
        ({"read_at": now(), "due_at": now()}, "was read"),
        ({"due_at": now() - timedelta(days=2)}, "more than a day ago"),
    ],
)
def test_a_line_that_does_not_fit_is_named(scenery, planted, words):
    row = Notification.objects.unscoped("test").first()
    Notification.objects.unscoped("test").filter(pk=row.pk).update(**planted)
    [finding] = run_checks("bell")
    assert str(row.pk) in finding.message
    assert words in finding.message
