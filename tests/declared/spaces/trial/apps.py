from django.apps import AppConfig


class TrialConfig(AppConfig):
    name = "entregent.spaces.trial"
