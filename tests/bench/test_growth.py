from django.core.management import call_command

from bench.growth import grow
from entregent.core import searching
from entregent.dossiers.models import Sequence
from entregent.spaces.support.models import Intervention
from entregent.threads.models import Message, Thread


def test_the_copies_are_requests_like_the_others(db):
    call_command("populate", scale=0.001, verbosity=0)
    rows = Intervention.objects.unscoped("test")
    first = rows.order_by("number").first()
    found = searching.rows_with_words(rows, first.subject).count()
    said = Message.objects.unscoped("test")
    before = said.count()
    grow(3)
    assert said.count() == 3 * before
    assert not said.exclude(thread__in=rows.values("thread")).exists(), "each says it in its own request"
    assert rows.count() == 300
    assert rows.filter(subject=first.subject).count() % 3 == 0
    assert rows.values("thread").distinct().count() == 300
    assert searching.rows_with_words(rows, first.subject).count() == 3 * found
    assert Sequence.objects.unscoped("test").get(name="intervention").last == max(
        rows.values_list("number", flat=True)
    ), "the next one has a number of its own"
    thread = rows[0].thread
    again = Thread(dossier_id=thread.dossier_id)
    again.save(force_insert=True)
    assert again.pk > thread.pk, "the next one of each has a key of its own"
