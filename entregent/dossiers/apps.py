from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "entregent.dossiers"

    def ready(self) -> None:
        from entregent.dossiers import entrusted
        from entregent.dossiers.models import parties_met
        from entregent.people import holdings, sight

        holdings.register_holdings(entrusted.holdings)
        sight.know_parties(parties_met)
