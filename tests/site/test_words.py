"""What the trail and the checks show is in words, whatever room it comes from."""

import re
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils.translation import override

import entregent
from entregent.audit.search import events_seen_by
from entregent.core.verify import names
from entregent.records.page import PAGES
from entregent.site.administration.words import CHECKS, RECORDS, check_words, every_event, record_words

SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in Path(entregent.__path__[0]).rglob("*.py"))
WHOLE = re.compile(r'audit\.record\(\s*"([a-z_.]+)"')
OF_REQUESTS = re.compile(r'\.tell\("([a-z_]+)"')
# Verbs that the code puts together: what is saved in a form, and the turns of work on several rows.
MADE = [
    *(f"{kind}.{act}" for kind in ("support.product", "support.service", "support.standardmessage")
      for act in ("created", "changed")),
    *(f"questions.form.{act}"
      for act in ("renamed", "asked", "reworded", "withdrawn", "moved", "published", "abandoned")),
    *(f"agenda.exception.{act}" for act in ("created", "changed")),
    *(f"support.contract.{act}" for act in ("ending", "expiring")),
    *(f"support.intervention.{act}" for act in ("linked", "unlinked")),
    "support.intervention.escalated", "support.intervention.archived",
    *(f"people.house.{act}" for act in ("created", "changed")),
    *(f"library.{kind}.{act}" for kind in ("category", "resource") for act in ("created", "changed")),
    *(f"library.resource.{act}" for act in ("versioned", "corrected", "published", "withdrawn")),
    *(f"notify.news.{act}" for act in ("published", "changed")),
    *(f"people.invitation.{act}" for act in ("sent", "renewed")),
    *(f"applicants.application.{act}" for act in ("filed", "asked_again", "accepted", "updated", "refused")),
    *(f"files.file.{act}" for act in ("stored", "attached", "deleted", "fetched")),
    *(f"runs.run.{act}" for act in ("stopped", "done", "undoing", "undone")),
]  # fmt: skip


def verbs_of_the_code():
    edited = (page.model for page in PAGES.values() if not hasattr(page.model, "change"))
    changed = (f"{model._meta.label_lower}.changed" for model in edited)
    requests = (f"support.intervention.{act}" for act in OF_REQUESTS.findall(SOURCE))
    return {*WHOLE.findall(SOURCE), *requests, *changed, *MADE}


def test_every_verb_of_the_code_has_its_words():
    verbs = verbs_of_the_code()
    assert {"people.signin.opened", "support.intervention.noted", "runs.run.started", "people.party.changed"} <= verbs
    assert verbs - every_event().keys() == set()


def test_no_words_are_kept_for_a_verb_that_nobody_writes():
    assert every_event().keys() - verbs_of_the_code() == set()


def test_what_everybody_did_is_in_words(scenery):
    scenery.cast.request("in_progress").note("Note", by=scenery.cast.viewer("technicien"))
    events = events_seen_by(scenery.cast.viewer("admin"))
    assert set(events.values_list("verb", flat=True)) - every_event().keys() == set()
    assert set(events.values_list("record_type", flat=True)) - RECORDS.keys() == set()
    page = scenery.client("responsable").get("/administration/journal/").content.decode()
    assert re.findall(r"(?:support|lists|people|notify)\.[a-z_]+(?:\.[a-z_]+)?<", page) == []


def test_an_event_of_an_older_version_shows_its_own_name():
    from entregent.site.administration.words import event_words

    assert event_words("support.gone.done") == "support.gone.done"
    assert record_words("support.gone") == "support.gone"


def test_each_check_has_its_words():
    assert set(names()) == CHECKS.keys()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_of_the_checks_names_none_by_its_key(scenery, language):
    client = scenery.client("admin")
    page = client.get(reverse("administration:checks"), headers={"Accept-Language": language}).content.decode()
    listed = re.search(r'<ul class="plain">(.*?)</ul>', page, re.DOTALL)[1]
    assert set(re.findall(r"<li>(.*?)</li>", listed)).isdisjoint(names())
    with override(language):
        assert str(check_words("chain")) in page
