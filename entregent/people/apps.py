from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "entregent.people"

    def ready(self) -> None:
        from entregent.people import drafts
        from entregent.people.departures import Keepsake, register_keepsake
        from entregent.people.models import Draft

        register_keepsake(Keepsake(Draft, drafts.counted))
