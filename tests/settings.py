"""The product's own settings, with data that is thrown away and what makes tests quick and strict."""

import os
import tempfile

# Set before the settings read it, and over whatever the shell says: a test never touches data that somebody keeps.
if worker := os.environ.get("PYTEST_XDIST_WORKER"):
    # A worker process ends too abruptly to clean up: its folder stands in that of the process that started it.
    os.environ["ENTREGENT_DATA"] += f"/{worker}"
else:
    _folder = tempfile.TemporaryDirectory(prefix="entregent-test-")  # kept in a name: it goes when the process ends
    os.environ["ENTREGENT_DATA"] = _folder.name
os.environ["ENTREGENT_MODE"] = "test"

from entregent.site.settings import *  # noqa: F403
from entregent.site.settings import DATA, DATABASES, INSTALLED_APPS, MIDDLEWARE, STORAGES

if "sqlite" in str(DATABASES["default"]["ENGINE"]):
    # A file, as in life: the live server, jobs and drills open it from threads and processes of their own.
    DATABASES["default"]["TEST"] = {"NAME": DATA / "test.sqlite3"}
    DATABASES["default"]["CONN_MAX_AGE"] = 0  # threads of the bridge outlive a test, their connections must not
    DATABASES["default"]["OPTIONS"]["init_command"] += ";PRAGMA synchronous=OFF"  # type: ignore[index]

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
PROOF_BITS = 0  # a test that is about something else brings no proof; those of proofs ask for a light one
WHITENOISE_AUTOREFRESH = True  # looks for a file when it is asked for, and not for all of them at each start

INSTALLED_APPS = [*INSTALLED_APPS, "zeal"]
MIDDLEWARE = ["zeal.middleware.zeal_middleware", *MIDDLEWARE]
ZEAL_RAISE = True
ZEAL_ALLOWLIST = [{"model": "people.Session"}]  # Django reads a session twice when it ends
