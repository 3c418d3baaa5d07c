from django.urls import path

from entregent.spaces.support.views import (
    closing,
    colleagues,
    conversation,
    dashboard,
    establishments,
    products,
    requests,
    trainings,
)

app_name = "support"

ONE = "demandes/<int:number>/"
PLACE = "etablissements/<int:pk>/"

urlpatterns = [
    path("", dashboard.dashboard, name="dashboard"),
    path("aide/", dashboard.help_page, name="help"),
    path("demandes/", requests.requests, name="requests"),
    path("demandes/nouvelle/", requests.request_new, name="request-new"),
    path("demandes/depot/", requests.request_create, name="request-create"),
    path("demandes/questions/", requests.request_questions, name="request-questions"),
    path(ONE, requests.request, name="request"),
    path(f"{ONE}reponses/", conversation.answers, name="answers"),
    path(f"{ONE}notes/", conversation.notes, name="notes"),
    path(f"{ONE}arrivees/", conversation.arrivals, name="arrivals"),
    path(f"{ONE}modification/", requests.edit, name="edit"),
    path(f"{ONE}annulation/", requests.cancellation, name="cancellation"),
    path(f"{ONE}proprietaire/", requests.ownership, name="ownership"),
    path(f"{ONE}prise-en-charge/", requests.charge, name="charge"),
    path(f"{ONE}proposition-de-cloture/", closing.proposal, name="proposal"),
    path(f"{ONE}cloture/", closing.confirmation, name="confirmation"),
    path(f"{ONE}evaluation/", closing.evaluation, name="evaluation"),
    path(f"{ONE}refus-de-cloture/", closing.refusal, name="refusal"),
    path("collaborateurs/", colleagues.colleagues, name="colleagues"),
    path("collaborateurs/invitation/", colleagues.invitation, name="invitation"),
    path("collaborateurs/<int:pk>/", colleagues.colleague, name="colleague"),
    path("collaborateurs/<int:pk>/blocage/", colleagues.block, name="block"),
    path("collaborateurs/<int:pk>/deblocage/", colleagues.unblock, name="unblock"),
    path("etablissement/", establishments.establishment, name="establishment"),
    path("etablissement/agents/", establishments.agents, name="agents"),
    path("etablissement/contrats/", establishments.contracts, name="contracts"),
    path("etablissements/", establishments.establishments, name="establishments"),
    path("etablissements/nouveau/", establishments.establishment_new, name="establishment-new"),
    path(PLACE, establishments.establishment, name="establishment-of"),
    path(f"{PLACE}agents/", establishments.agents, name="agents-of"),
    path(f"{PLACE}agents/invitation/", colleagues.invitation, name="invitation-of"),
    path(f"{PLACE}contrats/", establishments.contracts, name="contracts-of"),
    path(f"{PLACE}contrats/nouveau/", establishments.contract_new, name="contract-new"),
    path(f"{PLACE}modification/", establishments.establishment_edit, name="establishment-edit"),
    path(f"{PLACE}formations/", trainings.trainings, name="trainings-of"),
    path(f"{PLACE}formations/nouvelle/", trainings.training_new, name="training-new"),
    path("contrats/<int:pk>/", establishments.contract, name="contract"),
    path("contrats/<int:pk>/modification/", establishments.contract_edit, name="contract-edit"),
    path("produits/", products.products, name="products"),
    path("produits/nouveau/", products.product_new, name="product-new"),
    path("produits/<int:pk>/", products.product, name="product"),
    path("produits/<int:pk>/modification/", products.product_edit, name="product-edit"),
    path("services/nouveau/", products.service, name="service-new"),
    path("services/<int:pk>/", products.service, name="service-edit"),
]
