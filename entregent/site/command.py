"""`entregent COMMAND`: Django's own commands, and those of this product under short names."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "entregent.site.settings")
    if sys.argv[1:2] == ["demo"]:
        # Read by the settings, so it must be said before they are.
        os.environ["ENTREGENT_MODE"] = "demo"
        os.environ.setdefault("ENTREGENT_URL", f"http://127.0.0.1:{os.environ.get('PORT', '8000')}")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 (it reads the environment)

    execute_from_command_line(["entregent", *sys.argv[1:]])
