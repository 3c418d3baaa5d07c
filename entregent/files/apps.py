from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "entregent.files"

    def ready(self) -> None:
        from entregent.core.bridge import doors
        from entregent.files import examining, giving, tus, verify  # noqa: F401 (it registers its check)
        from entregent.files.attaching import listen_to_attached
        from entregent.files.giving.archive_door import archive_door
        from entregent.files.giving.door import download_door
        from entregent.files.texts import ask_for_words
        from entregent.files.tus.door import upload_door

        listen_to_attached(ask_for_words)
        doors.register_door(tus.PREFIX, upload_door)
        doors.register_door(giving.PREFIX, download_door)
        doors.register_door(giving.ARCHIVES, archive_door)
