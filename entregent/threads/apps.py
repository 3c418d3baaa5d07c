from django.apps import AppConfig


class ThreadsConfig(AppConfig):
    name = "entregent.threads"

    def ready(self) -> None:
        from entregent.core import live
        from entregent.files import owners, purposes
        from entregent.people import drafts
        from entregent.threads import attachments, presence
        from entregent.threads.models import PURPOSE

        live.register_live_part("presence", presence.part)
        purposes.register_purpose(purposes.Purpose(PURPOSE, attachments.may_send))
        owners.register_owner("threads.message", attachments.find_message)
        drafts.listen_to_drafts(kept=attachments.keep_drafted, erased=attachments.free_drafted)
