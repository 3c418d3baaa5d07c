from django.apps import AppConfig


class ListsConfig(AppConfig):
    name = "entregent.lists"

    def ready(self) -> None:
        from entregent.lists import running  # noqa: F401  (its tasks and its nightly round)
