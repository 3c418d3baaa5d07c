import pytest

from entregent.core.folding import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Évrard", "evrard"),
        ("  Jean-Noël   d’Œuvre ", "jean noel d oeuvre"),
        ("STRASSE straße", "strasse strasse"),
        ("réponse … clôture", "reponse ... cloture"),
        ("ﬁn", "fin"),
        ("", ""),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


def test_several_texts_are_joined():
    assert fold("Ferrand", "Nadia") == "ferrand nadia"
