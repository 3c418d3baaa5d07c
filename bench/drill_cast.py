"""`python -m bench.drill_cast`: what only the inside can make: people of every role, their sessions, old proofs."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module
from typing import Any
from unittest.mock import patch

import django
from django.conf import settings
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

PASSWORD = "tilleul-rame-bruine-47-drill"  # noqa: S105 (of invented people in a folder that goes at the end)
MAILBOXES = {
    "agent": "bench-agent", "administrator": "agent-0-1", "referent": "agent-0-2", "colleague": "agent-0-3",
    "other": "agent-1-0", "manager": "bench-desk", "handler": "desk-1",
}  # fmt: skip
PLATFORM, FACTORED = "platform@bench.example", "agent-0-4@bench.example"
OLD_PROOFS = 5
STRAYS, HOSTS = 90, 10
UUID = "00000000-0000-4000-8000-000000000000"


def main() -> None:
    django.setup()
    if sys.argv[1:] == ["sweep"]:
        sweep()
    else:
        json.dump(told(), sys.stdout)


def sweep() -> None:
    """What the worker does each hour."""
    from entregent.files.sweeping import sweep as hourly  # noqa: PLC0415 (once Django is set up)

    hourly()


def told() -> dict[str, Any]:
    from entregent.people.models import Membership, User  # noqa: PLC0415
    from entregent.people.rights import MANAGE_PEOPLE  # noqa: PLC0415

    add_platform()
    strays, hosts = add_strangers()
    for user in User.objects.filter(email__endswith="@bench.example"):
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])
    mine = {name: person(f"{box}@bench.example") for name, box in MAILBOXES.items()}
    factored = {"email": FACTORED, "session": "", "secret": program(FACTORED)}
    rows = Membership.objects.unscoped("bench").select_related("user").filter(party__isnull=False)
    boxes = [f"agent-{place}-{number}@bench.example" for place in range(1, 4) for number in (0, 3)]
    return {
        "password": PASSWORD, "people": mine | {"platform": person(PLATFORM), "factored": factored},
        "posts": sorted(set(addresses())), **places(), "expired": old_proofs(),
        "inviters": [person(email)["session"] for email in hosts], "strays": strays,
        "known": [row.user.email for row in rows if MANAGE_PEOPLE not in row.rights and row.user.email in boxes],
    }  # fmt: skip


def add_strangers() -> tuple[list[str], list[str]]:
    """Mailboxes: of people of the last establishment, and of those who may invite, at the first one."""
    from entregent.people.demonstration import BENCH_ADDRESS  # noqa: PLC0415
    from entregent.people.models import House, Party, Role  # noqa: PLC0415
    from entregent.spaces.support.demo.populate import join  # noqa: PLC0415

    house = House.objects.unscoped("bench").get(slug="bench")
    roles = {role.key: role for role in Role.objects.unscoped("bench").filter(house=house)}
    first, *_, last = Party.objects.unscoped("bench").filter(house=house).order_by("pk")
    strays = [join(house, roles["agent"], f"stray-{number:03}", last) for number in range(STRAYS)]
    hosts = [join(house, roles["administrator"], f"host-{number:03}", first) for number in range(HOSTS)]
    assert all(member.user.email.endswith(BENCH_ADDRESS) for member in (*strays, *hosts))
    return [member.user.email for member in strays], [member.user.email for member in hosts]


def add_platform() -> None:
    from entregent.people import accounts  # noqa: PLC0415
    from entregent.site.installation import add_administrator, platform  # noqa: PLC0415

    user = accounts.create(PLATFORM, PASSWORD)
    add_administrator(platform("Entregent"), user.pk, "Ada", "Administration")


def person(email: str) -> dict[str, str]:
    """With a session in which a second factor was given and who they are was proven a moment ago."""
    from django.test import Client  # noqa: PLC0415

    from entregent.door import confirmation, factors  # noqa: PLC0415
    from entregent.people.accounts import by_email  # noqa: PLC0415

    user = by_email(email)
    assert user, email
    client = Client(headers={"host": settings.ALLOWED_HOSTS[0]})
    client.force_login(user)
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    store = import_module(settings.SESSION_ENGINE).SessionStore(key)
    store[factors.GIVEN] = True
    confirmation.give(store)
    store.save()
    return {"email": email, "session": key}


def program(email: str) -> str:
    """The secret of this person's new authenticator program."""
    from entregent.door import codes  # noqa: PLC0415
    from entregent.people.accounts import by_email  # noqa: PLC0415

    user, secret = by_email(email), codes.new_secret()
    assert user
    codes.keep_program(user.pk, secret, 0)
    return secret


def places() -> dict[str, Any]:
    """A request that the agent may answer, and the contract on it."""
    from bench.inside import viewer  # noqa: PLC0415
    from entregent.spaces.support.models import Contract, Intervention  # noqa: PLC0415

    agent = viewer("bench-agent@bench.example")
    rows = Intervention.objects.visible_to(agent).order_by("-number")
    answered = next(row for row in rows if row.abilities(agent)["answer"])
    contract = Contract.objects.visible_to(agent).filter(Contract.active()).earliest("pk")
    form = reverse("support:contract-edit", args=[contract.pk])
    return {"request": answered.number, "contract": contract.pk, "contract_form": form}


def old_proofs() -> list[str]:
    """Work that was asked for an hour ago, and done."""
    from entregent.proofs import challenge  # noqa: PLC0415

    with patch.object(time, "time", return_value=time.time() - timedelta(hours=1).total_seconds()):
        made = [challenge.make("mot-de-passe", 4) for _ in range(OLD_PROOFS)]
    return [json.dumps({"token": one.token, "nonce": one.nonce, "bits": one.bits, "parts": one.parts}) for one in made]


def addresses(patterns: Any = None, space: str = "") -> Iterator[str]:
    """Of every page of the portal, with made-up things in it."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield made_up(f"{space}{pattern.name}", list(pattern.pattern.regex.groupindex))


def made_up(name: str, asked: list[str]) -> str:
    """An address of this page. What it asks for is a word, a number, a uuid or half a link."""
    for value in ("bench", 1, UUID, "1"):
        try:
            return reverse(name, kwargs={one: "a-b" if (one, value) == ("key", "1") else value for one in asked})
        except NoReverseMatch:
            continue
    raise NoReverseMatch(name)


if __name__ == "__main__":
    main()
