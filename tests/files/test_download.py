import pytest

from entregent.audit.search import history_of
from entregent.core.clock import at, now
from entregent.files.attaching import attach
from entregent.files.giving.door import PATHSEND, SAME_READING, note_download
from entregent.files.giving.ranges import Part
from entregent.files.models import File
from entregent.people.models import Membership
from tests import doors
from tests.doors import ask
from tests.files.sender import browser
from tests.headers import faults_of

TEXT = bytes(range(256)) * 4000


@pytest.fixture
def file(cast, sender, unread):
    sender("agent").whole(TEXT, "Relevé d’avril #1.txt")
    return File.objects.unscoped("test").get()


@pytest.fixture
def take(cast, file):
    def ask_for(person="agent", method="GET", **headers):
        said = {name.replace("_", "-"): value for name, value in headers.items()}
        return ask(browser(cast, person), method, file.address, headers=said)

    return ask_for


@pytest.fixture
def attached(cast, file):
    return attach(cast.viewer("agent"), [file.uuid], cast.parties["hospital"], purpose="essai")[0]


def fetched(file):
    return history_of("files.file", file.pk).filter(verb="files.file.fetched").count()


def test_the_whole_file_is_given_as_it_came(take, file):
    told = take()
    assert (told.status_code, told.content, told.is_over) == (200, TEXT, True)
    assert told.headers["Content-Length"] == str(len(TEXT))
    assert told.headers["Etag"] == f'"{file.digest}"'
    assert told.headers["Accept-Ranges"] == "bytes"


def test_a_part_is_given_and_the_rest_later(take):
    first, rest = take(Range="bytes=0-299999"), take(Range="bytes=300000-")
    assert (first.status_code, rest.status_code) == (206, 206)
    assert first.headers["Content-Range"] == f"bytes 0-299999/{len(TEXT)}"
    assert first.headers["Content-Length"] == "300000"
    assert first.content + rest.content == TEXT


def test_a_part_that_is_not_there_is_said_so(take):
    told = take(Range=f"bytes={len(TEXT)}-")
    assert (told.status_code, told.content) == (416, b"")
    assert told.headers["Content-Range"] == f"bytes */{len(TEXT)}"


def test_a_head_has_no_body_and_a_known_content_is_not_sent_again(take, file):
    head = take(method="HEAD")
    assert (head.status_code, head.content, head.headers["Content-Length"]) == (200, b"", str(len(TEXT)))
    known = take(If_None_Match=f'"{file.digest}"')
    assert (known.status_code, known.content) == (304, b"")
    assert "Content-Length" not in known.headers
    assert fetched(file) == 0


@pytest.mark.parametrize("said", [{}, {"Range": "bytes=1-2"}, {"Range": "bytes=9999999-"}, {"If_None_Match": "*"}])
def test_whatever_is_answered_a_browser_runs_nothing_of_it(take, said):
    told = take(**said)
    assert list(faults_of(told)) == []
    policy = told.headers["Content-Security-Policy"]
    assert policy.startswith("sandbox; default-src 'none'")
    assert "script-src" not in policy
    assert told.headers["Cache-Control"] == "private, no-store"
    if told.content:
        assert told.headers["Content-Disposition"].startswith("attachment;")


@pytest.mark.parametrize(
    ("name", "bare", "starred"),
    [
        ("Relevé d’été.pdf", "Releve d'ete.pdf", "Relev%C3%A9%20d%E2%80%99%C3%A9t%C3%A9.pdf"),
        ('a"; filename="b.exe.pdf', "a filename= b.exe.pdf", "a%22%3B%20filename%3D%22b.exe.pdf"),
        ("n°5 #2 100%.pdf", "n5 #2 100 .pdf", "n%C2%B05%20%232%20100%25.pdf"),
        ("📎.pdf", ".pdf", "%F0%9F%93%8E.pdf"),
    ],
)
def test_the_name_travels_whole_in_one_header(take, file, name, bare, starred):
    File.objects.unscoped("test").update(name=name)
    told = take().headers["Content-Disposition"]
    assert told == f"attachment; filename=\"{bare}\"; filename*=UTF-8''{starred}"


