from datetime import timedelta

import pytest

from entregent.core import clock
from entregent.notify.bell import mark_read, unread
from entregent.notify.purge import READ, UNREAD, forget_notifications
from tests.cast import file
from tests.notify.people import rows


@pytest.mark.parametrize(
    ("is_read", "age", "kept"),
    [
        (True, READ - timedelta(minutes=1), True),
        (True, READ + timedelta(minutes=1), False),
        (False, READ + timedelta(minutes=1), True),
        (False, UNREAD - timedelta(minutes=1), True),
        (False, UNREAD + timedelta(minutes=1), False),
    ],
)
def test_lines_are_kept_three_months_read_and_a_year_unread(cast, is_read, age, kept):
    file(cast, "payroll", "agent", "Bulletins")
    if is_read:
        mark_read(unread(cast.viewer("technicien")))
    with clock.at(clock.now() + age):
        forget_notifications()
    assert bool(rows(cast, "technicien")) is kept
