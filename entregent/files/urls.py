from django.urls import path

from entregent.files import views

urlpatterns = [
    path("fichiers/en-cours/", views.unfinished_uploads, name="uploads"),
    path("fichiers/<uuid:uuid>/", views.viewer_page, name="file-viewer"),
    path("fichiers/<uuid:uuid>/<int:page>/<slug:size>/", views.picture, name="file-picture"),
]
