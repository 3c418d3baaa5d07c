from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

from tools import catalogues, wording


def test_the_catalogues_are_complete():
    if faults := catalogues.check():
        pytest.fail("\n".join([f"{len(faults)} faults, the first of them:", *faults[:40]]), pytrace=False)


@pytest.fixture
def found(tmp_path: Path) -> Catalog:
    source = tmp_path / "entregent"
    pages = source / "people" / "templates" / "people"
    pages.mkdir(parents=True)
    (source / "views.py").write_text('_("Sign in")\npgettext("verb", "Open")\nngettext("%(n)s day", "%(n)s days", n)\n')
    (pages / "page.html").write_text(
        "{% load i18n %}\n    {% translate 'Close' %}\n  <p>it's {% blocktranslate trimmed %}\n  Hello {{ name }},\n"
        "  welcome{% endblocktranslate %}</p>\n{% translate 'Save' as save %}"
    )
    return catalogues.extracted(catalogues.Source(source, source))


def test_messages_are_found_in_code_and_templates(found: Catalog):
    texts = {wording.forms(message.id)[0] for message in found if message.id}
    assert texts == {"Sign in", "Open", "%(n)s day", "Close", "Hello %(name)s, welcome", "Save"}


def test_missing_obsolete_and_spare_messages_are_caught(found: Catalog):
    catalogue = Catalog(locale="fr")
    catalogue.add("Sign in", "Se connecter")
    catalogue.add("Open", "Ouvrir", context="verb")
    catalogue.add("Gone", "Parti")
    catalogue.obsolete["Old"] = Message("Old", "Ancien")
    assert list(catalogues.faults(catalogue, found, "fr")) == [
        "fr: not in the catalogue: '%(n)s day'",
        "fr: not in the catalogue: 'Close'",
        "fr: not in the catalogue: 'Hello %(name)s, welcome'",
        "fr: not in the catalogue: 'Save'",
        "fr: no longer in the code: 'Gone'",
        "fr: obsolete: 'Old'",
    ]


@pytest.mark.parametrize(
    ("msgid", "msgstr"),
    [
        ("Sign in", "Se connecter"),
        ("Saved at 10:42", "Enregistré à 10:42"),
        ("Why?", "Pourquoi\u202f?"),
        ("State: %(state)s", "État\u202f: %(state)s"),
        ('"%(name)s" is kept', "«\u202f%(name)s\u202f» est gardé"),
        (("%(n)s day", "%(n)s days"), ("Un jour", "%(n)s jours")),
        ("See https://example.org/?a=b", "Voir https://example.org/?a=b"),
        ("100%%", "100\u202f%%"),
    ],
)
def test_a_good_entry_passes(msgid: str, msgstr: str):
    assert list(wording.faults(Message(msgid, msgstr), "fr")) == []


@pytest.mark.parametrize(
    ("msgid", "msgstr", "fault"),
    [
        ("Sign in", "", "not translated"),
        (("%(n)s day", "%(n)s days"), ("%(n)s jour", ""), "not translated"),
        ("%(n)s of them", "plusieurs", "placeholders differ"),
        ("{name} is here", "{nom} est là", "placeholders differ"),
        (("%(n)s day", "%(n)s days"), ("%(n)s jour", "des jours"), "placeholders differ"),
        ("Sign in", " Se connecter", "spaces at the ends differ"),
        ("Se déconnecter", "Se déconnecter", "messages in the code are English"),
        ("%s days", "%s jours", "placeholders have names"),
        ("Why?", "Pourquoi ?", "before ; and ?"),
        ("Why?", "Pourquoi?", "before ; and ?"),
        ("State:", "État :", "before :"),
        ("Done", "Fait\u202f!", "no exclamation mark"),
        ("A word", "« Un mot »", "inside « »"),
        ("A word", '"Un mot"', "quotes"),
        ("The state", "L'état", "apostrophe"),
        ("Wait...", "Attendez...", "ellipsis"),
        ("10%%", "10 %%", "before % and €"),
    ],
)
def test_an_ill_made_entry_is_caught(msgid: str, msgstr: str, fault: str):
    assert any(fault in found for found in wording.faults(Message(msgid, msgstr), "fr"))


def test_a_fuzzy_entry_is_caught():
    assert "fuzzy" in wording.faults(Message("Sign in", "Connexion", flags=["fuzzy"]), "fr")


def test_english_may_stay_empty_but_for_plurals():
    assert list(wording.faults(Message("Sign in", ""), "en")) == []
    assert "not translated" in wording.faults(Message(("%(n)s day", "%(n)s days"), ("", "")), "en")


def test_each_space_has_a_catalogue_of_its_own():
    general, *spaces = catalogues.sources()
    assert (general.home.name, [space.home.name for space in spaces]) == ("site", ["secretariat", "support"])
    support = next(space for space in spaces if space.home.name == "support")
    assert catalogues.load(support, "fr").get("Standard messages")
    assert not catalogues.load(general, "fr").get("Standard messages")


def test_two_spaces_that_translate_one_message_otherwise_are_caught():
    here, there = Catalog(locale="fr"), Catalog(locale="fr")
    here.add("Urgent", "Urgent")
    there.add("Urgent", "Urgente")
    there.add("Urgent", "Urgente", context="question")
    assert catalogues.disputed([here, there]) == ["fr: 'Urgent' is translated in two ways: give each a context"]
