import pytest

from entregent.people.submissions import new_key


@pytest.fixture
def post(scenery):
    """Send a form as someone, with its key; answers the response."""

    def send(person, url, **fields):
        return scenery.client(person).post(url, {"submission": new_key(scenery.cast.viewer(person)), **fields})

    return send


@pytest.fixture
def url(scenery):
    """The address of an act on a request, by its name in the scenery."""

    def of(name, act=""):
        return f"/support/demandes/{scenery.cast.requests[name].number}/{act}"

    return of
