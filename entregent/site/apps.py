from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "entregent.site"

    def ready(self) -> None:
        from entregent.core.bridge import doors
        from entregent.records.finding import register_pages
        from entregent.site import stream
        from entregent.site.menu import entries_of

        register_pages(entries_of)
        doors.register(stream.PATH, stream.stream)
