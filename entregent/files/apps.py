from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "entregent.files"

    def ready(self) -> None:
        from entregent.core.bridge import doors
        from entregent.files.tus import PREFIX
        from entregent.files.tus.door import upload_door

        doors.register(PREFIX, upload_door)
