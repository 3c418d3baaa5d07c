"""An archive of half a million names is refused before its list is read."""

import io

import pytest

from bench.hostile import crowd
from entregent.files import child


@pytest.mark.parametrize("number", [child.MOST_ENTRIES + 1, 200_000])
def test_a_list_that_is_too_long_is_a_bomb(number):
    with pytest.raises(child.Unreadable, match="bomb"):
        child.archive(io.BytesIO(crowd(number)))


def test_a_list_that_is_far_too_long_is_not_read(monkeypatch):
    def unread(*_):
        raise AssertionError("read")

    content = io.BytesIO(crowd(200_000))
    monkeypatch.setattr(child.zipfile, "ZipFile", unread)
    with pytest.raises(child.Unreadable, match="bomb"):
        child.archive(content)


def test_a_large_archive_of_ordinary_files_is_none():
    assert child.archive(io.BytesIO(crowd(child.MOST_ENTRIES))) == "application/zip"
