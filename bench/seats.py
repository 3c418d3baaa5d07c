"""`python -m bench.seats PEOPLE DESK`: who is at work and what they ask for in turn, as JSON for bench/crowd.py."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from itertools import islice
from typing import Any

import django
from django.urls import reverse

from bench.crowd import CUSTOMER, DESK, SEARCH, Seat
from bench.inside import LIST, session, viewer

WORDS = ("pr", "bulletin", "anomalie", "conge", "erreur")  # two letters are enough, accents and case are not asked
NEWEST = "tri=-numero"  # a list asked for bare goes to where one left it
EACH = 6  # requests that each person opens in turn


def main() -> None:
    django.setup()
    people, desk = int(sys.argv[1]), int(sys.argv[2])
    json.dump([asdict(seat) for seat in [*at_the_desk(desk), *customers(people - desk)]], sys.stdout)


def at_the_desk(count: int) -> list[Seat]:
    """Those of the desk in turn: a person may have several browsers open."""
    emails = list(islice(of_side("desk"), count))
    return [desk_seat(emails[place % len(emails)], place) for place in range(count)]


def customers(count: int) -> list[Seat]:
    return [customer_seat(email, place) for place, email in enumerate(islice(of_side("agent"), count))]


def of_side(word: str) -> Any:
    from entregent.people.models import User  # noqa: PLC0415 (once Django is set up)

    return User.objects.filter(email__contains=f"{word}-").order_by("pk").values_list("email", flat=True).iterator()


def desk_seat(email: str, place: int) -> Seat:
    rows, word = reverse(LIST), WORDS[place % len(WORDS)]
    asked = [
        (SEARCH, f"{rows}?cloturees=oui&q={word}"),
        (DESK, reverse("support:dashboard")),
        (DESK, f"{rows}?{NEWEST}"),
    ]
    return Seat(session(email), [*asked, *((DESK, address) for address in opened_by(email))])


def customer_seat(email: str, place: int) -> Seat:
    rows, word = reverse(LIST), WORDS[place % len(WORDS)]
    asked = [
        reverse("support:dashboard"),
        f"{rows}?{NEWEST}",
        f"{rows}?cloturees=oui&q={word}",
        reverse("support:request-new"),
    ]
    return Seat(session(email), [(CUSTOMER, address) for address in [*asked, *opened_by(email)]])


def opened_by(email: str) -> list[str]:
    from entregent.spaces.support.models import Intervention  # noqa: PLC0415 (once Django is set up)

    theirs = Intervention.objects.visible_to(viewer(email)).order_by("-number").values_list("number", flat=True)
    return [reverse("support:request", args=[number]) for number in theirs[:EACH]]


if __name__ == "__main__":
    main()
