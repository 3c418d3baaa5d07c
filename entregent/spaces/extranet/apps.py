from django.apps import AppConfig


class ExtranetConfig(AppConfig):
    name = "entregent.spaces.extranet"
