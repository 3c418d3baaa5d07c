"""Events in the words of the screen: those that records tell of in their history, and these."""

from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from entregent.records.page import PAGES

EVENTS = {
    "people.signin.opened": _("signed in"),
    "people.signin.failed": _("failed to sign in"),
    "people.signin.closed": _("signed out"),
    "people.invitation.sent": _("sent an invitation"),
    "people.invitation.renewed": _("sent an invitation again"),
    "people.invitation.accepted": _("accepted an invitation"),
    "people.code.refused": _("typed a wrong code"),
    "people.codes.renewed": _("replaced their recovery codes"),
    "people.factor.added": _("added a second step to their sign-in"),
    "people.factor.removed": _("removed a second step from their sign-in"),
    "people.factor.renamed": _("renamed one of their passkeys"),
    "people.factor.reset": _("reset a second step"),
    "people.session.ended": _("signed out another device"),
    "people.membership.signed_out": _("signed somebody out everywhere"),
    "people.link.created": _("created a personal link"),
    "people.link.bound": _("bound a personal link to a device"),
    "people.link.refused": _("tried a personal link on another device"),
    "people.link.revoked": _("revoked a personal link"),
    "people.password.changed": _("changed a password"),
    "people.email.asked": _("asked to change an e-mail address"),
    "people.email.changed": _("changed an e-mail address"),
    "people.house.created": _("created a house"),
    "people.house.changed": _("changed a house"),
    "applicants.application.filed": _("asked for an account"),
    "applicants.application.asked_again": _("asked again for an account"),
    "applicants.application.accepted": _("accepted a request for an account"),
    "applicants.application.updated": _("updated an account as was asked"),
    "applicants.application.refused": _("refused a request for an account"),
    "agenda.timetable.changed": _("changed the opening hours"),
    "agenda.exception.created": _("added an exceptional day"),
    "agenda.exception.changed": _("changed an exceptional day"),
    "agenda.exception.removed": _("removed an exceptional day"),
    "people.role.changed": _("changed the rights of a role"),
    "people.page.changed": _("changed a legal page"),
    "dossiers.dossier.opened": _("opened a dossier"),
    "notify.news.published": _("published a news item"),
    "notify.news.changed": _("changed a news item"),
    "notify.mails.chosen": _("chose the mails that they receive"),
    "notify.mails.ruled": _("set the mails of the house"),
    "support.service.created": _("added a service"),
    "support.service.changed": _("changed a service"),
    "support.rules.changed": _("changed the deadlines of the support"),
    "support.standardmessage.created": _("added a standard message"),
    "support.standardmessage.changed": _("changed a standard message"),
    "library.category.created": _("added a category of resources"),
    "library.category.changed": _("changed a category of resources"),
    "support.training.recorded": _("recorded a training"),
    "questions.form.created": _("added a list of questions"),
    "questions.form.renamed": _("renamed a list of questions"),
    "questions.form.asked": _("added a question"),
    "questions.form.reworded": _("changed a question"),
    "questions.form.withdrawn": _("took a question out"),
    "questions.form.moved": _("moved a question"),
    "questions.form.published": _("published a list of questions"),
    "questions.form.abandoned": _("gave up the draft of a list of questions"),
    "files.file.stored": _("sent a file"),
    "files.file.attached": _("attached a file"),
    "files.file.deleted": _("took a file away"),
    "files.file.fetched": _("took a copy of a file"),
    "files.upload.refused": _("sent a file that was refused"),
    "files.room.changed": _("changed the room for files of a house"),
    "files.upload.given_up": _("gave up sending a file"),
    "jobs.mail.resent": _("sent a mail again"),
    "runs.run.started": _("began work on several rows"),
    "runs.run.stopped": _("stopped work on several rows"),
    "runs.run.done": _("finished work on several rows"),
    "runs.run.undoing": _("began to undo work on several rows"),
    "runs.run.undone": _("undid work on several rows"),
}


RECORDS = {
    "people.user": _("account"),
    "people.membership": _("membership"),
    "people.invitation": _("invitation"),
    "people.house": _("house"),
    "applicants.application": _("request for an account"),
    "agenda.timetable": _("opening hours"),
    "agenda.exceptionalday": _("exceptional day"),
    "support.standardmessage": _("standard message"),
    "support.rules": _("deadlines of the support"),
    "people.role": _("role"),
    "people.page": _("legal page"),
    "people.party": _("establishment"),
    "dossiers.dossier": _("dossier"),
    "notify.news": _("news item"),
    "questions.form": _("list of questions"),
    "library.category": _("category of resources"),
    "library.resource": _("resource"),
    "support.contract": _("contract"),
    "support.product": _("product"),
    "support.service": _("service"),
    "support.training": _("training"),
    "files.file": _("file"),
    "files.upload": _("file on its way"),
    "jobs.mail": _("mail"),
    "runs.run": _("work on several rows"),
    "support.intervention": _("intervention request"),
}


CHECKS = {
    "bell": _("Notifications: each tells of an event that exists, and no digest is forgotten"),
    "chain": _("Audit trail: no event was altered or taken away"),
    "files": _("Files: each has its bytes, as they were received"),
    "jobs": _("Jobs: none is held by a worker that stopped"),
    "mail": _("Mails: each tells of an event that exists"),
    "outbox": _("Outbox: no content was altered, no mail is held up"),
    "support": _("Requests: each stands as its events say"),
}


# Kinds of record by the names that older versions gave them: what was written then stays in the trail.
FORMER = {"lists.run": "runs.run"}


def record_words(record_type: str) -> str | Promise:
    return RECORDS.get(FORMER.get(record_type, record_type), record_type)


def event_words(verb: str) -> str | Promise:
    """A verb of an older version, which nobody knows any more, shows its own name."""
    kind, _dot, act = verb.rpartition(".")
    return every_event().get(f"{FORMER.get(kind, kind)}.{act}", verb)


@cache
def every_event() -> dict[str, str | Promise]:
    """Asked once every application has registered its pages."""
    return EVENTS | {verb: words for page in PAGES.values() for verb, words in page.told_verbs().items()}


def check_words(name: str) -> str | Promise:
    return CHECKS.get(name, name)
