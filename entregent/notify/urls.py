"""Addresses of the bell and of the mails that people choose."""

from django.urls import path

from entregent.notify.views import bell, mail_choices

urlpatterns = [
    path("notifications/", bell.notifications, name="notifications"),
    path("notifications/apercu/", bell.preview, name="notifications-preview"),
    path("notifications/lecture/", bell.reading, name="notifications-reading"),
    path("notifications/<int:pk>/ouverture/", bell.opening, name="notification-opening"),
    path("profil/notifications/", mail_choices.mail_choices, name="mail-choices"),
]
