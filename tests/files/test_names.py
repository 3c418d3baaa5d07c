import unicodedata

import pytest

from entregent.files.names import clean_name

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("relevé d’avril.pdf", "relevé d’avril.pdf"),
        (unicodedata.normalize("NFD", "relevé.pdf"), unicodedata.normalize("NFC", "relevé.pdf")),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\windows\\system.ini", "system.ini"),
        ("C:\\Users\\moi\\facture.pdf", "facture.pdf"),
        ("a\0b.pdf", "ab.pdf"),
        ("facture\u202efdp.exe", "facturefdp.exe"),  # written from right to left it reads « facture exe.pdf »
        ("a\u200bb\ufeff.pdf", "ab.pdf"),
        ("ligne\r\nSet-Cookie: x.pdf", "ligne Set-Cookie: x.pdf"),
        ("deux\u2028lignes.pdf", "deux lignes.pdf"),
        ("prix\u202f: 5\u00a0€.pdf", "prix : 5 €.pdf"),
        ("-rf.pdf", "-rf.pdf"),
        (".htaccess", "htaccess"),
        ("facture.pdf. . ", "facture.pdf"),
        ("CON", "_CON"),
        ("nul.pdf", "_nul.pdf"),
        ("Concert.pdf", "Concert.pdf"),
        ("📎 plan.pdf", "📎 plan.pdf"),
        ("a#b%20'\"<>&.pdf", "a#b%20'\"<>&.pdf"),
        ("", "file"),
        ("///", "file"),
        ("\u202e\u200b", "file"),
        ("\ud800.pdf", "pdf"),
    ],
)
def test_a_name_is_a_label(said, read, in_english):
    assert clean_name(said) == read


def test_a_family_stays_without_what_joins_it():
    assert clean_name(f"{FAMILY}.pdf") == FAMILY.replace("\u200d", "") + ".pdf"


@pytest.mark.parametrize("size", [254, 255])
def test_up_to_255_bytes_a_name_is_left_alone(size):
    name = "a" * (size - 4) + ".pdf"
    assert clean_name(name) == name


@pytest.mark.parametrize("stem", ["a" * 252, "é" * 200, "📎" * 100, "e\u0323\u0302" * 90])
def test_a_longer_one_is_cut_between_two_signs_and_keeps_its_ending(stem):
    name = clean_name(f"{stem}.pdf")
    assert 250 <= len(name.encode()) <= 255
    assert name.endswith(".pdf")
    assert unicodedata.normalize("NFC", stem).startswith(name.removesuffix(".pdf"))


def test_an_ending_that_is_itself_too_long_is_no_ending():
    assert len(clean_name("a." + "b" * 400).encode()) == 255
