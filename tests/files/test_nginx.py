"""docs/nginx.md is what nginx understands, and keeps what the portal says of a file. Run where nginx is installed."""

import http.client
import http.server
import socket
import threading

import pytest

from entregent.files.giving.door import INTERNAL, POLICY
from tools import nginx

OBJECT = "ab/cd/abcd"


def test_the_document_names_the_place_that_the_portal_names():
    assert f"location {INTERNAL} {{\n        internal;" in nginx.documented()
    assert nginx.documented().count("add_header") == 8
    uploads = nginx.documented().split("location /televersement/ {")[1].split("}")[0]
    assert "proxy_request_buffering off;" in uploads
    assert "client_max_body_size 0;" in uploads


def test_a_header_that_is_not_said_again_would_be_missed():
    from entregent.core.bridge.headers import _safe

    said = {name.decode() for name, _ in _safe()} - {"cache-control"}  # which nginx keeps
    again = {line.split()[1].lower() for line in nginx.documented().splitlines() if "add_header" in line}
    assert said <= again


@pytest.fixture
def ports():
    with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(("127.0.0.1", 0)) as two:
        return one.getsockname()[1], two.getsockname()[1]


@pytest.fixture
def portal(ports):
    """What the portal would answer to a download, and to whatever else."""

    class Portal(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            for name, value in {
                "X-Accel-Redirect": INTERNAL + OBJECT, "Content-Type": "text/html", "Content-Security-Policy": POLICY,
                "Content-Disposition": 'attachment; filename="a.html"', "X-Content-Type-Options": "nosniff",
                "Cross-Origin-Resource-Policy": "same-origin", "Cache-Control": "private, no-store",
            }.items():  # fmt: skip
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *arguments):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", ports[1]), Portal)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()


@pytest.fixture
def proxy(ports, portal, tmp_path):
    target = tmp_path / "objects" / OBJECT
    target.parent.mkdir(parents=True)
    target.write_bytes(b"<script>alert(1)</script>")
    with nginx.running(tmp_path, ports[0], nginx.server(*ports, tmp_path / "objects")):
        yield ports[0]


def ask(port, path, **headers):
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    link.request("GET", path, headers=headers)
    answer = link.getresponse()
    return answer.status, dict(answer.getheaders()), answer.read()


@pytest.mark.nginx
def test_what_nginx_sends_bears_what_the_portal_said(proxy):
    status, headers, body = ask(proxy, "/fichier/x/a.html")
    assert (status, body) == (200, b"<script>alert(1)</script>")
    assert headers["Content-Security-Policy"] == POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Disposition"].startswith("attachment")
    assert headers["Cache-Control"] == "private, no-store"
    assert "X-Accel-Redirect" not in headers


@pytest.mark.nginx
def test_nginx_gives_parts_and_nobody_asks_it_for_objects(proxy):
    status, headers, body = ask(proxy, "/fichier/x/a.html", Range="bytes=1-6")
    assert (status, body, headers["Content-Range"]) == (206, b"script", "bytes 1-6/25")
    assert ask(proxy, INTERNAL + OBJECT)[0] == 404
