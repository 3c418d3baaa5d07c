from django.apps import AppConfig


class ApplicantsConfig(AppConfig):
    name = "entregent.applicants"

    def ready(self) -> None:
        from entregent.applicants.announcements import ApplicationRecipients
        from entregent.applicants.doors import PURPOSE
        from entregent.door import proof

        proof.register_proof_purpose(PURPOSE)
        ApplicationRecipients().listen()
