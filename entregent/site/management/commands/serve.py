"""`entregent serve`: the web server, with its worker unless told otherwise."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from entregent.site import serving
from entregent.site.checks import refuse_unsafe


class Command(BaseCommand):
    help = "Serves the portal, with its worker (--without-worker when the worker runs apart)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--processes", type=int, default=2)
        parser.add_argument("--without-worker", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_unsafe()
        commands = [serving.web(options["host"], options["port"], options["processes"])]
        serving.stay_with(commands if options["without_worker"] else [*commands, serving.worker()])
