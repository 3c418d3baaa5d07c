from django.apps import AppConfig


class ProofsConfig(AppConfig):
    name = "entregent.proofs"
