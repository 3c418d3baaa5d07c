from django.urls import path

from entregent.site.administration import hours, houses, machine, mail_rules, news, pages, people, proposal, roles, room

app_name = "administration"

urlpatterns = [
    path("", houses.home, name="home"),
    path("maisons/", houses.houses, name="houses"),
    path("maisons/nouvelle/", houses.house_new, name="house-new"),
    path("maisons/<int:pk>/", houses.house_edit, name="house-edit"),
    path("maisons/<int:pk>/place/", room.room, name="room"),
    path("maison/", houses.my_house, name="my-house"),
    path("horaires/", hours.hours, name="hours"),
    path("horaires/jours/nouveau/", hours.day, name="day-new"),
    path("horaires/jours/<int:pk>/", hours.day, name="day-edit"),
    path("horaires/jours/<int:pk>/suppression/", hours.day_removal, name="day-removal"),
    path("seconde-etape/proposition/", proposal.setting_aside, name="proposal"),
    path("personnes/", people.people, name="people"),
    path("personnes/invitation/", people.invitation, name="invitation"),
    path("personnes/invitations/<int:pk>/renouvellement/", people.renewal, name="renewal"),
    path("personnes/<int:pk>/", people.member, name="member"),
    path("personnes/<int:pk>/blocage/", people.block, name="block"),
    path("personnes/<int:pk>/deblocage/", people.unblock, name="unblock"),
    path("personnes/<int:pk>/seconde-etape/", people.factor_reset, name="factor-reset"),
    path("personnes/<int:pk>/deconnexion/", people.sign_out, name="sign-out"),
    path("roles/", roles.roles, name="roles"),
    path("actualites/", news.news, name="news"),
    path("actualites/nouvelle/", news.item, name="news-new"),
    path("actualites/<int:pk>/", news.item, name="news-edit"),
    path("notifications/", mail_rules.mail_rules, name="notifications"),
    path("pages/", pages.pages, name="pages"),
    path("pages/<slug:slug>/<str:language>/", pages.page, name="page-edit"),
    path("courrier/", machine.mails, name="mails"),
    path("courrier/essai/", machine.trial, name="trial"),
    path("courrier/<int:pk>/renvoi/", machine.resending, name="resending"),
    path("taches/", machine.jobs, name="jobs"),
    path("verifications/", machine.checks, name="checks"),
    path("journal/", machine.trail, name="audit"),
]
