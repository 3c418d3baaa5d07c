import asyncio

from bench import __main__ as command
from bench import doors, report


def test_connections_that_say_little_are_held_and_counted():
    async def ask():
        heard = []

        async def listen(reader, writer):
            heard.append(await reader.readuntil(b"Content-Length: 200000\r\n"))
            await reader.read()
            writer.close()

        server = await asyncio.start_server(listen, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        async with server, doors.opened(port, doors.uploads(3, port)) as held:
            return held(), heard

    held, heard = asyncio.run(ask())
    assert held == "3 held"
    assert [b"10.9.0.%d\r\n" % place in head for place, head in enumerate(heard)] == [True] * 3


def test_what_was_missed_is_told():
    run = report.Run(
        "SQLite 3", 10, 1.0, doors=[report.Door("calm", 1, 2, 1), report.Door("x", 1, 9, 4.5, "< 2×", False)]
    )
    assert "MISSED" in run.told().splitlines()[-1]
    assert "start to first page" not in run.told()


def test_the_drills_are_asked_for_by_name():
    assert command.arguments(["--doors"]).doors
