"""Choices of a cascade, typed by indentation."""

import pytest

from entregent.questions import tree
from tests.questions.asked import SCREENS


def test_what_is_indented_comes_under_the_line_above():
    assert list(tree.paths(tree.parse(SCREENS))) == [
        ("Accueil",), ("Accueil", "News"), ("Accueil", "Agenda"),
        ("Paie",), ("Paie", "Bulletins"), ("Paie", "Bulletins", "Calcul"), ("Paie", "Rappels"),
    ]  # fmt: skip


def test_tabs_and_empty_lines_make_no_difference():
    assert list(tree.paths(tree.parse("A\n\tB\n\n\t\tC\nD\n"))) == [("A",), ("A", "B"), ("A", "B", "C"), ("D",)]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  A\nB", 1),
        ("A\n    B\n  C", 3),
        ("A\n  B\nA", 3),
        ("A => B\nC", 1),
        ("\n".join(f"{' ' * depth}{depth}" for depth in range(7)), 7),
    ],
)
def test_a_line_that_cannot_be_placed_is_named(text, line):
    with pytest.raises(tree.Tangled, match=str(line)):
        tree.parse(text)


def test_a_list_has_an_end():
    with pytest.raises(tree.Tangled):
        tree.parse("\n".join(map(str, range(tree.MOST_LINES + 1))))


@pytest.mark.parametrize(
    ("path", "gone", "levels"),
    [
        ([], (), [["Accueil", "Paie"]]),
        (["Paie"], ("Paie",), [["Accueil", "Paie"], ["Bulletins", "Rappels"]]),
        (["Paie", "Rappels"], ("Paie", "Rappels"), [["Accueil", "Paie"], ["Bulletins", "Rappels"]]),
        (["Accueil", "Bulletins"], ("Accueil",), [["Accueil", "Paie"], ["News", "Agenda"]]),
        (["Nulle part", "News"], (), [["Accueil", "Paie"]]),
    ],
)
def test_a_path_goes_as_far_as_the_tree_knows_it(path, gone, levels):
    assert tree.follow(tree.parse(SCREENS), path) == (gone, levels)
