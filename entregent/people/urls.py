"""Addresses of what a person sets for themselves, and of what they are typing."""

from django.urls import path

from entregent.people.views import drafts, preferences

urlpatterns = [
    path("brouillons/", drafts.drafts, name="drafts"),
    path("brouillons/autre/", drafts.exchange, name="draft-exchange"),
    path("brouillons/effacement/", drafts.clearing, name="draft-clearing"),
    path("langue/", preferences.language, name="language"),
    path("profil/apparence/", preferences.appearance, name="appearance"),
    path("profil/appartenance/", preferences.membership, name="membership-switch"),
]
