from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "entregent.documents"

    def ready(self) -> None:
        from entregent.documents import shelving
        from entregent.documents.models import PUBLICATIONS
        from entregent.files.owners import register_owner
        from entregent.files.purposes import register_purpose
        from entregent.files.texts import register_reader

        register_purpose(PUBLICATIONS)
        register_owner("documents.version", shelving.find_version)
        register_reader("documents.version", shelving.keep_words)
        shelving.listen()
