from django.urls import path

from entregent.links import views

app_name = "links"

urlpatterns = [
    path("fiches/<slug:kind>/<int:pk>/liens/nouveau/", views.new, name="new"),
    path("fiches/liens/<int:pk>/<int:record>/retrait/", views.removal, name="removal"),
]
