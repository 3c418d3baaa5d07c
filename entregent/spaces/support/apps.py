from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "entregent.spaces.support"

    def ready(self) -> None:
        from entregent.core import live
        from entregent.people.profile import register_panel
        from entregent.people.space import register
        from entregent.spaces.support import conversation, counts, names, owners, records, verify  # noqa: F401  (verify registers its checks)
        from entregent.spaces.support.announcements import RequestRecipients
        from entregent.spaces.support.profile import own_requests
        from entregent.spaces.support.space import SPACE

        register(SPACE)
        records.register()
        register_panel(own_requests)
        names.listen()
        owners.listen()
        RequestRecipients().listen()
        live.register("conversation", conversation.fresh)
        live.register("support-tiles", counts.fresh)
