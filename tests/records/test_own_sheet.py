"""One's own sheet is changed on one's profile, with the password, for all one's memberships: never in place."""

import pytest

NAMES = ("first_name", "last_name", "phone", "title")


@pytest.mark.parametrize("name", NAMES)
def test_no_field_of_it_is_changed_in_place(scenery, sit, name):
    claire = sit("administrateur")
    sheet = f"/fiches/collaborateurs/{scenery.cast.members['administrateur'].pk}/champs/{name}/modification/"
    assert claire.open(sheet).status_code == 403
    assert claire.send(sheet, **{name: "m"}).status_code == 403


def test_that_of_a_colleague_is(scenery, sit):
    claire, member = sit("administrateur"), scenery.cast.members["collegue"]
    sheet = f"/fiches/collaborateurs/{member.pk}/champs/phone/modification/"
    claire.open(sheet)
    assert claire.send(sheet, phone="0199").status_code == 200
