from django.apps import AppConfig


class CrmConfig(AppConfig):
    name = "entregent.spaces.crm"
