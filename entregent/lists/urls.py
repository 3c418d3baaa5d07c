"""Addresses of what is done to lists, whichever they are."""

from django.urls import path

from entregent.lists import views

urlpatterns = [
    path("listes/colonnes/", views.columns, name="list-columns"),
    path("listes/lots/", views.runs, name="runs"),
    path("listes/lots/<uuid:uuid>/", views.run, name="run"),
    path("listes/lots/<uuid:uuid>/arret/", views.stop, name="run-stop"),
    path("listes/lots/<uuid:uuid>/annulation/", views.undo, name="run-undo"),
    path("listes/lots/<uuid:uuid>/fichier/", views.file, name="run-file"),
]
