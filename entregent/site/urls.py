"""Every address of the portal."""

from django.conf import settings
from django.urls import include, path

from entregent.core import live
from entregent.site import demonstration, home_screen, views
from entregent.site.declared import addresses_of

urlpatterns = [
    path("", views.home, name="home"),
    path("", include("entregent.people.urls")),
    path("", include("entregent.door.urls")),
    path("", include("entregent.lists.urls")),
    path("", include("entregent.runs.urls")),
    path("", include("entregent.files.urls")),
    path("", include("entregent.notify.urls")),
    path("", include("entregent.questions.urls")),
    path("sante", views.health_json, name="health"),
    path("application.webmanifest", home_screen.manifest, name="manifest"),
    path("icone-<int:size>.png", home_screen.icon, name="app-icon"),
    path("a-propos/", views.about, name="about"),
    path("apparence/<slug:slug>.css", views.accent, name="accent"),
    path(live.PATH.removeprefix("/"), views.fresh, name="live"),
    path("actualites/", views.news, name="news"),
    path("actualites/pause/", views.news_pause, name="news-pause"),
    path("pages/<slug:slug>/", views.page, name="page"),
    path("", include("entregent.links.urls")),
    path("", include("entregent.records.urls")),
    path("", include("entregent.applicants.urls")),
    path("administration/", include("entregent.site.administration.urls")),
    *(path(place, include(addresses)) for place, addresses in addresses_of(settings.SPACES)),
]
if settings.MODE == "demo":
    urlpatterns += demonstration.urlpatterns

handler400 = "entregent.site.errors.bad_request"
handler403 = "entregent.site.errors.forbidden"
handler404 = "entregent.site.errors.not_found"
handler500 = "entregent.site.errors.broken"
