import pytest

from entregent.core.bridge import doors


async def one(scope, receive, send): ...


async def other(scope, receive, send): ...


@pytest.fixture(autouse=True)
def none(monkeypatch):
    monkeypatch.setattr(doors, "_doors", {})


def test_what_lies_under_a_prefix_goes_to_its_door():
    doors.register_door("/fichier/", one)
    doors.register_door("/fichier/", one)
    assert doors.door_of("/fichier/x") is one
    assert (doors.door_of("/fichier"), doors.door_of("/autre/fichier/")) == (None, None)
    assert doors.prefixes() == ["/fichier/"]


@pytest.mark.parametrize("prefix", ["/fichier/", "/fichier/a/", "/", "fichier/", "/fichier", "//"])
def test_doors_do_not_overlap(prefix):
    doors.register_door("/fichier/", one)
    with pytest.raises(ValueError, match="door"):
        doors.register_door(prefix, other)
