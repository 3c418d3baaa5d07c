"""Somebody is found by a piece of their name, a number in any form, a date of birth; and written once."""

from datetime import date

import pytest

from entregent.contacts.finding import contacts_like, search_words
from entregent.contacts.models import MAIL, PHONE, Contact, Particular, twins_of
from entregent.contacts.telephones import telephone_key, telephone_link, telephone_words
from tests.spaces.secretariat.cast import gather, write_contact


@pytest.fixture
def cast(db):
    return gather()


@pytest.mark.parametrize(
    "typed",
    ["06.12.34.56.78", "06 12 34 56 78", "0612345678", "+33 6 12 34 56 78", "+33 (0)6 12 34 56 78", "0033612345678"],
)
def test_a_number_in_any_form_is_one_number(typed):
    assert telephone_key(typed) == "+33612345678"
    assert telephone_words(typed) == "06 12 34 56 78"
    assert telephone_link(typed) == "tel:+33612345678"


@pytest.mark.parametrize("typed", ["", "abc", "06 12", "+", "06 12 34 56 78 poste 2", "1" * 16, "٠٦١٢٣٤٥٦٧٨"])
def test_what_is_no_number_has_no_key(typed):
    assert telephone_key(typed) in ("", typed.replace(" ", ""))
    assert telephone_key("06 12 34 56 78 poste 2") == telephone_key("1" * 16) == telephone_key("٠٦١٢٣٤٥٦٧٨") == ""


def test_a_number_of_another_country_stays_as_it_was_typed():
    assert telephone_key("+41 22 345 67 89") == "+41223456789"
    assert telephone_words("+41 22 345 67 89") == "+41 22 345 67 89"


@pytest.mark.parametrize(
    "typed",
    [
        "dup 1975",
        "helene",
        "LAFARGE",
        "0612345678",
        "06 12 34",
        "+33612345678",
        "12/03/1975",
        "12.3.1975",
        "dupont 06.12.34.56.78",
    ],
)
def test_found(cast, typed):
    found = write_contact(cast, "medecin", "Dupont-Lafarge", "Hélène", phone="06.12.34.56.78", born=date(1975, 3, 12))
    write_contact(cast, "medecin", "Martin", "Paul", phone="06 99 98 12 01", born=date(1980, 1, 2))
    rows = Contact.objects.visible_to(cast.viewer("medecin"))
    assert [row.pk for row in contacts_like(rows, typed)] == [found.pk]


@pytest.mark.parametrize("typed", ["durand", "0699999999", "1999", "dup 1980", "%", "'; --"])
def test_not_found(cast, typed):
    write_contact(cast, "medecin", "Dupont", "Hélène", phone="0612345678", born=date(1975, 3, 12))
    assert not contacts_like(Contact.objects.visible_to(cast.viewer("medecin")), typed)


def test_what_is_typed_becomes_the_words_of_the_column():
    assert search_words("dup 12/03/1975") == "dup 12031975"
    assert search_words("06.12.34.56.78") == "0612345678"


def twins(cast, last="Autre", first="", born=None, said=(), of="medecin"):
    contact = Contact(dossier=cast.lines[of].dossier, last_name=last, first_name=first, birth_date=born)
    return [one.pk for one in twins_of(contact, said, cast.viewer("responsable"))]


def test_a_duplicate_is_the_same_number_mail_or_name_with_its_birth(cast):
    known = write_contact(cast, "medecin", "Dupont", "Hélène", phone="0612345678", born=date(1975, 3, 12))
    known.write([(PHONE, "", "0612345678"), (MAIL, "", "h@demo.example")], by=cast.viewer("responsable"))
    assert twins(cast, said=[(PHONE, "", "+33 6 12 34 56 78")]) == [known.pk]
    assert twins(cast, said=[(MAIL, "", "H@demo.example")]) == [known.pk]
    assert twins(cast, "dupont", "helene") == [known.pk]
    assert twins(cast, "Dupont", "Hélène", date(1990, 1, 1)) == []
    assert twins(cast, "Dupont", "Hélène", date(1975, 3, 12)) == [known.pk]
    assert twins(cast, said=[(PHONE, "", "0699999999")]) == []


def test_contacts_of_another_subscriber_are_no_duplicates(cast):
    write_contact(cast, "avocat", "Dupont", "Hélène", phone="0612345678")
    assert twins(cast, "Dupont", "Hélène", said=[(PHONE, "", "0612345678")]) == []


def test_a_sheet_that_is_changed_is_found_by_its_new_words_alone(cast):
    contact = write_contact(cast, "medecin", "Dupont", phone="0612345678")
    contact.last_name = "Mercier"
    contact.write([(PHONE, "mobile", "0698765432")], by=cast.viewer("medecin"))
    rows = Contact.objects.visible_to(cast.viewer("medecin"))
    assert [len(contacts_like(rows, word)) for word in ("dupont", "0612345678", "mercier", "0698765432")] == [
        0,
        0,
        1,
        1,
    ]
    assert Particular.objects.unscoped("test").filter(contact=contact).count() == 1
