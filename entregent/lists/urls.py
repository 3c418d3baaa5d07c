"""Addresses of what is done to lists, whichever they are."""

from django.urls import path

from entregent.lists import views

urlpatterns = [path("listes/colonnes/", views.columns, name="list-columns")]
