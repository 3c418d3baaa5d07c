from datetime import timedelta

from entregent.core.clock import now
from entregent.core.counting import capped_count, counted_between
from entregent.spaces.support.models import Intervention


def test_rows_are_counted_from_each_moment_to_the_next(scenery):
    rows, day = Intervention.objects.visible_to(scenery.cast.viewer("technicien")), timedelta(days=1)
    whole, start = rows.count(), now().replace(hour=0, minute=0, second=0, microsecond=0)
    for place, request in enumerate(rows.order_by("pk")):
        Intervention.objects.unscoped("test").filter(pk=request.pk).update(opened_at=start + day * (place % 2))
    counts = counted_between(
        rows.filter(status__in=["to_handle", "closed"]), "opened_at", [start, start + day, start + 2 * day]
    )
    assert sum(counts) == rows.filter(status__in=["to_handle", "closed"]).count()
    assert counted_between(rows, "opened_at", [start - day, start, start + day, start + 2 * day, start + 3 * day]) == [
        0, whole - whole // 2, whole // 2, 0,
    ]  # fmt: skip


def test_nothing_is_counted_for_whoever_sees_nothing(scenery):
    rows, start = Intervention.objects.visible_to(scenery.cast.viewer("technicien")).none(), now()
    assert counted_between(rows, "opened_at", [start, start, start]) == [0, 0]


def test_a_count_stops_at_its_cap(scenery):
    rows = Intervention.objects.visible_to(scenery.cast.viewer("technicien"))
    assert capped_count(rows, 3) == 4
