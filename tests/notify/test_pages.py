import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from entregent.core.clock import now
from entregent.jobs.listing import mail_for_demo
from entregent.notify.bell import unread
from entregent.notify.models import MailChoice, MailRule, Notification
from entregent.notify.views import bell
from entregent.people.submissions import new_key
from tests.cast import file
from tests.notify.people import rows, told, wants


@pytest.fixture
def send(scenery):
    """Post a form as someone, with its key."""

    def post(person, url, **fields):
        key = new_key(scenery.cast.viewer(person))
        return scenery.client(person).post(url, {"submission": key, **fields})

    return post


def page(scenery, person, url, language="fr"):
    return scenery.client(person).get(url, headers={"Accept-Language": language}).content.decode()


def test_the_bell_is_a_link_with_its_count_in_words(scenery):
    count = len(told(scenery.cast, "technicien"))
    html = page(scenery, "technicien", "/support/")
    assert re.search(rf'<a class="bell" href="/notifications/"[^>]*data-count="{count}"', html)
    assert f"Notifications, {count} non lues" in html
    assert f"Notifications, {count} unread" in page(scenery, "technicien", "/support/", "en")


def test_a_stranger_has_no_bell(scenery):
    assert 'class="bell"' not in scenery.client("public").get("/connexion/").content.decode()


def test_opening_a_line_reads_it_and_leads_to_its_record(scenery):
    [first, *others] = unread(scenery.cast.viewer("agent"))
    response = scenery.client("agent").post(f"/notifications/{first.pk}/ouverture/")
    assert response.status_code == 302
    assert response.url.startswith("/support/demandes/")
    assert {row.pk for row in unread(scenery.cast.viewer("agent"))} == {row.pk for row in others}


def test_opening_by_a_link_is_no_way_to_read(scenery):
    [first, *others] = unread(scenery.cast.viewer("agent"))
    assert scenery.client("agent").get(f"/notifications/{first.pk}/ouverture/").status_code == 405
    assert list(unread(scenery.cast.viewer("agent"))) == [first, *others]


def test_a_line_whose_record_is_hidden_does_not_exist(scenery):
    [first, *_others] = rows(scenery.cast, "agent")
    Notification.objects.unscoped("test").filter(pk=first.pk).update(record_id=str(scenery.cast.requests["school"].pk))
    assert scenery.client("agent").post(f"/notifications/{first.pk}/ouverture/").status_code == 404
    assert "Sujet school" not in page(scenery, "agent", "/notifications/?vue=toutes")


def test_everything_is_marked_as_read_up_to_what_was_seen(scenery):
    html = page(scenery, "agent", "/notifications/")
    until = re.search(r'name="until" value="(\d+)"', html)[1]
    scenery.cast.request("in_progress").answer("Et ceci.", by=scenery.cast.viewer("technicien"))
    response = scenery.client("agent").post("/notifications/lecture/", {"until": until, "next": "/support/"})
    assert response.url == "/support/"
    assert len(told(scenery.cast, "agent")) == 1
    assert scenery.client("technicien").get("/notifications/").context["bell"].count > 0


@pytest.mark.parametrize("back", ["https://ailleurs.example/", "//ailleurs.example/", "", "/\\ailleurs"])
def test_reading_leads_nowhere_else(scenery, back):
    response = scenery.client("agent").post("/notifications/lecture/", {"until": "1", "next": back})
    assert response.url == "/notifications/"


@pytest.mark.parametrize("until", ["", "x", "9" * 30, "-1", "²"])
def test_reading_bears_a_forged_limit(scenery, until):
    count = len(told(scenery.cast, "agent"))
    assert scenery.client("agent").post("/notifications/lecture/", {"until": until}).status_code == 302
    assert len(told(scenery.cast, "agent")) == count


def test_the_page_shows_what_is_unread_or_everything(scenery):
    [first, *_others] = unread(scenery.cast.viewer("agent"))
    scenery.client("agent").post(f"/notifications/{first.pk}/ouverture/")
    opening = f"/notifications/{first.pk}/ouverture/"
    assert opening not in page(scenery, "agent", "/notifications/")
    assert opening in page(scenery, "agent", "/notifications/?vue=toutes")
    assert "Aujourd’hui" in page(scenery, "agent", "/notifications/?vue=toutes")


