"""The machine: mail that leaves, jobs that run, checks of the whole, the audit trail."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from entregent import audit
from entregent.core.verify import names, run_checks, words_of
from entregent.jobs import listing, outbox
from entregent.lists.answer import answer_list
from entregent.people import mails as post_office
from entregent.people.errors import Refused
from entregent.people.guard import demand_right
from entregent.people.rights import READ_AUDIT, WATCH_MACHINE
from entregent.people.submissions import once
from entregent.people.viewer import Viewer, who_looks
from entregent.site.administration.lists import JobList, MailList, TrailList


@require_GET
def mails(request: HttpRequest) -> HttpResponseBase:
    viewer = watcher(request)
    over = listing.mails_seen_by(viewer).filter(state__in=("refused", "given_up"))
    context = {"server": server(), "over": over[:20]}
    return answer_list(request, MailList(viewer, request.GET), "administration/mails.html", context)


@require_POST
@once
def trial(request: HttpRequest) -> HttpResponse:
    """A test message to the administrator's own address: it takes the same road as every other."""
    viewer = watcher(request)
    with transaction.atomic():
        post_office.send(
            to_address=request.user.email, to_name=viewer.name, language=request.LANGUAGE_CODE,  # type: ignore[union-attr]
            kind="site.mail.trial", house_id=viewer.house_id, subject=_("Test message"), title=_("Mail works"),
            lines=[_("You asked for this message on the administration page.")], action_label=_("Open administration"),
            path="/administration/courrier/",
        )  # fmt: skip
    messages.success(request, _("The test message is on its way: watch its line below."))
    return redirect("administration:mails")


@require_POST
@once
def resending(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = watcher(request)
    try:
        mail = listing.resend(pk, viewer)
        audit.record("jobs.mail.resent", mail, by=viewer, house_id=mail.house_id)
    except listing.NotSeen:
        raise Http404 from None
    except outbox.NotRenewable:
        raise Refused(_("This mail is still on its way, or its content has been erased.")) from None
    messages.success(request, _("The mail leaves again."))
    return redirect("administration:mails")


@require_GET
def jobs(request: HttpRequest) -> HttpResponseBase:
    viewer = watcher(request)
    context = {"schedules": listing.schedules()}
    return answer_list(request, JobList(viewer, request.GET), "administration/jobs.html", context)


@require_GET
def checks(request: HttpRequest) -> HttpResponse:
    """What `entregent verify` says, run now when asked to."""
    watcher(request)
    findings = list(run_checks()) if request.GET.get("lancer") else None
    told = [(words_of(one.check), one.message) for one in findings] if findings is not None else None
    checked = [words_of(name) for name in names()]
    return render(request, "administration/checks.html", {"checks": checked, "findings": told})


@require_GET
def trail(request: HttpRequest) -> HttpResponseBase:
    viewer = who_looks(request)
    demand_right(viewer, READ_AUDIT)
    return answer_list(request, TrailList(viewer, request.GET), "administration/trail.html")


def watcher(request: HttpRequest) -> Viewer:
    viewer = who_looks(request)
    demand_right(viewer, WATCH_MACHINE)
    return viewer


def server() -> dict[str, object]:
    """Where mail goes; the password is never shown."""
    return {"from": settings.MAIL_FROM, **{key: settings.SMTP[key] for key in ("host", "port", "security")}}
