"""Events in the words of the screen; one that is not listed shows its own name."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS = {
    "people.signin.opened": _("signed in"),
    "people.signin.failed": _("failed to sign in"),
    "people.signin.closed": _("signed out"),
    "people.invitation.sent": _("sent an invitation"),
    "people.invitation.renewed": _("sent an invitation again"),
    "people.invitation.accepted": _("accepted an invitation"),
    "people.membership.blocked": _("blocked an account"),
    "people.membership.unblocked": _("unblocked an account"),
    "people.membership.changed": _("changed a profile"),
    "people.password.changed": _("changed a password"),
    "people.email.asked": _("asked to change an e-mail address"),
    "people.email.changed": _("changed an e-mail address"),
    "people.house.created": _("created a house"),
    "people.house.changed": _("changed a house"),
    "people.role.changed": _("changed the rights of a role"),
    "people.page.changed": _("changed a legal page"),
    "people.party.created": _("added an establishment"),
    "people.party.changed": _("changed an establishment"),
    "dossiers.dossier.opened": _("opened a dossier"),
    "notify.news.published": _("published a news item"),
    "notify.news.changed": _("changed a news item"),
    "notify.mails.chosen": _("chose the mails that they receive"),
    "notify.mails.ruled": _("set the mails of the house"),
    "support.product.created": _("added a product"),
    "support.product.changed": _("changed a product"),
    "support.service.created": _("added a service"),
    "support.service.changed": _("changed a service"),
    "questions.form.created": _("added a list of questions"),
    "questions.form.changed": _("changed a list of questions"),
    "questions.question.created": _("added a question"),
    "questions.question.changed": _("changed a question"),
    "jobs.mail.resent": _("sent a mail again"),
    "support.contract.created": _("added a contract"),
    "support.contract.changed": _("changed a contract"),
    "support.intervention.opened": _("filed a request"),
    "support.intervention.answered": _("answered a request"),
    "support.intervention.taken": _("took charge of a request"),
    "support.intervention.edited": _("changed a request"),
    "support.intervention.cancelled": _("cancelled a request"),
    "support.intervention.handed_over": _("handed a request over"),
    "support.intervention.orphaned": _("left a request without an owner"),
    "support.intervention.closure_proposed": _("proposed to close a request"),
    "support.intervention.closed": _("confirmed the closure of a request"),
    "support.intervention.closure_refused": _("refused the closure of a request"),
}


RECORDS = {
    "people.user": _("account"),
    "people.membership": _("membership"),
    "people.invitation": _("invitation"),
    "people.house": _("house"),
    "people.role": _("role"),
    "people.page": _("legal page"),
    "people.party": _("establishment"),
    "dossiers.dossier": _("dossier"),
    "notify.news": _("news item"),
    "questions.form": _("list of questions"),
    "questions.question": _("question"),
    "support.contract": _("contract"),
    "support.product": _("product"),
    "support.service": _("service"),
    "support.intervention": _("intervention request"),
}


def record_words(record_type: str) -> str | Promise:
    return RECORDS.get(record_type, record_type)


def event_words(verb: str) -> str | Promise:
    return EVENTS.get(verb, verb)
