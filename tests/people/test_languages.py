import pytest

from entregent.people.models import Preferences


def spoken(client, **headers) -> str:
    return client.get("/essai/horloge/", headers=headers).content.decode().split()[0]


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("en-GB,en;q=0.9", "en"),
        ("fr-FR", "fr"),
        ("de,en;q=0.5", "en"),
        ("de", "fr"),
        ("", "fr"),
        ("*", "fr"),
        ("x" * 9000, "fr"),
    ],
)
def test_strangers_are_answered_in_what_their_browser_asks_for(client, db, asked, language):
    assert spoken(client, accept_language=asked) == language


def test_a_stranger_may_choose(client, db):
    response = client.post("/langue/", {"language": "en", "next": "/connexion/?next=%2Fprofil%2F"})
    assert response.headers["Location"] == "/connexion/?next=%2Fprofil%2F"
    assert spoken(client, accept_language="fr") == "en"


def test_a_persons_choice_follows_them(agent, enter):
    client = enter("ag1")
    client.post("/langue/", {"language": "en"})
    assert spoken(enter("ag1"), accept_language="fr") == "en"


def test_without_any_wish_the_house_speaks_and_tells_the_time(place, agent, enter):
    place.house.default_language, place.house.time_zone = "en", "Indian/Reunion"
    place.house.save()
    client = enter("ag1")
    assert client.get("/essai/horloge/").content.decode().split()[:2] == ["en", "Indian/Reunion"]
    client.post("/deconnexion/")
    assert client.get("/essai/horloge/").content.decode().split()[:2] == ["fr", "Europe/Paris"]


@pytest.mark.parametrize("code", ["", "de", "fr-FR", "../en", "x" * 300])
def test_unknown_languages_are_refused(client, db, code):
    assert client.post("/langue/", {"language": code}).status_code == 400


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil.example", ""])
def test_choices_lead_nowhere_else(agent, enter, back):
    client = enter("ag1")
    assert client.post("/langue/", {"language": "fr", "next": back}).headers["Location"] == "/"
    assert client.post("/profil/apparence/", {"theme": "dark", "next": back}).headers["Location"] == "/"


def test_looks_are_kept_with_the_person(agent, enter):
    client = enter("ag1")
    client.post("/profil/apparence/", {"theme": "dark", "density": "compact"})
    client.post("/profil/apparence/", {"density": "comfortable", "theme": "mauve"})
    kept = Preferences.objects.unscoped("test").get()
    assert (kept.theme, kept.density, kept.user_id) == ("dark", "comfortable", agent.user_id)
    assert client.post("/profil/apparence/", {"theme": "mauve"}).status_code == 400


def test_choices_are_posts(agent, enter):
    client = enter("ag1")
    assert [client.get(path).status_code for path in ("/langue/", "/profil/apparence/", "/profil/appartenance/")] == [
        405
    ] * 3
