from django.apps import AppConfig
from django.conf import settings


class SiteConfig(AppConfig):
    name = "entregent.site"

    def ready(self) -> None:
        from entregent.core.bridge import doors
        from entregent.records.finding import register_pages
        from entregent.site import spaces, stream
        from entregent.site.menu import entries_of

        register_pages(entries_of)
        doors.register_door(stream.PATH, stream.stream)
        spaces.install(settings.SPACES)
