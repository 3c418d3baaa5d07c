"""`entregent createadmin`: the first person of an installation."""

import getpass
import sys
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction

from entregent.core.logins import clean_login
from entregent.door.passwords import LEAST_OF_STAFF, refuse_weak
from entregent.people import accounts
from entregent.site.installation import add_administrator, platform


class Command(BaseCommand):
    help = "Creates an administrator of the platform. The password is asked for, or read from standard input."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--first-name", default="")
        parser.add_argument("--last-name", default="Administration")
        parser.add_argument("--house", default="Entregent", help="name of the body that runs this installation")

    def handle(self, *args: Any, **options: Any) -> None:
        password = getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
        email = clean_login(options["email"])
        try:
            validate_email(email)
            refuse_weak(password, words=[email, options["house"]], least=LEAST_OF_STAFF)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        self.save(email, password, options)
        self.stdout.write(f"{email} is an administrator.")

    def save(self, email: str, password: str, options: dict[str, Any]) -> None:
        with transaction.atomic():
            if accounts.by_email(email):
                raise CommandError("This address already has an account.")
            user = accounts.create(email, password)
            add_administrator(platform(options["house"]), user.pk, options["first_name"], options["last_name"])
