"""Every address of the product, and the planted faults."""

from django.urls import include, path

from scan import faults

urlpatterns = [
    path("fautes/", faults.index),
    path("fautes/echo/", faults.echo),
    path("fautes/nombre/", faults.number),
    path("fautes/ailleurs/", faults.elsewhere),
    path("fautes/fichier/", faults.file),
    path("", include("entregent.site.urls")),
]

handler400 = "entregent.site.errors.bad_request"
handler403 = "entregent.site.errors.forbidden"
handler404 = "entregent.site.errors.not_found"
handler500 = "entregent.site.errors.broken"
