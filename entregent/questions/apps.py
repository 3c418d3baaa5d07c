from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    name = "entregent.questions"

    def ready(self) -> None:
        from entregent.people import drafts
        from entregent.questions import drafted

        drafts.listen(kept=drafted.keep, erased=drafted.free)
