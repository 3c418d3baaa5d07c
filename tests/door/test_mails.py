import pytest
from django.conf import settings
from django.db import transaction

from entregent.people import mails
from entregent.people.models import Preferences


def send(place, **more):
    given = {
        "to_address": "agent@example.org", "to_name": "Camille Roux", "language": "fr", "kind": "support.answered",
        "house_id": place.house.pk, "subject": "Une réponse vous attend", "title": "Une réponse vous attend",
        "lines": ["La demande n° 12 a reçu une réponse."], "action_label": "Lire la réponse",
        "path": "/support/demandes/12/",
    }  # fmt: skip
    with transaction.atomic():
        return mails.send(**{**given, **more})


def test_a_mail_is_words_and_one_link_of_the_configured_address(place):
    mail = send(place)
    for body in (mail.text, mail.html):
        assert "La demande n° 12 a reçu une réponse." in body
        assert f"{settings.ENTREGENT_URL}/support/demandes/12/" in body
    assert "Éditeur Alpha" in mail.html


def test_what_people_wrote_is_text_in_both_bodies(place):
    mail = send(place, title="<b>titre</b> & fin", lines=["<script>alert(1)</script>"])
    assert "<script>" not in mail.html
    assert "<script>alert(1)</script>" in mail.text


@pytest.mark.parametrize("path", ["https://evil.example/", "//evil.example/", "support/"])
def test_links_lead_to_this_site_only(place, path):
    with pytest.raises(ValueError, match="Not a path"):
        send(place, path=path)


def test_a_person_is_written_to_in_their_language(place, agent):
    said: list[str] = []

    def letter() -> mails.Letter:
        from django.utils.translation import get_language

        said.append(str(get_language()))
        return mails.Letter("Sujet", ["Ligne"])

    Preferences(user=agent.user, language="en").save()
    agent.user.refresh_from_db()
    with transaction.atomic():
        mails.to_person(agent.user, "people.test", letter)
    assert said == ["en"]
