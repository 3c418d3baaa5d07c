from django.apps import AppConfig


class NotifyConfig(AppConfig):
    name = "entregent.notify"

    def ready(self) -> None:
        from entregent.notify import digest, purge, verify  # noqa: F401  (they register what they do)
