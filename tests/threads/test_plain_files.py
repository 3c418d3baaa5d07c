"""The one file that a form brings without a script: which parts of it are looked into, and when."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import RequestFactory

from entregent.files import attaching, receiving
from entregent.files.models import File
from entregent.people.errors import Refused
from entregent.people.submissions import new_key
from entregent.threads.attachments import receiving_one
from entregent.threads.models import PURPOSE


@pytest.fixture
def taken(cast, monkeypatch):
    """Names of the files that were looked into."""
    names = []

    def take(viewer, sent, purpose):
        names.append(sent.name)
        if sent.name == "jeu.exe":
            raise Refused("Ce fichier est un programme.")
        member = cast.members["agent"]
        file = File(house=member.house, membership=member, name=sent.name, size=1, digest="0" * 64, purpose=purpose)
        file.save(force_insert=True)
        return file

    monkeypatch.setattr(receiving, "take_plain_file", take)
    return names


@pytest.fixture
def posted(cast):
    def post(*names, status=302, **more):
        """Fields that each bring a file of their own; what the form then says of them."""
        files = {name: SimpleUploadedFile(more.get(name, f"{name}.pdf"), b"x") for name in names}
        viewer = cast.viewer("agent")
        request = RequestFactory().post("/", {"submission": new_key(viewer), **files})
        request.viewer = viewer
        receiving_one(lambda request: HttpResponse(status=status))(request)
        return request.FILES

    return post


def test_each_box_takes_its_one_file_and_no_other_part_is_looked_into(posted, taken):
    posted("fichiers_un", *(f"{letter}_un" for letter in "abcdefgh"), "fichiers_note_un", "fichiers", "un")
    assert sorted(taken) == ["fichiers_note_un.pdf", "fichiers_un.pdf"]


def test_of_several_under_one_name_one_is_taken(cast, taken):
    viewer = cast.viewer("agent")
    many = [SimpleUploadedFile(f"{number}.pdf", b"x") for number in range(5)]
    request = RequestFactory().post("/", {"submission": new_key(viewer), "fichiers_un": many})
    request.viewer = viewer
    receiving_one(lambda request: HttpResponse(status=422))(request)
    assert taken == ["4.pdf"]


def test_it_bears_its_key_or_why_it_was_refused(posted, taken):
    files = posted("fichiers_un", status=422)
    waiting = File.objects.unscoped("test").get(purpose=PURPOSE)
    assert (files["fichiers_un"].key, files["fichiers_un"].refusal) == (str(waiting.uuid), "")
    refused = posted("fichiers_un", status=422, fichiers_un="jeu.exe")["fichiers_un"]
    assert (refused.key, refused.refusal) == ("", "Ce fichier est un programme.")


def test_one_that_the_form_left_over_is_let_go(posted, taken):
    posted("fichiers_un")
    assert taken
    assert not File.objects.unscoped("test").exists()


@pytest.mark.django_db
def test_a_request_and_its_messages_have_their_files_in_one_query(scenery):
    """On the page itself, and where it asks for what came since."""
    from django.db import connection, transaction
    from django.test.utils import CaptureQueriesContext

    from tests.parcels import fresh, parcel

    request, viewer = scenery.cast.request("in_progress"), scenery.cast.viewer("agent")
    own, said = parcel(scenery.cast, "agent", "propre.pdf"), parcel(scenery.cast, "agent", "dite.pdf")
    request.answer("Voici", by=viewer, files=[said.uuid])
    with transaction.atomic():
        attaching.attach(viewer, [own.uuid], request, purpose=PURPOSE)
    client = scenery.client("agent")
    for address in (request.get_absolute_url(), f"{request.get_absolute_url()}arrivees/?message=0&event=0"):
        with CaptureQueriesContext(connection) as asked:
            page = client.get(address).content.decode()
        assert sum('FROM "files_file"' in query["sql"] for query in asked) == 1
        for file in map(fresh, (own, said)):
            assert page.count(file.address) == 1
        assert page.index(fresh(own).address) != page.index(fresh(said).address)
