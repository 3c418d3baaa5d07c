"""`entregent populate --scale N`: a house of invented customers in each space, to measure with."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from entregent.core import planner
from entregent.people import accounts
from entregent.people.demonstration import BENCH_ADDRESS
from entregent.people.space import SPACES
from entregent.site import installation


class Command(BaseCommand):
    help = "Fills a database without customers with invented ones: at scale 1, the sizes that each space names."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--scale", type=float, default=0.1)

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_taken()
        for space in SPACES.values():
            if space.population:
                words = import_module(space.population).populate(options["scale"], installation.open_spaces)
                self.stdout.write(words)
        planner.refresh_statistics()


def refuse_taken() -> None:
    """Raises CommandError when the database was populated before, or when real people may be in it."""
    if accounts.any_ending_with(BENCH_ADDRESS):
        raise CommandError("This database is populated already.")
    if settings.MODE == "production" and accounts.any_ending_with(""):
        raise CommandError("There are people in this database: populate an empty one.")
