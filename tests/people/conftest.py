from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.test import Client

from entregent.audit.models import Event
from entregent.door import signin
from entregent.jobs.models import Job, Mail
from entregent.people.models import Membership
from tests.people.cast import PASSWORD, Place, found, join


@pytest.fixture(autouse=True)
def pages(settings):
    """The portal's pages, and a few of our own to try the room's machinery on."""
    settings.ROOT_URLCONF = "tests.people.pages"
    # A session that ends is read once to know whose it was, and once more to be deleted.
    settings.ZEAL_ALLOWLIST = [{"model": "people.Session"}]


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """A Monday morning, which goes on when the test says so."""
    with time_machine.travel("2026-11-23 08:00Z", tick=False) as traveller:
        yield traveller


@pytest.fixture
def place(db) -> Place:
    return found("Éditeur Alpha", "alpha")


@pytest.fixture
def agent(place: Place) -> Membership:
    return join(place, "agent@example.org", place.agent, identifier="AG1")


@pytest.fixture
def handler(place: Place) -> Membership:
    return join(place, "handler@example.org", place.handler, first_name="Dominique", last_name="Petit")


@pytest.fixture
def enter() -> Callable[..., Client]:
    """A browser in which this person has signed in, through the page itself."""

    def signed_in(login: str, **meta) -> Client:
        client = Client(**meta)
        response = client.post("/connexion/", {"login": login, "password": PASSWORD})
        assert response.status_code == 302, response.content.decode()
        return client

    return signed_in


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Each password that was really compared."""
    seen: list[str] = []
    real = signin.is_right

    def watch(user, password):
        seen.append(password)
        return real(user, password)

    monkeypatch.setattr(signin, "is_right", watch)
    return seen


@pytest.fixture
def work() -> Callable[[], None]:
    """Does the jobs that wait, as the worker would."""

    def run() -> None:
        from entregent.jobs.backend import task_at

        for job in Job.objects.filter(state="ready").order_by("created_at"):
            task_at(job.task).func(*job.args, **job.kwargs)
            job.delete()

    return run


@pytest.fixture
def verbs() -> Callable[[], list[str]]:
    return lambda: list(Event.objects.order_by("pk").values_list("verb", flat=True))


@pytest.fixture
def posted() -> Callable[[], list[Mail]]:
    return lambda: list(Mail.objects.order_by("pk"))
