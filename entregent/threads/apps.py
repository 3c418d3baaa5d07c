from django.apps import AppConfig


class ThreadsConfig(AppConfig):
    name = "entregent.threads"

    def ready(self) -> None:
        from entregent.core import live
        from entregent.threads import presence

        live.register("presence", presence.part)
