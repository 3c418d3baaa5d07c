from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "entregent.library"

    def ready(self) -> None:
        from entregent.files import owners, purposes
        from entregent.library import holding

        purposes.register(holding.PURPOSE)
        owners.register("library.release", holding.owner)
