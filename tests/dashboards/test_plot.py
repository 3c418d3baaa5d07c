from datetime import timedelta

from entregent.dashboards import plot
from entregent.dashboards.chart import BASE, TOP
from entregent.dashboards.discretion import TOO_FEW
from entregent.dashboards.table import LENGTH, MEAN, Column, Line, Table

COUNTS = (Column("a", "Opened"), Column("b", "Closed"))


def table(*values, columns=COUNTS):
    lines = [Line(f"Line {place}", dict(zip("ab", one, strict=False)), urls={"a": "/list"}) for place, one in
             enumerate(values)]  # fmt: skip
    return Table("t", "Title", "Line", columns, lines)


def test_upright_bars_stand_on_the_base_and_reach_their_value():
    drawn = plot.columns(table((10, 5), (0, 0)))
    first, second = drawn.groups[0].pieces
    assert (first.y, first.height) == (TOP, BASE - TOP)
    assert second.y + second.height == BASE
    assert second.height == first.height / 2
    assert first.x + first.width == second.x
    assert [piece.height for piece in drawn.groups[1].pieces] == [0, 0]
    assert [tick.label for tick in drawn.ticks] == ["0", "5", "10"]
    assert (first.url, second.url) == ("/list", "")


def test_a_figure_that_is_not_shown_is_not_drawn():
    for drawn in (plot.columns(table((10, TOO_FEW))), plot.strips(table((10, TOO_FEW)))):
        piece = drawn.groups[0].pieces[1]
        assert piece.is_withheld
        assert piece.words == "Too few answers" or "insuffisant" in piece.words
        assert (piece.height, piece.width if drawn.kind == plot.STRIPS else 0) == (0, 0)
        assert drawn.has_gaps


def test_delays_are_measured_in_whole_hours():
    drawn = plot.columns(table((timedelta(minutes=430), None), columns=[Column("a", "Delay", LENGTH)]))
    assert [tick.label for tick in drawn.ticks] == ["0", "4 h", "8 h"]


def test_marks_are_measured_out_of_ten():
    drawn = plot.strips(table((5,), columns=[Column("a", "Mark", MEAN)]))
    assert drawn.groups[0].pieces[0].width == 50


def test_a_stack_is_a_whole():
    pieces = plot.stack(table((3, 1), (0, 0))).groups[0].pieces
    assert [(piece.x, piece.width) for piece in pieces] == [(0, 75), (75, 25)]


def test_a_long_time_lies_down_and_names_always_do():
    assert plot.plot_of(table(*[(1, 1)] * 12), upright=True).kind == plot.COLUMNS
    assert plot.plot_of(table(*[(1, 1)] * 36), upright=True).kind == plot.STRIPS
    assert plot.plot_of(table((1, 1)), upright=False).kind == plot.STRIPS


def test_labels_are_thinned_out_where_there_are_many():
    labels = [group.label for group in plot.columns(table(*[(1, 1)] * 18)).groups]
    assert labels[:4] == ["Line 0", "", "Line 2", ""]


def test_each_bar_may_have_its_own_pattern():
    drawn = plot.columns(table((1,), (2,), columns=COUNTS[:1]), patterns={0: 3, 1: 1})
    assert [group.pieces[0].pattern for group in drawn.groups] == [3, 1]
    assert drawn.legend == []


def test_the_legend_names_every_pattern():
    assert plot.strips(table((1, 2))).legend == [(1, "Opened"), (2, "Closed")]
