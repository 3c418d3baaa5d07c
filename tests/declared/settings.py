"""The settings of tests, with the throw-away space beside those of the product."""

import entregent.spaces
from entregent.core import environment as env

entregent.spaces.__path__.append(str(env.REPOSITORY / "tests" / "declared" / "spaces"))

from entregent.site.declared import apps_of, catalogues_of, limits_of  # noqa: E402
from tests.settings import *  # noqa: E402, F403
from tests.settings import BRIDGE_LIMITS, DATA, DATABASES, INSTALLED_APPS, LOCALE_PATHS  # noqa: E402

SPACES = ["support", "trial"]
INSTALLED_APPS = [*INSTALLED_APPS[:-2], *apps_of(["trial"]), *INSTALLED_APPS[-2:]]
BRIDGE_LIMITS = {**BRIDGE_LIMITS, **limits_of(["trial"])}
LOCALE_PATHS = [*LOCALE_PATHS, *catalogues_of(["trial"])]
MIGRATION_MODULES = {"trial": None}
DATABASES["default"]["NAME"] = DATA / "trial.sqlite3"