def test_an_empty_page_says_what_it_is_for(scenery):
    assert "Ce qui arrive aux dossiers" in page(scenery, "admin", "/notifications/?vue=toutes")
    assert "Vous avez tout lu" in page(scenery, "admin", "/notifications/")


def test_many_lines_come_in_pages(scenery):
    member = scenery.cast.members["agent"]
    key = str(scenery.cast.requests["to_handle"].pk)
    Notification.objects.bulk_create(
        Notification(
            user_id=member.user_id, membership_id=member.pk, event_id=1, kind="x",
            verb="support.intervention.answered", record_type="support.intervention", record_id=key, at=now(),
            read_at=now(),
        )
        for _number in range(70)
    )  # fmt: skip
    client = scenery.client("agent")
    first, last = (client.get(f"/notifications/?vue=toutes&page={number}") for number in (1, 3))
    assert first.content.decode().count("told-line") == 30
    assert 'rel="next" href="?vue=toutes&amp;page=2"' in first.content.decode()
    assert 'rel="prev"' not in first.content.decode()
    assert 'rel="prev" href="?vue=toutes&amp;page=2"' in last.content.decode()
    assert 0 < last.content.decode().count("told-line") < 30
    assert client.get("/notifications/?page=x").status_code == 200
    assert client.get("/notifications/?page=999").status_code == 200


def test_lines_that_may_no_longer_be_seen_hide_no_older_page(scenery):
    """Thirty newer ones whose records are gone: the page is empty, and nothing says that all was read."""
    member, seen = scenery.cast.members["technicien"], len(told(scenery.cast, "technicien"))
    Notification.objects.bulk_create(
        Notification(
            user_id=member.user_id, membership_id=member.pk, event_id=1, kind="x",
            verb="support.intervention.answered", record_type="support.intervention", record_id=str(10**6 + number),
            at=now() + timedelta(seconds=5),
        )
        for number in range(30)
    )  # fmt: skip
    newest = page(scenery, "technicien", "/notifications/")
    assert "told-line" not in newest
    assert "Vous avez tout lu" not in newest
    assert 'rel="next" href="?page=2"' in newest
    assert page(scenery, "technicien", "/notifications/?page=2").count("told-line") == seen > 0


@pytest.mark.parametrize(
    ("url", "asked_last"), [("/notifications/", "page_of_rows"), ("/notifications/apercu/", "last_lines")]
)
def test_what_comes_while_the_page_is_made_is_not_marked_with_the_rest(scenery, monkeypatch, url, asked_last):
    asked = getattr(bell, asked_last)

    def made(*given):
        found = asked(*given)
        found = list(found) if isinstance(found, list) else found
        file(scenery.cast, "payroll", "agent", "Sujet survenu")
        return found

    monkeypatch.setattr(bell, asked_last, made)
    html = page(scenery, "technicien", url)
    until = re.search(r'name="until" value="(\d+)"', html)[1]
    monkeypatch.undo()
    scenery.client("technicien").post("/notifications/lecture/", {"until": until})
    assert ["Sujet survenu" in line.record.detail for line in told(scenery.cast, "technicien")] == [True]


def test_the_sheet_under_the_bell_holds_ten_lines_and_no_page(scenery):
    for number in range(12):
        file(scenery.cast, "payroll", "agent", f"Demande {number}")
    html = page(scenery, "technicien", "/notifications/apercu/")
    assert html.count("told-line") == 10
    assert "<html" not in html


def test_the_sheet_shows_what_was_read_when_nothing_is_new(scenery):
    scenery.client("agent").post("/notifications/lecture/", {"until": "999999999"})
    html = page(scenery, "agent", "/notifications/apercu/")
    assert "told-line" in html
    assert "is-unread" not in html
    assert "Rien de nouveau" in page(scenery, "admin", "/notifications/apercu/")


OWN = ("support-reply", "support-taken", "support-owner", "support-closure", "support-recall", "support-release",
       "support-receipt")  # fmt: skip


