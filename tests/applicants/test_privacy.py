"""What the privacy page of the demonstration promises of an account request is what the portal does."""

import pytest

from entregent.applicants.retention import DECIDED, UNDECIDED
from entregent.door.known_browsers import LIFE
from entregent.door.personal_links import COOKIE_LIFE
from entregent.jobs.purge import MAIL_BODIES
from entregent.site.demo.pages import LEGAL

SPANS = {
    "fr": {180: "six mois après la décision", 365: "au bout d’un an", 90: "90 jours"},
    "en": {180: "six months after the decision", 365: "after a year", 90: "90 days"},
}
KEPT = {
    "fr": ("nom", "prénom", "téléphone", "adresse électronique", "établissement", "qui l’a prise"),
    "en": ("last and first name", "telephone", "e-mail address", "establishment", "who took it"),
}
DAY = 24 * 3600
DAYS = {"fr": "({} jours)", "en": "({} days)"}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_it_says_what_is_kept_and_how_long(language):
    body = next(page.body for page in LEGAL if (page.slug, page.language) == ("confidentialite", language))
    for span in (DECIDED, UNDECIDED, MAIL_BODIES):
        assert SPANS[language][span.days] in body
    for days in (LIFE // DAY, COOKIE_LIFE.days):
        assert DAYS[language].format(days) in body
    for what in KEPT[language]:
        assert what in body
