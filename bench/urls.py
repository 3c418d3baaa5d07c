"""Every address of the product, and the baselines."""

from django.urls import include, path

from bench import bare
from bench.raw import detail, home, rows

urlpatterns = [
    path("bench/bare/", bare.page, name="bench-bare"),
    path("bench/home/", home.page, name="bench-home"),
    path("bench/list/", rows.page, name="bench-list"),
    path("bench/detail/<int:number>/", detail.page, name="bench-detail"),
    path("", include("entregent.site.urls")),
]

handler400 = "entregent.site.errors.bad_request"
handler403 = "entregent.site.errors.forbidden"
handler404 = "entregent.site.errors.not_found"
handler500 = "entregent.site.errors.broken"
