from django.apps import AppConfig


class DepotConfig(AppConfig):
    name = "entregent.spaces.depot"
