from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    name = "entregent.questions"

    def ready(self) -> None:
        from entregent.people import drafts
        from entregent.questions import draft_answers

        drafts.listen_to_drafts(kept=draft_answers.keep_draft_files, erased=draft_answers.free)
