from django.core.management import call_command

from bench.growth import grow
from entregent.core import searching
from entregent.dossiers.models import Sequence
from entregent.spaces.support.models import Intervention


def test_the_copies_are_requests_like_the_others(db):
    call_command("populate", scale=0.001, verbosity=0)
    rows = Intervention.objects.unscoped("test")
    first = rows.order_by("number").first()
    found = searching.found(rows, first.subject).count()
    grow(3)
    assert rows.count() == 300
    assert rows.filter(subject=first.subject).count() % 3 == 0
    assert rows.values("thread").distinct().count() == 300
    assert searching.found(rows, first.subject).count() == 3 * found
    assert Sequence.objects.unscoped("test").get(name="intervention").last == max(
        rows.values_list("number", flat=True)
    ), "the next one has a number of its own"
