from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "entregent.files"

    def ready(self) -> None:
        from entregent.core.bridge import doors
        from entregent.files import giving, tus, verify  # noqa: F401 (it registers its check)
        from entregent.files.giving.door import download_door
        from entregent.files.tus.door import upload_door

        doors.register_door(tus.PREFIX, upload_door)
        doors.register_door(giving.PREFIX, download_door)
