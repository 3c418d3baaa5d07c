"""`entregent admin reset EMAIL`: an administrator who lost their password or their second step comes in again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from entregent.core.links import absolute
from entregent.door.rescue import rescue
from entregent.people.errors import Refused


class Command(BaseCommand):
    help = "Helps an administrator from the machine itself."

    def add_arguments(self, parser: CommandParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        reset = acts.add_parser("reset", help="prints a link to choose a password, of use once, within 60 minutes")
        reset.add_argument("email")
        reset.add_argument("--second-step", action="store_true", help="removes code program, passkeys and codes too")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            path = rescue(options["email"], second_step=options["second_step"])
        except Refused as error:
            with translation.override("en"):  # as all that commands say
                raise CommandError(str(error.message)) from None
        self.stdout.write(absolute(path))
        self.stderr.write("This link works once, within 60 minutes. Give it to its owner alone.")
