"""Numbers from outside are as long as people write them, wherever they enter or are shown."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import URLPattern, get_resolver
from django.urls.converters import IntConverter

from entregent.core.numbers import read_decimal
from entregent.files.giving.ranges import requested_part
from entregent.links.forms import LinkForm
from entregent.people.submissions import new_key
from entregent.questions.fields import within
from entregent.questions.question import NUMBER, Question
from entregent.questions.wording import answer_words

HUGE = ["1e400000000", "1e-400000000", "1" * 41, "NaN", "Infinity", "sNaN", "1_0" * 20, "", "x", "9" * 22]


@pytest.mark.parametrize("typed", HUGE)
def test_what_is_of_no_use_is_no_number(typed):
    with pytest.raises(ValueError, match=r".+"):
        read_decimal(typed)


@pytest.mark.parametrize(("typed", "number"), [("1 284,5", "1284.5"), ("-3", "-3"), ("1e3", "1000"), ("0", "0")])
def test_what_people_write_is_read(typed, number):
    assert read_decimal(typed) == Decimal(number)


@pytest.mark.parametrize("bound", ["1e400000000", "1e-400000000"])
def test_a_bound_out_of_all_bounds_is_not_taken(scenery, bound):
    cast = scenery.cast
    form = cast.products["payroll"].form
    sent = {"submission": new_key(cast.viewer("responsable")), "label": "Combien", "least": bound}
    page = scenery.client("responsable").post(f"/questions/{form.pk}/question/?genre=number", sent)
    assert page.status_code == 422
    assert len(page.content) < 100_000


def test_a_bound_that_was_kept_before_is_shown_as_it_was_typed_and_compares_with_nothing():
    question = Question("q", NUMBER, "Combien", least="1e400000000")
    assert answer_words(question, "1e400000000") == "1e400000000"
    within(question, Decimal(1), read_decimal, str)


def test_a_key_that_no_database_holds_is_said_at_its_field():
    field = LinkForm.base_fields["to"]
    assert field.clean("12") == 12
    for typed in ("9" * 19, "9" * 40, "9" * 5000):
        with pytest.raises(ValidationError):
            field.clean(typed)


@pytest.mark.parametrize("asked", ["bytes=" + "9" * 5000 + "-", "bytes=-" + "9" * 5000, "bytes=0-" + "9" * 5000])
def test_a_part_of_a_file_beyond_all_numbers_is_the_whole_or_none(asked):
    assert requested_part({"range": asked}, 10, "tag").status in (200, 206, 416)


def addresses(patterns, before=""):
    for pattern in patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            if any(isinstance(one, IntConverter) for one in pattern.pattern.converters.values()):
                yield here
        else:
            yield from addresses(pattern.url_patterns, here)


def filled(address, number):
    kinds = {"int": number, "slug": "a", "str": "a", "uuid": "5b0f5a35-5b0a-4c0f-8a55-000000000001"}
    for kind, value in kinds.items():
        while f"<{kind}:" in address:
            head, _, rest = address.partition(f"<{kind}:")
            address = head + value + rest.partition(">")[2]
    return f"/{address}"


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["9" * 19, "9" * 4000])
def test_no_address_breaks_on_a_number_that_no_row_has(scenery, number):
    """Every address with a number in it, asked by whoever opens most."""
    found = list(addresses(get_resolver().url_patterns))
    assert len(found) > 60
    client = scenery.client("responsable")
    assert [one for one in found if client.get(filled(one, number)).status_code >= 500] == []
