"""The product's own settings, with the pages to compare with beside its own, and room for large files."""

from entregent.site.settings import *  # noqa: F403
from entregent.site.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "bench.apps.BenchConfig"]
ROOT_URLCONF = "bench.urls"
HOUSE_FILES_BYTES = 2**40
