"""A word of each establishment, planted everywhere; every page is crawled as everyone, and mails are read."""

import re

import pytest
from django.urls import reverse

from entregent.jobs.listing import mails_seen_by
from entregent.people.audiences import PARTY
from entregent.people.models import Party
from entregent.people.space import SPACES
from entregent.spaces.support.models import Intervention
from tests import shelves
from tests.access import PEOPLE
from tests.cast import file

CANARIES = {"hospital": "Zanzibarhopital", "school": "Zanzibarecole"}
MAY_READ = {"hospital": {"agent", "collegue", "administrateur", "referent", "technicien", "responsable"},
            "school": {"autre", "technicien", "responsable"}}  # fmt: skip
ENOUGH = 80


@pytest.fixture
def planted(scenery):
    cast = scenery.cast
    for place, contract, by in (("hospital", "payroll", "agent"), ("school", "school", "autre")):
        word = CANARIES[place]
        Party.objects.unscoped("test").filter(pk=cast.parties[place].pk).update(
            name=word, city=word, name_key=word.lower()
        )
        request = file(cast, contract, by, word, f"{word} dans le texte")
        request.answer(f"{word} dans la réponse", by=cast.viewer("technicien"))
        of_it = shelves.resource(cast, word)
        of_it.address({PARTY: [cast.parties[place].pk]}, by=cast.viewer("responsable"))
        shelves.release(cast, of_it, word, quiet=False)
    return scenery


def crawl(client):
    """Every page that links lead to, from the home page and the head of each section."""
    heads = [reverse(space.home) for space in SPACES.values()]
    waiting, read = ["/", *heads, "/administration/", "/profil/", "/actualites/"], {}
    while waiting and len(read) < ENOUGH:
        url = waiting.pop(0)
        if url in read:
            continue
        page = client.get(url, follow=True)
        read[url] = page.content.decode() if page["Content-Type"].startswith("text/html") else ""
        links = re.findall(r'href="(/[^"#]*|\?[^"#]*)"', read[url])
        links = [link if link.startswith("/") else url.split("?")[0] + link for link in links]
        waiting += [link.replace("&amp;", "&") for link in links if not link.startswith(("/static/", "/apparence/"))]
    return read


@pytest.mark.parametrize("person", [person for person in PEOPLE if person != "public"])
def test_foreign_words_are_read_nowhere(planted, person):
    pages = crawl(planted.client(person))
    assert len(pages) > 8
    for place, word in CANARIES.items():
        found = [url for url, page in pages.items() if word in page]
        if person in MAY_READ[place]:
            assert found
        else:
            assert not found, found


@pytest.mark.parametrize(
    "person", [person for person in PEOPLE if person not in ("public", "technicien", "responsable")]
)
def test_a_note_of_the_desk_is_read_on_no_page_of_others(planted, person):
    cast = planted.cast
    cast.request("in_progress").note("Zanzibarnote", by=cast.viewer("technicien"))
    assert not [url for url, page in crawl(planted.client(person)).items() if "Zanzibarnote" in page]


def test_addresses_typed_by_hand_do_not_help(planted):
    client, word = planted.client("autre"), CANARIES["hospital"]
    number = Intervention.objects.unscoped("test").get(subject=word).number
    addresses = (
        f"/support/demandes/{number}/",
        f"/support/demandes/?q={word[:-2]}&cloturees=oui",
        "/support/demandes/?tri=dossier__party__name",
        f"/support/demandes/?q={number}",
    )
    assert [url for url in addresses if word in client.get(url).content.decode()] == []


def test_envelopes_of_mails_hold_nothing_confidential(planted):
    for mail in mails_seen_by(planted.cast.viewer("admin")):
        assert not any(word in mail.envelope for word in CANARIES.values())