def test_mails_are_chosen_on_a_page_of_one_s_own(scenery, send):
    html = page(scenery, "agent", "/profil/notifications/")
    chosen = dict(re.findall(r'name="(support-[a-z-]+)" value="(\w+)"[^>]*checked', html))
    assert chosen.keys() == set(OWN)
    assert "/profil/notifications/" in page(scenery, "agent", "/profil/")
    response = send("agent", "/profil/notifications/", **chosen | {"support-reply": "weekly"})
    assert response.status_code == 302
    [kept] = MailChoice.objects.unscoped("test").all()
    assert (kept.kind, kept.choice, kept.membership_id) == (
        "support-reply",
        "weekly",
        scenery.cast.members["agent"].pk,
    )


@pytest.mark.parametrize(
    ("person", "url"), [("agent", "/profil/notifications/"), ("responsable", "/administration/notifications/")]
)
def test_the_rules_are_read_once_and_as_the_person(scenery, monkeypatch, person, url):
    client, unscoped = scenery.client(person), []
    client.get("/support/")
    monkeypatch.setattr(MailRule.objects, "unscoped", unscoped.append)
    monkeypatch.setattr(MailChoice.objects, "unscoped", unscoped.append)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    assert unscoped == []
    assert sum('FROM "notify_mailrule"' in query["sql"] for query in queries) == 1


def test_never_is_refused_where_the_house_forbids_it(scenery, send):
    answers = {"support-reply": "now", "support-taken": "never", "support-owner": "now", "support-closure": "never",
               "support-recall": "now", "support-release": "daily", "support-receipt": "now"}  # fmt: skip
    html = page(scenery, "agent", "/profil/notifications/")
    assert 'name="support-taken" value="never"' in html
    assert 'name="support-closure" value="never"' not in html
    response = send("agent", "/profil/notifications/", **answers)
    assert response.status_code == 422
    assert "Ce choix n’est pas proposé" in response.content.decode()
    assert not MailChoice.objects.unscoped("test").exists()


def test_a_forged_kind_is_passed_over(scenery, send):
    answers = dict.fromkeys(OWN, "weekly")
    send("agent", "/profil/notifications/", **answers, **{"support-new": "never", "people-password": "never"})
    kinds = set(MailChoice.objects.unscoped("test").values_list("kind", flat=True))
    assert kinds == answers.keys()


def test_whoever_has_no_mail_to_choose_is_told_so(scenery):
    assert "Aucun courriel à choisir" in page(scenery, "admin", "/profil/notifications/")


RULES = [
    "support-reply", "support-taken", "support-closure", "support-owner",
    "support-new", "support-assigned", "support-note", "support-customer-reply", "support-change", "support-outcome",
    "support-application", "support-release", "support-recall", "support-contract", "support-dissatisfied",
    "support-contract-desk", "support-receipt",
]  # fmt: skip


def test_the_house_s_rules_are_set_on_a_page(scenery, send):
    answers = dict.fromkeys(RULES, "now") | {"support-reply": "daily", "support-closure-off": "on"}
    assert send("responsable", "/administration/notifications/", **answers).status_code == 302
    kept = {row.kind: (row.choice, row.may_be_off) for row in MailRule.objects.unscoped("test")}
    assert kept["support-reply"] == ("daily", False)
    assert kept["support-closure"] == ("now", True)
    assert "support-owner" not in kept, "what was not changed goes on following the product"
    html = page(scenery, "agent", "/profil/notifications/")
    assert re.search(r'name="support-reply" value="daily"[^>]*checked', html)
    assert 'name="support-closure" value="never"' in html


def test_a_rule_cannot_be_never_where_nobody_may_switch_it_off(scenery, send):
    response = send("responsable", "/administration/notifications/", **dict.fromkeys(RULES, "never"))
    assert response.status_code == 422
    assert not MailRule.objects.unscoped("test").exists()


def test_a_house_without_spaces_has_nothing_to_set(scenery):
    assert "Aucun courriel à régler" in page(scenery, "admin", "/administration/notifications/")


def test_mails_of_events_say_where_to_choose_and_mails_of_accounts_do_not(scenery, settings):
    wants(scenery.cast, "agent")
    settings.MODE = "demo"
    mails = {mail.kind: mail for mail in mail_for_demo()}
    event = mails["support.intervention.opened"]
    assert "Choisir les courriels que vous recevez\nhttp://127.0.0.1:8000/profil/notifications/" in event.text
    assert 'href="http://127.0.0.1:8000/profil/notifications/"' in event.html
    invitation = next(mail for kind, mail in mails.items() if "invitation" in kind)
    assert "/profil/notifications/" not in invitation.text + invitation.html
