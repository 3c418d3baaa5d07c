from django.db import transaction

from entregent.core.verify import run_checks
from entregent.jobs import outbox


def test_mail_of_what_happened_agrees(scenery):
    assert list(run_checks("mail")) == []


def test_mail_of_what_never_happened_is_named(scenery):
    with transaction.atomic():
        outbox.post(to_address="x@demo.example", subject="s", text="t", kind="test", house_id=None, event_id=987_654)
    assert ["987654" in finding.message for finding in run_checks("mail")] == [True]
