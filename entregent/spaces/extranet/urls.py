from django.urls import path

from entregent.spaces.extranet.views import account, body, changes, letters, supervision

app_name = "extranet"

urlpatterns = [
    path("", account.home, name="home"),
    path("aide/", account.help_page, name="help"),
    path("donnees/", account.particulars, name="particulars"),
    path("donnees/<str:field>/", changes.own_change, name="own-change"),
    path("clients/", account.clients, name="clients"),
    path("clients/<int:number>/", account.client, name="client"),
    path("clients/<int:number>/donnees/<str:field>/", changes.client_change, name="client-change"),
    path("courriers/", letters.new_letters, name="letters"),
    path("courriers/archives/", letters.archives, name="archives"),
    path("courriers/votre-courrier/", letters.own_letters, name="own-letters"),
    path("courriers/<int:pk>/", letters.letter, name="letter"),
    path("courriers/<int:pk>/lecture/", letters.reading, name="reading"),
    path("courriers/<int:pk>/nouveau/", letters.return_to_new, name="return-to-new"),
    path("courriers/<int:pk>/reponse/", letters.reply, name="reply"),
    path("supervision/validation/", supervision.approvals, name="approvals"),
    path("supervision/validation/<int:pk>/accord/", supervision.approval, name="approval"),
    path("supervision/validation/<int:pk>/rejet/", supervision.rejection, name="rejection"),
    path("supervision/collaborateurs/", supervision.collaborators, name="collaborators"),
    path("supervision/option/", supervision.option, name="option"),
    path("supervision/dossiers/", supervision.assignment, name="assignment"),
    path("modifications/", changes.changes, name="changes"),
    path("modifications/<int:pk>/", changes.change, name="change"),
    path("modifications/<int:pk>/accord/", changes.agreement, name="agreement"),
    path("modifications/<int:pk>/refus/", changes.refusal, name="refusal"),
    path("modifications/<int:pk>/retrait/", changes.withdrawal, name="withdrawal"),
    path("envois/", body.letters_sent, name="sent"),
    path("campagnes/", body.campaigns, name="campaigns"),
    path("campagnes/nouvelle/", body.campaign_new, name="campaign-new"),
    path("campagnes/<int:pk>/", body.campaign, name="campaign"),
    path("cabinets/", body.cabinets, name="cabinets"),
    path("cabinets/<int:pk>/", body.cabinet, name="cabinet"),
]
