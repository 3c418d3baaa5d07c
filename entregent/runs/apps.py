from django.apps import AppConfig


class RunsConfig(AppConfig):
    name = "entregent.runs"

    def ready(self) -> None:
        from entregent.lists import sheets
        from entregent.runs.views import write_later

        sheets.when_long(write_later)
