"""The product's own settings, with pages whose faults are planted beside its own."""

from entregent.site.settings import *  # noqa: F403

ROOT_URLCONF = "scan.urls"
