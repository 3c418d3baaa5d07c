"""Addresses of the long works, whatever list they are about."""

from django.urls import path

from entregent.runs import views

urlpatterns = [
    path("listes/lots/", views.runs, name="runs"),
    path("listes/lots/<uuid:uuid>/", views.run_page, name="run"),
    path("listes/lots/<uuid:uuid>/arret/", views.stop, name="run-stop"),
    path("listes/lots/<uuid:uuid>/annulation/", views.undo, name="run-undo"),
    path("listes/lots/<uuid:uuid>/fichier/", views.file, name="run-file"),
]
