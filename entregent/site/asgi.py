"""The application that the server calls: see core/bridge."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "entregent.site.settings")
django.setup(set_prefix=False)

from entregent.core.bridge.application import Bridge  # noqa: E402 (it loads the middleware of the settings)

application = Bridge()
