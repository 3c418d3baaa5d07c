"""What only the demonstration has: one-click sign-in, and an outbox that can be read."""

import pytest
from django.urls import set_urlconf

from entregent.core.clock import now
from entregent.files.models import File
from entregent.notify.bell import rung
from entregent.site import urls  # before any test says that this is the demonstration
from entregent.site.demo.bells import LEFT, hear_bells
from entregent.spaces.support.demo import papers
from tests.cast import file


@pytest.fixture
def demo(settings):
    assert not any(getattr(one, "name", "") == "demo-enter" for one in urls.urlpatterns)
    settings.ROOT_URLCONF = "tests.site.demo_urls"
    settings.MODE = "demo"
    yield
    set_urlconf(None)  # a request leaves its own in the thread


def test_one_click_signs_in(demo, scenery, client):
    page = client.get("/connexion/").content.decode()
    assert "agent@demo.example" in page
    assert client.post("/demo/entree/", {"email": "agent@demo.example"}).status_code == 302
    assert client.get("/support/").status_code == 200


@pytest.mark.parametrize("email", ["nobody@demo.example", "agent@demo.example.evil.test", ""])
def test_only_its_own_people_enter(demo, scenery, client, email):
    assert client.post("/demo/entree/", {"email": email}).status_code == 404


def test_mails_are_read_there(demo, scenery, client):
    page = client.get("/demo/courrier/")
    assert page.status_code == 200
    assert client.get(f"/demo/courrier/{scenery.mail.pk}/").status_code == 200
    assert client.get("/demo/courrier/999999/").status_code == 404


def test_elsewhere_nothing_of_it_answers(scenery, client, settings):
    settings.ROOT_URLCONF = "tests.site.demo_urls"
    assert client.post("/demo/entree/", {"email": "agent@demo.example"}).status_code == 404
    assert client.get("/demo/courrier/").status_code == 404
    assert client.get("/demo/courrier/1/").status_code == 404
    set_urlconf(None)


def test_a_way_of_asking_that_is_unknown_is_told(scenery):
    page = scenery.client("agent").put("/support/demandes/")
    assert page.status_code == 405
    assert "GET" in page.headers["Allow"]
    assert page.wsgi_request.reference in page.content.decode()


def test_too_much_at_once_is_told(scenery):
    page = scenery.client("public").post("/connexion/", {"login": "x" * 1_100_000, "password": "y"})
    assert page.status_code == 413


def test_bells_are_read_by_now_but_for_the_last_lines(scenery):
    for number in range(LEFT + 2):
        file(scenery.cast, "payroll", "agent", f"Demande {number}")
    hear_bells()
    read = rung().exclude(read_at=None)
    assert read.exists()
    assert not read.filter(read_at__gt=now()).exists()
    assert rung().filter(read_at=None, membership_id=scenery.cast.members["technicien"].pk).count() == LEFT


def test_the_papers_of_the_story_are_what_their_names_say(cast):
    sent = [key for end, who in papers.PAPERS for key in papers.send_papers(cast.viewer("agent"), end, who)]
    kinds = {file.name.rpartition(".")[2]: file.kind for file in File.objects.unscoped("test").filter(uuid__in=sent)}
    assert kinds == {"png": "image/png", "pdf": "application/pdf", "csv": "text/csv"}
