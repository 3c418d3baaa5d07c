"""Words without an end, wherever a page shows them: it is never wider than its screen."""

import pytest

from entregent.people.models import Membership, Party
from tests.cast import file

WORD = "x" * 78
WIDER = "() => document.documentElement.scrollWidth - innerWidth"
WIDEST = """() => [...document.querySelectorAll("main *")]
    .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
    .slice(0, 3).map((one) => one.outerHTML.slice(0, 120))"""
PAGES = {
    "agent": (
        "/support/", "/support/demandes/", "/support/demandes/{long}/", "/support/demandes/{long}/modification/",
        "/support/demandes/{long}/annulation/", "/support/demandes/nouvelle/?suite={closed}", "/recherche/?q=xxx",
        "/support/collaborateurs/", "/support/etablissement/", "/notifications/?vue=toutes",
    ),
    "responsable": (
        "/support/", "/support/etablissements/", "/support/etablissements/{party}/", "/support/demandes/{long}/",
        "/fiches/etablissements/{party}/historique/", "/administration/personnes/", "/support/statistiques/",
    ),
}  # fmt: skip


@pytest.fixture
def endless(scenery):
    cast = scenery.cast
    Party.objects.unscoped("test").filter(pk=cast.parties["hospital"].pk).update(name=WORD + WORD[:40], city=WORD)
    Membership.objects.unscoped("test").filter(pk=cast.members["agent"].pk).update(last_name=WORD, name=WORD)
    filed = file(cast, "payroll", "agent", WORD * 2)
    filed.answer(WORD * 4, by=cast.viewer("technicien"))
    return {"long": filed.number, "closed": cast.requests["closed"].number, "party": cast.parties["hospital"].pk}


@pytest.mark.browser
@pytest.mark.parametrize("person", PAGES)
def test_no_page_is_wider_than_its_screen(endless, enter, page, live_server, person):
    enter(person)
    wide = []
    for path in PAGES[person]:
        page.goto(live_server.url + path.format(**endless))
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            if page.evaluate(WIDER) > 0:
                wide.append((path, width, page.evaluate(WIDEST)))
    assert not wide
