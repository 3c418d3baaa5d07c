"""A process with several writing threads: python writer.py DATABASE-JSON THREADS ROUNDS."""

import json
import sys
import threading
from typing import Any

import django
from django.conf import settings


def main(description: dict[str, Any], threads: int, rounds: int) -> None:
    settings.configure(DATABASES={"default": description}, USE_TZ=True)
    django.setup()
    from django.db import connection, transaction

    faults: list[str] = []

    def write() -> None:
        try:
            for _ in range(rounds):
                with transaction.atomic(), connection.cursor() as cursor:
                    # Read, then write what was read: a lost update would show in the sum.
                    cursor.execute("SELECT n FROM tally")
                    cursor.execute("UPDATE tally SET n = %s", [cursor.fetchone()[0] + 1])
        except Exception as error:  # noqa: BLE001
            faults.append(repr(error))
        finally:
            connection.close()

    workers = [threading.Thread(target=write) for _ in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    print(json.dumps(faults))


if __name__ == "__main__":
    main(json.loads(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
