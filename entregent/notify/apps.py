from django.apps import AppConfig


class NotifyConfig(AppConfig):
    name = "entregent.notify"

    def ready(self) -> None:
        from entregent.core import live as door
        from entregent.notify import digest, live, purge, verify  # noqa: F401  (they register what they do)

        live.register_live(door.register)
