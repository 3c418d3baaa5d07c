"""`python -m bench.inside`: what only the product can say, as JSON: sessions, addresses, queries a page."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, replace
from importlib import import_module
from typing import Any

import django
from django.conf import settings
from django.db import connection
from django.db.models import Exists, OuterRef
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench.load import fields_of
from bench.plan import BARE, Creation, Page, Plan
from entregent.core import planner

AGENT, DESK = "bench-agent@bench.example", "bench-desk@bench.example"
DETAILS = 40  # requests whose pages are asked in turn
LIST = "support:requests"


def main() -> None:
    django.setup()
    refresh_statistics()
    json.dump(asdict(counted(drawn())), sys.stdout)


def refresh_statistics() -> None:
    """PostgreSQL does it by itself within a minute; SQLite each night, by a job of the product."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    else:
        planner.refresh_statistics()


def drawn() -> Plan:
    """Every page and every baseline, not counted yet."""
    from entregent.spaces.support.models import Contract, Intervention  # noqa: PLC0415 (once Django is set up)
    from entregent.threads.models import Message  # noqa: PLC0415

    agent, desk = viewer(AGENT), viewer(DESK)
    said = Exists(Message.objects.visible_to(desk).filter(thread=OuterRef("thread")))
    theirs = Intervention.objects.visible_to(agent).filter(said).order_by("-number").values_list("number", flat=True)
    rows = Intervention.objects.visible_to(desk).order_by("-number")
    handled = rows.filter(said, status="in_progress").values_list("number", flat=True)[:DETAILS]
    contract = Contract.objects.visible_to(agent).filter(Contract.active()).earliest("pk")
    total = rows.count()
    far = rows.values_list("pk", flat=True)[total * 19 // 20 - 1]  # pages beyond a thousand rows follow one another
    pages = [
        *agent_pages(session(AGENT), list(theirs[:DETAILS])),
        *desk_pages(session(DESK), list(handled), total, far),
    ]
    form, address = reverse("support:request-new"), reverse("support:request-create")
    return Plan(pages, Creation("creation, agent", form, address, session(AGENT), contract.pk), version(), total)


def agent_pages(session: str, numbers: list[int]) -> list[Page]:
    home, rows = reverse("support:dashboard"), reverse(LIST)
    return [
        Page("home, agent", [home], session, "raw home, agent"),
        Page("raw home, agent", [reverse("bench-home")], session),
        Page("list, agent", [f"{rows}?tri=-numero"], session, "raw list, agent"),
        Page("raw list, agent", [f"{reverse('bench-list')}?tri=-numero"], session),
        Page("detail, agent", details("support:request", numbers), session),
    ]


def desk_pages(session: str, numbers: list[int], total: int, far: int) -> list[Page]:
    home, rows = reverse("support:dashboard"), reverse(LIST)
    everything, first = f"{rows}?cloturees=oui", f"{rows}?tri=-numero"
    return [
        Page(BARE, [reverse("bench-bare")], session),
        Page("home, desk", [home], session, "raw home, desk"),
        Page("raw home, desk", [reverse("bench-home")], session),
        Page("list, desk", [first], session, "raw list, desk"),
        Page("raw list, desk", [f"{reverse('bench-list')}?tri=-numero"], session),
        Page("list, desk, all, deep page", [f"{everything}&page={max(1, total * 19 // 1000)}&apres={far}"], session),
        Page("list, desk, all, by date", [f"{everything}&tri=date"], session),
        Page("list, desk, all, by agent", [f"{everything}&tri=agent"], session),
        Page("list, desk, all, two letters", [f"{everything}&q=pr"], session),
        Page("detail, desk", details("support:request", numbers), session, "raw detail, desk"),
        Page("raw detail, desk", details("bench-detail", numbers), session),
    ]


def details(name: str, numbers: list[int]) -> list[str]:
    return [reverse(name, args=[number]) for number in numbers]


def viewer(email: str) -> Any:
    from entregent.people.accounts import by_email  # noqa: PLC0415
    from entregent.people.memberships import viewer_of  # noqa: PLC0415

    user = by_email(email)
    assert user, f"populate first: no {email}"
    return viewer_of(user.pk, import_module(settings.SESSION_ENGINE).SessionStore())


def session(email: str) -> str:
    """A session of this person, opened without a password."""
    from entregent.people.accounts import by_email  # noqa: PLC0415

    user = by_email(email)
    assert user
    client = browser()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def browser(session: str = "") -> Client:
    client = Client(headers={"host": settings.ALLOWED_HOSTS[0]})
    if session:
        client.cookies[settings.SESSION_COOKIE_NAME] = session
    return client


def counted(plan: Plan) -> Plan:
    creation = replace(plan.creation, queries=queries_of(plan.creation))
    return replace(plan, pages=list(map(weighed, plan.pages)), creation=creation)


def weighed(page: Page) -> Page:
    """With its bytes, and its queries at its dearest: a record opened for the first time, or found again."""
    client, address = browser(page.session), page.addresses[0]
    client.get(address)
    with CaptureQueriesContext(connection) as first:
        client.get(page.addresses[-1])
    with CaptureQueriesContext(connection) as again:
        response = client.get(address)
    assert response.status_code == 200, f"{address}: {response.status_code}"
    return replace(page, queries=max(asked(first), asked(again)), size=len(response.content))


def asked(captured: CaptureQueriesContext) -> int:
    """Statements, without those that only begin or end a transaction, which PostgreSQL's driver does not tell."""
    return sum(not query["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")) for query in captured)


def queries_of(creation: Creation) -> int:
    client = browser(creation.session)
    typed = fields_of(client.get(creation.form).content, creation.contract)
    with CaptureQueriesContext(connection) as captured:
        response = client.post(creation.address, typed)
    assert response.status_code == 302, f"{creation.address}: {response.status_code}"
    return asked(captured)


def version() -> str:
    if connection.vendor == "sqlite":
        import sqlite3  # noqa: PLC0415

        return f"SQLite {sqlite3.sqlite_version}"
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return f"PostgreSQL {cursor.fetchone()[0]}"


if __name__ == "__main__":
    main()
