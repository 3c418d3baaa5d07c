"""Personal links: an address among one's favourites that signs in, from one browser alone (decision 27).

The address holds 256 random bits, kept as a digest. The first browser that uses it gets a cookie, and
the link opens nothing anywhere else.
"""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import timedelta
from enum import Enum, auto

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from entregent import audit
from entregent.core.clock import now
from entregent.door import alerts, browser_names, devices, throttle
from entregent.door.network import prefix_of
from entregent.door.throttle import LINKS, WARNINGS, Counter
from entregent.people import lives, memberships
from entregent.people.errors import Refused
from entregent.people.models import Membership, PersonalLink, User
from entregent.people.rights import HAVE_LINK
from entregent.people.viewer import Viewer

MOST = 5
BITS = 256
COOKIE_LIFE = timedelta(days=400)  # the longest that browsers keep one; begun again at each use


class Opened(Enum):
    HERE = auto()  # this browser is the link's
    ELSEWHERE = auto()  # another one is
    NOT = auto()  # no such link, or its owner may no longer have one


def may_have(mine: Iterable[Membership]) -> bool:
    """Whether a role of theirs gives it, and none is of staff or sees health data."""
    rows = list(mine)
    return any(HAVE_LINK in row.rights for row in rows) and not lives.are_strict(rows)


def links_of_user(user_id: int) -> list[PersonalLink]:
    return list(PersonalLink.objects.filter(user_id=user_id).order_by("pk"))


def create(user: User, name: str, *, by: Viewer) -> str:
    """The secret of a new link, which nobody can be told again. Raises Refused when there are too many."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        if len(links_of_user(user.pk)) >= MOST:
            raise Refused(_("You have five links already: revoke one first."))
        token = secrets.token_urlsafe(BITS // 8)
        PersonalLink.objects.create(user=user, name=name, token_hash=digest(token))
        audit.record("people.link.created", user, by=by, house_id=by.house_id, name=name)
        alerts.send_alert(user, "people.link.created", name=name)
        return token


def revoke(link: PersonalLink, user: User, *, by: Viewer) -> None:
    """It opens nothing any more, and the sessions that it opened end."""
    with transaction.atomic():
        audit.record("people.link.revoked", user, by=by, house_id=by.house_id, name=link.name)
        link.delete()


def revoke_all(user: User, *, by: Viewer) -> None:
    with transaction.atomic():
        for link in links_of_user(user.pk):
            revoke(link, user, by=by)


def find_personal_link(token: str) -> PersonalLink | None:
    """The link of a secret, while its owner may have one."""
    link = PersonalLink.objects.select_related("user").filter(token_hash=digest(token)).first()
    fits = link is not None and link.user.is_active and may_have(memberships.open_memberships(link.user_id))
    return link if fits else None


def wait(request: HttpRequest) -> int:
    """Count a try from this place; the seconds to wait instead when there were too many."""
    return throttle.count_try(_tries(request))


def forgive(request: HttpRequest) -> None:
    """The link was there, and this browser's if it was used: that try does not count."""
    throttle.give_back(_tries(request))


def use(request: HttpRequest, token: str) -> tuple[Opened, PersonalLink | None]:
    """Bind a link to this browser at its first use; say whether it opens here. Its owner is told of either."""
    link = find_personal_link(token)
    if link is None:
        return Opened.NOT, None
    browser = browser_of(request) or new_browser(request)
    if _is_opened(link.pk, browser, request):
        return Opened.HERE, link
    _refuse(link, request)
    return Opened.ELSEWHERE, link


def cookie_name() -> str:
    return "__Host-browser" if settings.SESSION_COOKIE_SECURE else "browser"


def browser_of(request: HttpRequest) -> str:
    """What tells this browser from any other; empty before it was bound to a link."""
    return request.COOKIES.get(cookie_name(), "")


def new_browser(request: HttpRequest) -> str:
    request.COOKIES[cookie_name()] = secrets.token_urlsafe(BITS // 8)
    return browser_of(request)


def mark(request: HttpRequest, response: HttpResponseBase) -> None:
    """Let the browser say next time which one it is."""
    response.set_cookie(
        cookie_name(), browser_of(request), max_age=COOKIE_LIFE,
        secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax",
    )  # fmt: skip


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _tries(request: HttpRequest) -> Counter:
    return Counter(LINKS, "link", (prefix_of(request),))


def _is_opened(pk: int, browser: str, request: HttpRequest) -> bool:
    """Of two browsers that come first at once, one gets it."""
    with transaction.atomic():
        link = PersonalLink.objects.select_for_update(of=("self",)).select_related("user").get(pk=pk)
        if not link.is_bound:
            _bind(link, browser, request)
        if not constant_time_compare(link.browser_hash, digest(browser)):
            return False
        link.used_at = now()
        link.save(update_fields=["used_at"])
        return True


def _bind(link: PersonalLink, browser: str, request: HttpRequest) -> None:
    link.browser_hash = digest(browser)
    link.browser, link.system = browser_names.browser_and_system(request.headers.get("User-Agent", ""))
    link.save(update_fields=["browser_hash", "browser", "system"])
    audit.record("people.link.bound", link.user, by=audit.SYSTEM, house_id=_house(link), name=link.name)
    alerts.send_alert(link.user, "people.link.bound", name=link.name, device=devices.words(link.browser, link.system))


def _refuse(link: PersonalLink, request: HttpRequest) -> None:
    """Its owner is told, once in a while: whoever knows the link must not fill their mailbox."""
    tells = throttle.count_try(Counter(WARNINGS, "link.warning", (str(link.pk),))) == 0
    device = devices.words(*browser_names.browser_and_system(request.headers.get("User-Agent", "")))
    with transaction.atomic():
        audit.record("people.link.refused", link.user, by=audit.SYSTEM, house_id=_house(link), name=link.name)
        if tells:
            alerts.send_alert(link.user, "people.link.refused", name=link.name, device=device)


def _house(link: PersonalLink) -> int | None:
    home = memberships.open_memberships(link.user_id).first()
    return home.house_id if home else None
