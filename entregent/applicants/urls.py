"""The public page, and the queue of the staff."""

from django.urls import path

from entregent.applicants.views import public, queue

app_name = "applicants"

urlpatterns = [
    path("demande-de-compte/", public.houses, name="houses"),
    path("demande-de-compte/<slug:slug>/", public.form, name="form"),
    path("demande-de-compte/<slug:slug>/merci/", public.thanks, name="thanks"),
    path("administration/demandes/", queue.applications, name="applications"),
    path("administration/demandes/<int:pk>/", queue.application, name="application"),
    path("administration/demandes/<int:pk>/acceptation/", queue.acceptance, name="acceptance"),
    path("administration/demandes/<int:pk>/comptes/<int:member>/", queue.update, name="update"),
    path("administration/demandes/<int:pk>/refus/", queue.refusal, name="refusal"),
]
