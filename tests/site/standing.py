"""The product's application with doors that never come to an end by themselves, for the drill of a stop."""

from django.conf import settings

from entregent.core.bridge import doors
from entregent.core.bridge.lifespan import stopping
from entregent.site.asgi import application

__all__ = ["application"]
SIZE = 64 * 2**20  # more than a system holds of it for somebody who does not read
LARGE = settings.DATA / "large"
HEAD = {"type": "http.response.start", "status": 200, "headers": [(b"content-length", str(SIZE).encode())]}


async def whole(scope, receive, send):
    await send(HEAD)
    await send({"type": "http.response.pathsend", "path": str(LARGE)})


async def pieces(scope, receive, send):
    await send(HEAD)
    for _ in range(SIZE // 2**18):
        await send({"type": "http.response.body", "body": bytes(2**18), "more_body": True})


async def endless(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"bonjour", "more_body": True})
    await stopping().wait()
    await send({"type": "http.response.body", "body": b"au revoir"})


with LARGE.open("ab") as file:
    file.truncate(SIZE)
for door in (whole, pieces, endless):
    doors.register_door(f"/essai-{door.__name__}/", door)
