from entregent.core.substitution import fill, fill_markup, names_in, unknown

VALUES = {"numero": "12", "sujet": "<b>Paie</b> & {numero}", "vide": ""}


def test_known_names_are_replaced_once_and_the_others_stay():
    assert fill("N° {numero} ({ numero }), {inconnu}, {", VALUES) == "N° 12 (12), {inconnu}, {"
    assert fill("{vide}|{sujet}", VALUES) == "|<b>Paie</b> & {numero}"  # what is put in is not read again


def test_in_markup_a_value_is_words():
    assert fill_markup("<p>{sujet}</p>", VALUES) == "<p>&lt;b&gt;Paie&lt;/b&gt; &amp; {numero}</p>"


def test_nothing_is_evaluated():
    for hostile in ("{numero.__class__}", "{numero!r}", "{0}", "{% debug %}", "%(numero)s"):
        assert fill(hostile, VALUES) == hostile


def test_unknown_names_are_told_in_order_and_once():
    assert names_in("{b} {a} {b}") == ["b", "a"]
    assert unknown("{b} {numero} {a} {b}", VALUES) == ["b", "a"]
