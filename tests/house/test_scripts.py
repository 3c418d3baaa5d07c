"""What scripts may not use, so that they run in every browser that the bundle is made for (front/build.mjs)."""

import re

import pytest

from tests.house import sizes
from tests.house.rooms import ROOT

# Firefox 115 has neither; a selector that it cannot read stops the whole script, an attribute set so is lost.
TOO_NEW = {":has() in a selector": re.compile(r":has\("), "ARIA as a property": re.compile(r"\.aria[A-Z]\w+")}


@pytest.mark.parametrize("what", TOO_NEW)
def test_nothing_newer_than_the_oldest_browser(what):
    found = {path.name for path in sizes.scripts(ROOT) if TOO_NEW[what].search(path.read_text(encoding="utf-8"))}
    assert found == set()
