"""The product's own settings, with the pages to compare with beside its own."""

from entregent.site.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
