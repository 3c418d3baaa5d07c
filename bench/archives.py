"""`python -m bench.archives`: archives all that is due, and says how many requests in how many seconds, as JSON."""

from __future__ import annotations

import json
import sys
import time

import django


def main() -> None:
    django.setup()
    from entregent.people.models import House  # noqa: PLC0415 (once Django is set up)
    from entregent.spaces.support.archiving import archive  # noqa: PLC0415

    begun = time.perf_counter()
    moved = sum(archive(house) for house in House.objects.unscoped("measure"))
    json.dump({"moved": moved, "seconds": time.perf_counter() - begun}, sys.stdout)


if __name__ == "__main__":
    main()
