"""The application that the server calls: to a raw door, or through a thread to a page."""

from __future__ import annotations

import asyncio
import logging
from functools import partial
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

from entregent.core.bridge import connections, lifespan
from entregent.core.bridge.answers import Answer, answer_of
from entregent.core.bridge.bodies import IN_MEMORY, Body, body_of, has_body
from entregent.core.bridge.doors import door_of
from entregent.core.bridge.environ import environ_of
from entregent.core.bridge.headers import demand_sound, with_safe_headers
from entregent.core.bridge.limits import limits_of
from entregent.core.bridge.place import address_of, client
from entregent.core.bridge.pool import IN_ENVIRON, PAGES, TRIES, Parked, lanes
from entregent.core.bridge.refusal_page import page_of
from entregent.core.bridge.refusals import Broken, Gone, Refusal, TooSlow, UnknownMethod, WithoutPage
from entregent.core.bridge.wire import PATHSEND, Headers, Message, Receive, Scope, Send, cookie, header

BODILESS = (204, 304)
READINGS = ("GET", "HEAD", "OPTIONS")
PLAIN_FORM, TOKEN = "application/x-www-form-urlencoded", b"csrfmiddlewaretoken="
METHODS = (*READINGS, "POST", "PUT", "PATCH", "DELETE")
READ_SECONDS = 60  # for a reader to take one piece of an answer
LINGER_SECONDS, LINGER_BYTES = 5, 32 * 2**20
log = logging.getLogger(__name__)


class Bridge:
    def __init__(self) -> None:
        self.django = WSGIHandler()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await lifespan.live(receive, send)
        elif scope["type"] == "http":
            connections.note(scope)
            client.set(address_of(scope))
            await self._answer(scope, Inlet(scope, receive), Outlet(scope, send))

    async def _answer(self, scope: Scope, inlet: Inlet, outlet: Outlet) -> None:
        door = door_of(scope["path"]) or self._page
        try:
            demand_method(scope)
            await door(scope, inlet.receive, outlet.send)
        except Gone:
            if outlet.has_begun:
                raise  # the server cuts the connection
        except Exception as error:
            refusal = error if isinstance(error, Refusal) else Broken()
            if refusal is not error:
                log.exception("Broken: %r", scope["path"])
            if outlet.has_begun:
                raise  # the server cuts the connection: nobody takes half an answer for a whole one
            await refuse(refusal, scope, inlet, outlet)

    async def _page(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A whole request in, a whole answer out; a thread is held in between alone."""
        demand_cookie(scope)
        async with body_of(scope, receive) as body:
            demand_token(scope, body)
            lane = limits_of(scope["path"]).lane if scope["method"] == "POST" else PAGES
            answer = await self._made(scope, body, lane)
        if lane == TRIES and answer.status == HTTPStatus.FORBIDDEN:
            await asyncio.sleep(WithoutPage.pause_seconds)  # no page of ours sent it either: Django has seen that
        await answer.send(send)

    async def _made(self, scope: Scope, body: Body, lane: str) -> Answer:
        """Twice, where the page finds that it belongs to another lane: what it costs so far is little."""
        answer = await lanes[lane].run(partial(self._run, scope, body, lane))
        return await self._made(scope, body, answer.lane) if isinstance(answer, Parked) else answer

    def _run(self, scope: Scope, body: Body, lane: str) -> Answer | Parked:
        body.file.seek(0)
        environ = environ_of(scope, body.file, body.length) | {IN_ENVIRON: lane}
        try:
            return answer_of(self.django(environ, _no_start))
        except Parked as parked:
            return parked


class Inlet:
    """What every request comes through. is_over: it was read to its end, or nobody sends any more."""

    def __init__(self, scope: Scope, receive: Receive) -> None:
        self.is_over = not has_body(scope)
        self._receive = receive

    async def receive(self) -> Message:
        message = await self._receive()
        self.is_over = not message.get("more_body", False)
        return message


class Outlet:
    """What every answer goes through: no header that is not sound or missing, no body where none may be."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self.has_begun = False
        self._scope = scope
        self._send = send
        self._is_bodiless = scope["method"] == "HEAD"

    async def send(self, message: Message) -> None:
        """Waits until the reader took what came before. Raises Unsound, and Gone for one who reads no more."""
        if message["type"] == "http.response.start":
            message = {**message, "headers": self._headers(message)}
            self.has_begun = True
        elif message["type"] == PATHSEND:
            await asyncio.to_thread(connections.bound, self._scope, READ_SECONDS)
        elif self._is_bodiless:
            message = {**message, "body": b""}
        try:
            async with asyncio.timeout(READ_SECONDS):
                await self._send(message)
        except TimeoutError:
            # The server would hold the connection for as long as the reader does.
            await asyncio.to_thread(connections.reset, self._scope)
            raise Gone from None

    def _headers(self, message: Message) -> Headers:
        headers = list(message.get("headers", ()))
        demand_sound(headers)
        headers = with_safe_headers(headers)
        if message["status"] not in BODILESS:
            return headers
        self._is_bodiless = True
        return [(name, value) for name, value in headers if name != b"content-length"]


def demand_method(scope: Scope) -> None:
    if scope["method"] not in METHODS:
        raise UnknownMethod


def demand_cookie(scope: Scope) -> None:
    """Whoever opened a page before sending its form has got a cookie with it. Raises WithoutPage."""
    if scope["method"] not in READINGS and not cookie(scope, settings.CSRF_COOKIE_NAME):
        raise WithoutPage


def demand_token(scope: Scope, body: Body) -> None:
    """Every form of ours has this field; whether what it says is right, Django judges. Raises WithoutPage."""
    if scope["method"] != "POST" or body.length > IN_MEMORY or header(scope, b"x-csrftoken"):
        return
    if header(scope, b"content-type").startswith(PLAIN_FORM) and TOKEN not in body.file.read():
        raise WithoutPage


async def refuse(refusal: Refusal, scope: Scope, inlet: Inlet, outlet: Outlet) -> None:
    """Tells why, then lets the rest of the body come for a while.

    A connection closed over bytes that nobody read is reset, and the browser shows that in place of the page.
    One whose request was read goes on.
    """
    await asyncio.sleep(refusal.pause_seconds)
    answer = page_of(refusal, scope)
    assert isinstance(answer.body, bytes)
    headers = answer.headers if inlet.is_over else [*answer.headers, (b"connection", b"close")]
    await outlet.send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await outlet.send({"type": "http.response.body", "body": answer.body, "more_body": True})
    if not (inlet.is_over or isinstance(refusal, TooSlow)):
        await linger(inlet.receive)
    await outlet.send({"type": "http.response.body", "body": b""})


async def linger(receive: Receive) -> None:
    async def rest() -> None:
        left = LINGER_BYTES
        while left > 0:
            message = await receive()
            if not message.get("more_body", False):
                return
            left -= len(message.get("body", b""))

    try:
        await asyncio.wait_for(rest(), LINGER_SECONDS)
    except TimeoutError:
        return


def _no_start(status: str, headers: Any, error: Any = None) -> Any:
    """What WSGI announces is read from Django's own answer."""
