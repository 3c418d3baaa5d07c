"""Bodies are awaited within limits of size, of time and of number."""

import pytest

from entregent.core.bridge import bodies, limits
from entregent.core.bridge.bodies import body_of
from entregent.core.bridge.limits import Ledger, Limits, Quota
from entregent.core.bridge.refusals import Crowded, Gone, TooLarge, TooSlow
from tests.core_bridge.wires import DROP, hurried, part, scope, script

CHUNKED = (b"transfer-encoding", b"chunked")
QUICK = Limits(body=100_000, idle_seconds=15, rate=200, window_seconds=20)


@pytest.fixture
def ledger(monkeypatch):
    ours = Ledger(Quota(bodies=3, bodies_each=2, size=100_000, size_each=80_000))
    monkeypatch.setattr(bodies, "ledger", lambda: ours)
    monkeypatch.setattr(bodies, "limits_of", lambda path: QUICK)
    return ours


def read(*steps, head=CHUNKED):
    """The body and whether it stands in a file, as Django would read it."""

    async def whole():
        async with body_of(scope(head), script(steps)) as body:
            return body.file.read(), body.length, body.file._rolled

    return hurried(whole())


def test_small_bodies_stay_in_memory_and_long_ones_in_a_file(ledger):
    assert read(part(b"ab"), part(b"c", more=False)) == (b"abc", 3, False)
    long = b"x" * 40_000
    assert read(part(long), part(long), part(b"", more=False)) == (long * 2, 80_000, True)


def test_without_a_body_nothing_is_awaited(ledger):
    assert read(head=(b"content-length", b"0")) == (b"", 0, False)


def test_a_length_that_is_too_much_is_refused_before_anything_is_read(ledger):
    with pytest.raises(TooLarge):
        read(0.5, head=(b"content-length", b"100001"))


def test_what_grows_too_long_is_refused_on_the_way(ledger):
    with pytest.raises(TooLarge):
        read(part(b"x" * 60_000), part(b"x" * 60_000))


def test_a_body_that_stops_is_not_awaited_for_ever(ledger):
    with pytest.raises(TooSlow):
        read(part(b"ab"))


def test_drops_are_no_coming(ledger):
    """Each drop comes within the idle time, all of them too slowly."""
    with pytest.raises(TooSlow):
        read(*[step for _ in range(3) for step in (14, part(b"x"))], part(b"", more=False))


def test_a_steady_body_may_last(ledger):
    steady = [step for _ in range(10) for step in (14, part(b"x" * 6000))]
    assert read(*steady, part(b"", more=False))[1] == 60_000


def test_whoever_leaves_is_gone(ledger):
    with pytest.raises(Gone):
        read(part(b"ab"), DROP)


def test_what_was_held_is_given_back_whatever_happened(ledger):
    read(part(b"ab", more=False))
    for error, steps in ((TooSlow, [part(b"ab")]), (Gone, [part(b"ab"), DROP]), (TooLarge, [part(b"x" * 100_001)])):
        with pytest.raises((error, Crowded)):
            read(*steps)
    assert (ledger.bodies.total(), ledger.sizes.total()) == (0, 0)


def test_an_address_has_only_so_many_under_way(ledger):
    with ledger.body("192.0.2.7"), ledger.body("192.0.2.7"):
        with pytest.raises(Crowded):
            read(part(b"ab", more=False))
        with ledger.body("198.51.100.1"), pytest.raises(Crowded):
            ledger.body("203.0.113.1").__enter__()
    assert read(part(b"ab", more=False))[0] == b"ab"


def test_what_is_held_has_its_own_limits(ledger):
    with ledger.body("192.0.2.7") as entry:
        entry.add(80_000)
        with pytest.raises(Crowded):
            entry.add(1)
        with ledger.body("198.51.100.1") as other, pytest.raises(Crowded):
            other.add(20_001)


def test_the_longest_beginning_counts(settings):
    settings.BRIDGE_LIMITS = {"/": Limits(body=1), "/a/": Limits(body=2), "/a/b/": Limits(body=None)}
    limits._table.cache_clear()
    found = [limits.limits_of(path).body for path in ("/", "/a", "/a/", "/a/x", "/a/b/c")]
    limits._table.cache_clear()
    assert found == [1, 1, 2, 2, None]
