from django.apps import AppConfig


class DoorConfig(AppConfig):
    name = "entregent.door"

    def ready(self) -> None:
        from entregent.door.departures import Keepsake, register_keepsake
        from entregent.people import drafts
        from entregent.people.models import Draft

        register_keepsake(Keepsake(Draft, drafts.draft_count_words))
