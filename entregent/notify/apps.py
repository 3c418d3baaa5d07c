from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save


class NotifyConfig(AppConfig):
    name = "entregent.notify"

    def ready(self) -> None:
        from entregent import audit
        from entregent.core import live as door
        from entregent.notify import account, banner, bell, digest, live, purge, verify  # noqa: F401  (they register what they do)
        from entregent.notify.models import News
        from entregent.people.models import Addressee

        account.listen_for_resets()
        audit.when_taken_back(bell.forget_rung)
        door.register_live_part("bell", live.bell)
        for change in (post_save, post_delete):
            for sender in (News, Addressee):
                change.connect(banner.forget_news_here, sender=sender)
