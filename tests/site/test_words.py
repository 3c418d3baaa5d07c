"""What the trail and the checks show is in words, whatever room it comes from."""

import re
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils.translation import override

import entregent
from entregent.audit.act import Act, declare, every_act, every_record, name_records
from entregent.audit.search import events_seen_by
from entregent.core.verify import names, words_of
from entregent.records.page import PAGES
from entregent.site.administration.words import record_words

SOURCE = "\n".join(
    path.read_text(encoding="utf-8") for path in Path(entregent.__path__[0]).rglob("*.py") if path.name != "acts.py"
)
WHOLE = re.compile(r'audit\.record\(\s*"([a-z_.]+)"')
SAVED = {"created", "changed"}  # verbs that the code puts together with the label of what is saved


def test_every_verb_of_the_code_is_declared():
    """Those that it puts together are met when they are written: tests/conftest.py."""
    verbs = set(WHOLE.findall(SOURCE))
    assert {"people.signin.opened", "people.party.changed"} <= verbs | every_act().keys()
    assert verbs - every_act().keys() == set()
    pages = {f"{page.model._meta.label_lower}.changed" for page in PAGES.values() if not hasattr(page.model, "change")}
    assert pages - every_act().keys() == set()


def test_no_act_is_declared_that_nobody_writes():
    unwritten = [verb for verb, act in every_act().items() if not re.search(rf'["._]{act.name}"', SOURCE)]
    assert unwritten == []


def test_every_act_has_its_french():
    with override("en"):
        english = {(verb, name): str(words) for verb, name, words in words_of_acts()}
    with override("fr"):
        same = [place for place in english if str(dict_of_acts()[place]) == english[place]]
    assert same == []


def words_of_acts():
    for verb, act in every_act().items():
        for name in ("history", "title", "awaits", "turn"):
            if words := getattr(act, name):
                yield verb, name, words % {"count": 2} if name == "title" else words


def dict_of_acts():
    return {(verb, name): words for verb, name, words in words_of_acts()}


def test_two_that_declare_one_act_stop_the_start():
    with pytest.raises(ValueError, match=r"people\.party\.changed"):
        declare(Act("people.party.changed", "changed it otherwise"))
    with pytest.raises(ValueError, match="people.party"):
        name_records({"people.party": "somebody"})


def test_what_everybody_did_is_in_words(scenery):
    scenery.cast.request("in_progress").note("Note", by=scenery.cast.viewer("technicien"))
    events = events_seen_by(scenery.cast.viewer("admin"))
    assert set(events.values_list("verb", flat=True)) - every_act().keys() == set()
    assert set(events.values_list("record_type", flat=True)) - every_record().keys() == set()
    page = scenery.client("responsable").get("/administration/journal/").content.decode()
    assert re.findall(r"(?:support|lists|people|notify)\.[a-z_]+(?:\.[a-z_]+)?<", page) == []


def test_an_event_of_an_older_version_shows_its_own_name():
    from entregent.site.administration.words import event_words

    assert event_words("support.gone.done") == "support.gone.done"
    assert record_words("support.gone") == "support.gone"


def test_each_check_has_its_words():
    assert all(str(words_of(name)) != name for name in names())


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_of_the_checks_names_none_by_its_key(scenery, language):
    client = scenery.client("admin")
    page = client.get(reverse("administration:checks"), headers={"Accept-Language": language}).content.decode()
    listed = re.search(r'<ul class="plain">(.*?)</ul>', page, re.DOTALL)[1]
    assert set(re.findall(r"<li>(.*?)</li>", listed)).isdisjoint(names())
    with override(language):
        assert str(words_of("chain")) in page
