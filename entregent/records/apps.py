from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "entregent.records"

    def ready(self) -> None:
        from entregent.door.departures import Keepsake, register_keepsake
        from entregent.records import pointers
        from entregent.records.models import Favourite, Visit

        register_keepsake(Keepsake(Favourite, pointers.favourite_count_words))
        register_keepsake(Keepsake(Visit))
