from django.urls import path

from entregent.files import views

urlpatterns = [path("fichiers/en-cours/", views.unfinished_uploads, name="uploads")]
