"""Addresses of the door and of a person's own pages. The names are those that allauth expects."""

from django.urls import path, re_path

from entregent.people.views import door, drafts, invitation, preferences, profile, proof

urlpatterns = [
    path("connexion/", door.sign_in, name="account_login"),
    path("deconnexion/", door.sign_out, name="account_logout"),
    path("mot-de-passe-oublie/", door.forgotten, name="account_reset_password"),
    path("mot-de-passe-oublie/envoye/", door.forgotten_done, name="account_reset_password_done"),
    path("mot-de-passe-oublie/change/", door.new_password_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^mot-de-passe-oublie/(?P<uidb36>[0-9A-Za-z]{1,13})-(?P<key>[-0-9A-Za-z]{1,80})/$",
        door.new_password,
        name="account_reset_password_from_key",
    ),
    path("preuve/<slug:key>/", proof.challenge, name="proof-challenge"),
    path("preuve/<slug:key>/courriel/", proof.mail, name="proof-mail"),
    path("preuve/<slug:key>/courriel/envoye/", proof.mail_sent, name="proof-mail-sent"),
    path("invitation/<str:token>/", invitation.invitation, name="invitation"),
    path("brouillons/", drafts.drafts, name="drafts"),
    path("brouillons/effacement/", drafts.clearing, name="draft-clearing"),
    path("langue/", preferences.language, name="language"),
    path("profil/", profile.profile, name="profile"),
    path("profil/adresse/<str:token>/", profile.email_confirm, name="email-confirm"),
    path("profil/apparence/", preferences.appearance, name="appearance"),
    path("profil/appartenance/", preferences.membership, name="membership-switch"),
]
