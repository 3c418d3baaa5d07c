"""The scanner ends: what it may take of the time is said for each of its steps."""

from scan import wapiti
from scan.__main__ import Demonstration


def test_the_time_is_shared_between_looking_around_and_each_kind_of_attack():
    told = wapiti.limits(240)
    assert dict(zip(told[::2], told[1::2], strict=True)) == {"--max-scan-time": "60", "--max-attack-time": "40"}


def test_the_demonstration_has_the_time_to_make_its_people_up(tmp_path):
    assert Demonstration(tmp_path, "", 1).patience >= 300
