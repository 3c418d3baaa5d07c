"""Who somebody is: an address or an identifier, a password, and what is noted of it."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth import login as start_session
from django.contrib.auth import logout as end_session
from django.contrib.auth.backends import BaseBackend
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from entregent import audit
from entregent.core.bridge.pool import PASSWORDS as PASSWORD_LANE
from entregent.core.bridge.pool import demand_lane
from entregent.core.logins import clean_login
from entregent.door import confirmation, devices, factor_review, factors, invitations, known_browsers, throttle
from entregent.door.arrival import Arrival
from entregent.door.network import prefix_of
from entregent.door.throttle import PASSWORDS, Counter
from entregent.people import kept_forms, lives, memberships
from entregent.people.models import User
from entregent.people.viewer import Viewer

BACKEND = "entregent.door.signin.EmailOrIdentifier"
NOBODY = 0  # the record of events about an account that does not exist


class EmailOrIdentifier(BaseBackend):
    """Django's way to ask for a person. Throttling is `attempt`'s."""

    def authenticate(
        self, request: HttpRequest | None, email: str | None = None, password: str | None = None, **others: Any
    ) -> User | None:
        user = User.objects.by_login(email or "")
        return user if is_right(user, password or "") else None

    def get_user(self, user_id: int) -> User | None:
        """The person of a session, with their preferences: one query for both."""
        return User.objects.select_related("preferences").filter(pk=user_id, is_active=True).first()


@dataclass(frozen=True)
class Attempt:
    """What came of a login and a password: somebody, or seconds to wait, or neither."""

    user: User | None = None
    wait: int = 0


def attempt(request: HttpRequest, login: str, password: str) -> Attempt:
    """Judge a login and a password, unless too many were wrong. Call it outside of any transaction."""
    login = clean_login(login)
    user = User.objects.by_login(login)
    return _judge(request, user, password, _counters(request, login, user))


def confirm(request: HttpRequest, user: User, password: str) -> Attempt:
    """Judge the password of somebody who is signed in, under the same waits."""
    own = Counter(PASSWORDS, "password.current", (str(user.pk), prefix_of(request)))
    return _judge(request, user, password, [own])


def _judge(request: HttpRequest, user: User | None, password: str, counters: list[Counter]) -> Attempt:
    demand_lane(request, PASSWORD_LANE)
    wait = throttle.count_try(*counters)
    if wait:
        return Attempt(wait=wait)
    right = is_right(user, password)  # asked for an unknown account too: it must take as long
    if user is None or not right:
        note_failure(request, user)
        return Attempt()
    # Success clears this person's counter only: signing in to one's own account must not
    # give back the tries made on others from the same place.
    throttle.reset(counters[0])
    for counter in counters[1:]:
        throttle.give_back(counter)
    return Attempt(user=user)


def is_right(user: User | None, password: str) -> bool:
    """Takes as long for an account that does not exist."""
    if user is None:
        User().set_password(password)
        return False
    return user.check_password(password) and user.is_active


def note_failure(request: HttpRequest, user: User | None) -> None:
    """Write the event of a wrong password; never what was typed as the login."""
    who = user.pk if user else NOBODY
    home = memberships.viewer_of(who, request.session)
    with transaction.atomic():
        on = user or User(pk=NOBODY)
        audit.record("people.signin.failed", on, by=audit.SYSTEM, house_id=home.house_id, network=prefix_of(request))


def sign_in(request: HttpRequest, user: User) -> Viewer:
    """Open a session for the person, under a new session id, and note it and where it is."""
    entry, by_factor = Arrival.taken(request.session), factors.were_given(request, user)
    with transaction.atomic():
        chosen = entry.membership or invitations.accept_waiting(entry.invitation, user)
        mine = memberships.own_memberships(user.pk)
        start_session(request, user, backend=BACKEND)
        if chosen:
            request.session[memberships.CHOSEN] = chosen
        lives.begin_life(request.session, remembered=entry.remember and not lives.are_strict(mine))
        devices.note_device(request, entry.link)
        factors.note_given(request.session, given=by_factor)
        if entry.link is None:
            confirmation.give(request.session)
        kept_forms.bring_back(request, user.pk)
        if typed_as := kept_forms.membership_of(request.session):
            request.session.setdefault(memberships.CHOSEN, typed_as)
        viewer = memberships.viewer_among(mine, request.session)
        factor_review.begin_factor_review(request.session, by=viewer)
        if entry.remember and lives.are_strict(mine):
            messages.info(request, _("With your role nobody stays signed in: this session ends after 30 idle minutes."))
        audit.record("people.signin.opened", user, by=viewer, house_id=viewer.house_id, network=prefix_of(request))
    return viewer


def may_be_remembered(request: HttpRequest) -> bool:
    """Whether somebody who has signed in from this browser may stay so, or nobody has yet."""
    people = known_browsers.people(request)
    return not people or any(not lives.are_strict(memberships.open_memberships(user_id)) for user_id in people)


def sign_out(request: HttpRequest, viewer: Viewer) -> None:
    """End the session here and now, on the server too."""
    with transaction.atomic():
        if request.user.is_authenticated:
            audit.record("people.signin.closed", request.user, by=viewer, house_id=viewer.house_id)
        end_session(request)


def _counters(request: HttpRequest, login: str, user: User | None) -> list[Counter]:
    browser = known_browsers.token(request, user.pk) if user else ""
    if user and browser:
        return [Counter(PASSWORDS, "password.known", (str(user.pk), browser))]
    prefix = prefix_of(request)
    return [Counter(PASSWORDS, "password", (login, prefix)), Counter(PASSWORDS, "password.place", (prefix,))]
