from decimal import Decimal

import pytest

from entregent.dashboards.marks import Marks


@pytest.mark.parametrize(
    ("counts", "mean", "net"),
    [
        ({10: 2, 9: 3, 8: 2, 7: 1, 6: 1, 3: 1}, "7.9", 30),
        ({9: 2, 4: 1, 0: 1}, "5.5", 0),
        ({6: 3}, "6.0", -100),
        ({9: 1, 7: 2}, "7.7", 33),
        ({7: 1, 8: 1}, "7.5", 0),
        ({0: 1, 7: 15}, "6.6", -6),  # 6.5625, and -6.25
    ],
)
def test_mean_and_net_score(counts, mean, net):
    assert (Marks(counts).mean, Marks(counts).net) == (Decimal(mean), net)


def test_of_no_marks_there_is_no_figure():
    assert (Marks({}).total, Marks({}).mean, Marks({}).net) == (0, None, None)


def test_groups_together():
    whole = Marks.together([Marks({10: 1}), Marks({10: 2, 0: 1})])
    assert (whole.total, whole.counts[10], whole.counts[5]) == (4, 3, 0)
