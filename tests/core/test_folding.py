import pytest

from entregent.core.folding import fold, number_typed


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Évrard", "evrard"),
        ("  Jean-Noël   d’Œuvre ", "jean noel d oeuvre"),
        ("STRASSE straße", "strasse strasse"),
        ("réponse … clôture", "reponse ... cloture"),
        ("ﬁn", "fin"),
        ("Para\u00admétrage", "parametrage"),
        ("Yıldız İnan", "yildiz inan"),
        ("\u200bA\u200dB\ufeff\u202ec", "abc"),
        ("", ""),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


def test_several_texts_are_joined():
    assert fold("Ferrand", "Nadia") == "ferrand nadia"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("01 23 45 67 89", "0123456789"),
        ("01.23.45", "012345"),
        ("+33 1 23 45 67 89", "0123456789"),
        ("+33 (0)1 23 45 67 89", "0123456789"),
        ("0033123456789", "0123456789"),
        ("732 829 320 00074", "73282932000074"),
        ("+1 514 555 0199", "15145550199"),
        ("12 rue des Lilas", ""),
        ("C-2041", ""),
        ("123", ""),
        ("", ""),
    ],
)
def test_a_number_is_one_however_its_figures_are_grouped(typed, number):
    assert number_typed(typed) == number
