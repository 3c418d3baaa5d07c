from django.apps import AppConfig


class NotifyConfig(AppConfig):
    name = "entregent.notify"

    def ready(self) -> None:
        from entregent.notify import verify  # noqa: F401  (registers its check)
