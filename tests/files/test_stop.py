"""A server that stops while a file comes in: what came is kept, and what it says of it afterwards is true."""

import hashlib
import random
import socket
import threading
from urllib.parse import urlsplit

import pytest

from entregent.files import staging
from entregent.files.models import File
from entregent.files.tus import hold
from tests.bridged import bridged
from tests.files.sender import STREAM, uuid_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("unread")]
CONTENT = random.Random(3).randbytes(600_000)
HALF = 300_001


def asked(address, scope, content=b""):
    """A connection on which this was sent."""
    place = urlsplit(address)
    lines = [f"{name.decode()}: {value.decode('latin-1')}" for name, value in scope["headers"]]
    head = "\r\n".join([f"{scope['method']} {scope['path']} HTTP/1.1", *lines, "Connection: close", "", ""])
    link = socket.create_connection((place.hostname, place.port), timeout=60)
    link.sendall(head.encode() + content)
    return link


def answer(link):
    """Status and headers, in small letters."""
    with link:
        head = b"".join(iter(lambda: link.recv(65536), b"")).partition(b"\r\n\r\n")[0].decode().lower()
    first, *lines = head.split("\r\n")
    return int(first.split(" ")[1]), dict(line.split(": ", 1) for line in lines)


def test_an_upload_goes_on_where_the_server_stopped(sender):
    agent = sender("agent")
    path = agent.begun(len(CONTENT))

    def rest(offset):
        length = str(len(CONTENT) - offset)
        return agent.scope("PATCH", path, Upload_Offset=str(offset), Content_Length=length, **STREAM)

    with bridged() as address:
        cut = asked(address, rest(0), CONTENT[:HALF])
        while HALF not in [writer.taken for writer in list(hold._writers.values())]:
            threading.Event().wait(0.01)
    status, told = answer(cut)
    assert (status, told["retry-after"]) == (503, "2")
    assert staging.path(uuid_of(path)).read_bytes() == CONTENT[:HALF]
    with bridged() as address:
        status, told = answer(asked(address, agent.scope("HEAD", path)))
        assert (status, told["upload-offset"]) == (200, str(HALF))
        assert answer(asked(address, rest(HALF), CONTENT[HALF:]))[0] == 204
    assert File.objects.unscoped("test").get().digest == hashlib.sha256(CONTENT).hexdigest()
