from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "entregent.people"
