"""Accounts that nobody uses: warned two weeks before, then locked; never whoever must be able to let others in."""

from datetime import timedelta

import pytest

from entregent.people import unused
from entregent.people.errors import Refused
from entregent.people.memberships import open_memberships
from entregent.people.models import Block, LockWarning, Membership, Role, Session
from entregent.people.rights import MANAGE_PEOPLE
from entregent.people.sides import PLATFORM
from entregent.people.viewer import Viewer
from tests.people.cast import join

THREE_MONTHS = timedelta(days=92)


@pytest.fixture
def idle(place, clock, agent, handler):
    """An agent and a handler who came long ago; the house locks after three months, its manager is there each day."""
    manager = join(place, "manager@example.org", place.manager, identifier="CH1")
    place.house.lock_after_months = 3
    place.house.save()
    clock.shift(THREE_MONTHS - unused.AHEAD)
    come(manager, clock)
    return manager


def come(member, clock):
    from entregent.core.clock import now

    type(member.user).objects.filter(pk=member.user_id).update(last_login=now())


def is_open(member) -> bool:
    return open_memberships(member.user_id).exists()


def nights(clock, count: int) -> None:
    for _night in range(count):
        clock.shift(timedelta(days=1))
        unused.lock_unused()


def test_a_warning_comes_two_weeks_before_the_lock(idle, agent, clock, posted, verbs):
    unused.lock_unused()
    assert [(mail.to_address, mail.kind) for mail in posted()] == [
        ("agent@example.org", "people.membership.warned"), ("handler@example.org", "people.membership.warned"),
    ]  # fmt: skip
    assert "verrouillé" in posted()[0].text
    nights(clock, 13)
    assert len(posted()) == 2
    assert is_open(agent)
    nights(clock, 2)
    assert not is_open(agent)
    block = Block.objects.unscoped("test").get(membership=agent)
    assert (block.by, "3 mois" in block.reason) == (None, True)
    assert verbs().count("people.membership.blocked") == 2


def test_signing_in_once_keeps_it(idle, agent, handler, clock):
    unused.lock_unused()
    nights(clock, 10)
    come(agent, clock)
    nights(clock, 10)
    assert (is_open(agent), is_open(handler)) == (True, False)
    assert not LockWarning.objects.unscoped("test").filter(membership=agent).exists()


def test_a_session_that_lasts_is_use(idle, agent, clock):
    unused.lock_unused()
    clock.shift(timedelta(days=10))
    from entregent.core.clock import now

    Session.objects.create(
        session_key="s", session_data="", expire_date=now() + timedelta(days=30), user=agent.user, seen_at=now()
    )
    nights(clock, 10)
    assert is_open(agent)


def test_nobody_is_locked_where_nobody_asked(idle, agent, place, clock, posted):
    place.house.lock_after_months = None
    place.house.save()
    nights(clock, 40)
    assert is_open(agent)
    assert posted() == []


def test_accounts_of_long_ago_are_warned_first_when_it_is_switched_on(idle, agent, place, clock, posted):
    clock.shift(timedelta(days=400))
    come(idle, clock)
    unused.lock_unused()
    assert is_open(agent)
    assert len(posted()) == 2


def test_the_last_who_manages_a_house_is_never_locked(idle, clock):
    clock.shift(timedelta(days=200))
    unused.lock_unused()
    nights(clock, 20)
    assert is_open(idle)


def test_of_two_managers_the_one_who_left_longest_ago_is_locked(idle, place, clock):
    other = join(place, "second@example.org", place.manager, identifier="CH2")
    come(other, clock)
    clock.shift(timedelta(days=1))
    come(idle, clock)
    clock.shift(timedelta(days=200))
    unused.lock_unused()
    nights(clock, 20)
    assert (is_open(other), is_open(idle)) == (False, True)


def test_people_of_the_platform_never_are(idle, clock, place):
    place.house.is_platform = True
    place.house.save()
    role = Role(house=place.house, space="", key="administrator", name="Admin", side=PLATFORM, rights=[MANAGE_PEOPLE])
    role.save()
    from entregent.people.models import User

    user = User.objects.create(email="admin@example.org")
    admin = Membership.admit(role, user=user, last_name="Admin")
    clock.shift(timedelta(days=400))
    come(idle, clock)  # somebody else manages: it is no last one that is spared
    unused.lock_unused()
    nights(clock, 20)
    assert is_open(admin)


def test_whoever_manages_lifts_the_lock_and_two_weeks_are_left_to_come(idle, agent, clock):
    unused.lock_unused()
    nights(clock, 16)
    locked = Membership.objects.unscoped("test").get(pk=agent.pk)
    manager = Viewer.wearing(idle)
    assert locked.abilities(manager)["unblock"]
    locked.open_door(by=manager)
    nights(clock, 13)
    assert is_open(agent)
    nights(clock, 3)
    assert not is_open(agent)


def test_a_forgotten_password_does_not_lift_it(idle, agent, clock, work, posted):
    from tests.door.test_resets import ask

    unused.lock_unused()
    nights(clock, 16)
    before = len(posted())
    ask("ag1")
    work()
    assert len(posted()) == before


def test_blocking_the_same_account_twice_is_refused(agent, idle):
    agent.close_door(by=Viewer.wearing(idle))
    with pytest.raises(Refused):
        agent.close_door(by=Viewer.wearing(idle))
