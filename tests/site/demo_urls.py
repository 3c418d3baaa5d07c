"""The portal's addresses with those of the demonstration, which are mounted nowhere else."""

from entregent.site import urls
from entregent.site.demonstration import urlpatterns as demonstration

urlpatterns = [*urls.urlpatterns, *demonstration]
handler404 = urls.handler404
