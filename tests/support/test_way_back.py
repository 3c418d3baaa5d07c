"""What is refused because it came too late leads to the page that tells how things stand."""

import pytest


def verbs(answer):
    assert answer.status_code == 409
    return answer.content.decode().partition('class="head-actions"')[2].partition("</div>")[0]


@pytest.fixture
def late(scenery, url):
    return url("closed", "annulation/")


def test_to_the_record_that_it_was_about(scenery, late, url):
    shown = verbs(scenery.client("agent").get(late, headers={"Referer": "http://testserver/support/"}))
    assert f'href="{url("closed")}">Voir où en sont les choses' in shown
    assert 'href="/"' in shown


@pytest.mark.parametrize(
    ("referrer", "back"),
    [("http://testserver/support/?page=2", "/support/?page=2"), ("https://elsewhere.example/", ""), ("", "")],
)
def test_else_to_the_page_that_asked_when_it_is_of_this_site(scenery, monkeypatch, late, referrer, back):
    monkeypatch.delattr("entregent.spaces.support.models.intervention.Intervention.get_absolute_url")
    shown = verbs(scenery.client("agent").get(late, headers={"Referer": referrer}))
    assert (f'href="{back}">' in shown) == bool(back)
    assert shown.count("<a ") == 1 + bool(back)


def test_never_to_the_very_page_that_refuses(scenery, monkeypatch, late):
    monkeypatch.delattr("entregent.spaces.support.models.intervention.Intervention.get_absolute_url")
    shown = verbs(scenery.client("agent").get(late, headers={"Referer": f"http://testserver{late}"}))
    assert shown.count("<a ") == 1
