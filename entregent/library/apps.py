from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "entregent.library"

    def ready(self) -> None:
        from entregent.files import owners, purposes
        from entregent.library import release_files

        purposes.register_purpose(release_files.PURPOSE)
        owners.register_owner("library.release", release_files.owner)
