import pytest

from entregent.files.giving.ranges import Part, requested_part

TAG = '"abc"'
WHOLE = Part(200, 100, 0, 100)


def asked(text="", **more):
    return requested_part({"range": text, **{name.replace("_", "-"): value for name, value in more.items()}}, 100, TAG)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("bytes=0-0", 0, 1), ("bytes=0-", 0, 100), ("bytes=10-19", 10, 20), ("bytes=99-", 99, 100),
        ("bytes=90-400", 90, 100), ("bytes=-1", 99, 100), ("bytes=-400", 0, 100), ("bytes= 5-6 ", 5, 7),
    ],
)  # fmt: skip
def test_one_range_is_given(text, start, end):
    part = asked(text)
    assert part == Part(206, 100, start, end)
    assert part.headers == {"Content-Range": f"bytes {start}-{end - 1}/100"}


@pytest.mark.parametrize("text", ["bytes=100-", "bytes=100-200", "bytes=-0"])
def test_a_range_behind_the_end_cannot_be_given(text):
    assert asked(text).status == 416
    assert asked(text).headers == {"Content-Range": "bytes */100"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "bytes=",
        "bytes=-",
        "bytes=9-3",
        "bytes=a-b",
        "lines=1-2",
        "bytes=0-1,5-6",
        "bytes=1-2-3",
        f"bytes={'9' * 40}-",
    ],
)
def test_what_cannot_be_read_or_is_several_gives_all(text):
    assert asked(text) == WHOLE


def test_a_range_of_another_content_gives_all():
    assert asked("bytes=1-2", if_range=TAG).status == 206
    assert asked("bytes=1-2", if_range='"other"') == WHOLE
    assert asked("bytes=1-2", if_range=f"W/{TAG}") == WHOLE  # a weak tag is not good enough for a part


@pytest.mark.parametrize("said", [TAG, f"W/{TAG}", f'"x", {TAG}', "*"])
def test_what_is_known_is_not_sent(said):
    assert asked("bytes=1-2", if_none_match=said).status == 304


def test_of_another_content_all_is_sent():
    assert asked(if_none_match='"x", W/"y"') == WHOLE