def test_until_it_is_attached_only_its_sender_takes_it(take):
    codes = {person: take(person).status_code for person in ("collegue", "technicien", "etranger", "admin", "public")}
    assert codes == {"collegue": 404, "technicien": 404, "etranger": 404, "admin": 404, "public": 302}


def test_then_whoever_sees_its_owner_and_nobody_else(take, attached):
    codes = {person: take(person).status_code for person in ("agent", "collegue", "technicien", "autre", "etranger")}
    assert codes == {"agent": 200, "collegue": 200, "technicien": 200, "autre": 404, "etranger": 404}


def test_the_owner_is_asked_each_time(take, attached, monkeypatch):
    from entregent.files import owners

    assert take("collegue").status_code == 200
    monkeypatch.setitem(owners._known, "people.party", lambda viewer, pk: None)
    assert take("collegue").status_code == 404
    assert take("agent").status_code == 404  # also to whoever sent it
    monkeypatch.setattr(owners, "_known", {})
    assert take("agent").status_code == 404


def test_a_door_that_was_closed_is_closed_for_files_too(cast, take, attached):
    cast.members["collegue"].close_door(by=cast.viewer("administrateur"))
    assert take("collegue").status_code == 302


def test_hidden_and_absent_look_the_same(cast, take, file):
    client = browser(cast, "autre")
    hidden = ask(client, "GET", file.address)
    absent = ask(client, "GET", "/fichier/00000000-0000-4000-8000-000000000000/x.txt")
    nonsense = ask(client, "GET", "/fichier/../../etc/passwd")
    assert hidden.status_code == absent.status_code == nonsense.status_code == 404
    assert len(hidden.content) == len(absent.content)
    assert ask(browser(cast, "agent"), "DELETE", file.address).status_code == 404


def test_who_took_what_is_noted_once_a_reading(cast, take, attached):
    take("collegue")
    take("collegue", Range="bytes=0-9")
    take("collegue", Range="bytes=10-")
    assert fetched(attached) == 1
    take("collegue")
    for _ in range(3):  # a byte at a time makes no line each
        take("collegue", Range="bytes=0-0")
    assert fetched(attached) == 2
    take("technicien", Range="bytes=5-")  # it does not begin at the beginning, and is noted all the same
    assert fetched(attached) == 3
    with at(now() + SAME_READING * 2):
        note_download(cast.viewer("technicien"), attached, Part(206, 100, 5, 100))
    assert fetched(attached) == 4
    last = history_of("files.file", attached.pk).last()
    assert last.actor_membership_id == Membership.objects.unscoped("test").get(pk=cast.members["technicien"].pk).pk
    assert last.particulars["owner"] == ["people.party", cast.parties["hospital"].pk]


def test_a_reader_who_leaves_is_read_nothing_more_for(cast, file):
    told = ask(browser(cast, "agent"), "GET", file.address, pieces=1)
    assert not told.is_over
    assert 0 < len(told.content) < len(TEXT)


def test_a_server_that_can_send_files_by_itself_does(cast, file):
    sent = []

    async def take(scope):
        from entregent.core.bridge.application import Bridge

        async def receive():
            import asyncio

            await asyncio.Event().wait()

        async def send(message):
            sent.append(message)

        await Bridge()(scope, receive, send)

    scope = doors.scope(browser(cast, "agent"), "GET", file.address, {})
    doors.run(take(scope | {"extensions": {PATHSEND: {}}}))
    assert [message["type"] for message in sent] == ["http.response.start", PATHSEND]
    assert open(sent[1]["path"], "rb").read() == TEXT  # noqa: PTH123, SIM115


def test_nginx_is_told_where_the_bytes_are(take, file, settings):
    settings.SENDFILE = "nginx"
    told = take()
    assert (told.status_code, told.content) == (200, b"")
    digest = file.digest
    assert told.headers["X-Accel-Redirect"] == f"/entregent-objects/{digest[:2]}/{digest[2:4]}/{digest}"
    assert "Content-Length" not in told.headers
    assert told.headers["Content-Security-Policy"].startswith("sandbox")
    assert take("autre").status_code == 404
