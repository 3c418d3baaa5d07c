from django.urls import path

from entregent.spaces.trial import views

app_name = "trial"
urlpatterns = [
    path("", views.notes, name="notes"),
    path("notes/nouvelle/", views.new, name="new"),
    path("notes/<int:pk>/", views.note, name="note"),
    path("notes/<int:pk>/faite/", views.tick, name="tick"),
    path("aide/", views.help_page, name="help"),
]
