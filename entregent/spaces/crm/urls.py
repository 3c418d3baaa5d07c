from django.urls import path

from entregent.agenda.models.activity import CALL, MEETING, TASK
from entregent.spaces.crm.views import activities, people

app_name = "crm"

CALLS, MEETINGS, TASKS = {"kind": CALL}, {"kind": MEETING}, {"kind": TASK}
OF_CLIENT, OF_PARTNER = {"kind": "client"}, {"kind": "partner"}

urlpatterns = [
    path("", activities.dashboard, name="dashboard"),
    path("clients/", people.clients, name="clients"),
    path("clients/nouveau/", people.client_new, name="client-new"),
    path("clients/<int:pk>/", people.client, name="client"),
    path("clients/<int:pk>/modification/", people.record_edit, OF_CLIENT, name="client-edit"),
    path("clients/<int:pk>/notes/", people.note_new, OF_CLIENT, name="client-note"),
    path("clients/<int:pk>/suivi/", people.handing, OF_CLIENT, name="client-handing"),
    path("partenaires/", people.partners, name="partners"),
    path("partenaires/nouveau/", people.partner_new, name="partner-new"),
    path("partenaires/<int:pk>/", people.partner, name="partner"),
    path("partenaires/<int:pk>/modification/", people.record_edit, OF_PARTNER, name="partner-edit"),
    path("partenaires/<int:pk>/notes/", people.note_new, OF_PARTNER, name="partner-note"),
    path("partenaires/<int:pk>/suivi/", people.handing, OF_PARTNER, name="partner-handing"),
    path("contacts/", people.contacts, name="contacts"),
    path("contacts/nouveau/", people.contact_new, name="contact-new"),
    path("contacts/<int:pk>/", people.contact, name="contact"),
    path("appels/", activities.activities, CALLS, name="calls"),
    path("appels/nouveau/", activities.activity_new, CALLS, name="call-new"),
    path("reunions/", activities.activities, MEETINGS, name="meetings"),
    path("reunions/nouvelle/", activities.activity_new, MEETINGS, name="meeting-new"),
    path("taches/", activities.activities, TASKS, name="tasks"),
    path("taches/nouvelle/", activities.activity_new, TASKS, name="task-new"),
    path("activites/<int:pk>/", activities.activity, name="activity"),
    path("activites/<int:pk>/modification/", activities.activity_edit, name="activity-edit"),
    path("activites/<int:pk>/fin/", activities.finishing, name="finishing"),
    path("activites/<int:pk>/reprise/", activities.reopening, name="reopening"),
    path("activites/<int:pk>/report/", activities.postponement, name="postponement"),
]
