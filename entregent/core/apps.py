from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CoreConfig(AppConfig):
    name = "entregent.core"

    def ready(self) -> None:
        from entregent.core import first_of_month
        from entregent.core.searching import keep_indexes

        first_of_month.teach()
        post_migrate.connect(keep_indexes, dispatch_uid="word indexes")
