"""F5 in Chromium: five hundred files are chosen, some go, and « Tout annuler » is pressed."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from typing import Any

from bench.drill_batches import cleaned
from bench.drill_disguises import browsing
from bench.drill_ground import Scene
from bench.tally import Tally
from tools import chromium

FILES = 500
ARRIVED = 5  # before it is pressed
PATIENCE = 10.0  # seconds for the server to give up what the page gave up
LOOKS = 40  # at the bars, meanwhile
LOOK = """() => ({
  received: document.querySelectorAll(".reply-answer .upload-row[data-state=received]").length,
  rows: document.querySelectorAll(".reply-answer .upload-row").length,
  total: document.querySelector(".reply-answer .upload-total progress").value,
  left: Number((document.querySelector(".reply-answer [data-left]").textContent.match(/\\d+/) ?? ["0"])[0]),
})"""


def drills(scene: Scene) -> Iterator[Tally]:
    tally = Tally(f"F5 {FILES} in Chromium, all cancelled")
    if chromium.find() is None:
        tally.note = "not run: no Chromium"
        yield tally
        return
    before = files_of(scene)
    with browsing(scene, "agent") as page:
        queue(page, f"/support/demandes/{scene.cast.request}/")
        kept = watched(tally, page)
        received = cancelled(tally, page, kept)
        # The page is still there: what was under way when it was pressed is given up by it.
        tally.judge(fault_of_kept(lambda: files_of(scene) - before, received))
    yield tally
    yield cleaned(Tally("F5 nothing left after « Tout annuler »"), scene)


def files_of(scene: Scene) -> int:
    return int(str(scene.place.rows("SELECT COUNT(*) FROM files_file WHERE name LIKE 'lot-%'")[0][0]))


def queue(page: Any, address: str) -> None:
    """The page is told that a message takes as many: what is tried here is the queue."""

    def widened(route: Any) -> None:
        answer = route.fetch()
        route.fulfill(
            response=answer, body=re.sub(r'data-most-files="\d+"', f'data-most-files="{FILES}"', answer.text())
        )

    page.route(f"**{address}", widened)
    page.goto(address)
    files = [
        {"name": f"lot-{n:03}.txt", "mimeType": "text/plain", "buffer": f"Bonjour {n}.".encode()} for n in range(FILES)
    ]
    page.locator(".reply-answer input[type=file]").set_input_files(files)


def watched(tally: Tally, page: Any) -> int:
    """The bar never goes back nor is full before the end; the count of those left is that of those not received."""
    last, seen = 0, page.evaluate(LOOK)
    tally.judge("" if seen["rows"] == FILES else f"{seen['rows']} rows for {FILES} files")
    for _ in range(LOOKS):
        page.wait_for_timeout(250)
        seen = page.evaluate(LOOK)
        tally.judge(fault_of_bar(seen, last))
        last = seen["total"]
    page.wait_for_function(f"() => ({LOOK})().received >= {ARRIVED}")
    return int(page.evaluate(LOOK)["received"])


def fault_of_bar(seen: dict[str, int], last: int) -> str:
    if seen["total"] < last:
        return f"the bar went back from {last} to {seen['total']}"
    if seen["total"] >= 100 and seen["left"]:
        return f"the bar is full with {seen['left']} left"
    told = seen["left"] + seen["received"]
    return "" if told == seen["rows"] else f"{seen['left']} left and {seen['received']} received of {seen['rows']}"


def cancelled(tally: Tally, page: Any, kept: int) -> int:
    """Once it is too late to bring them back: until then, a file that had just arrived whole is there still."""
    page.locator(".reply-answer [data-clear]").click()
    page.locator(".reply-answer [data-undone]").wait_for(state="visible")
    page.locator(".reply-answer [data-undone]").wait_for(state="hidden")
    seen = page.evaluate(LOOK)
    tally.judge("" if seen["rows"] == seen["received"] >= kept else f"{seen} after everything was cancelled")
    hidden = page.locator(".reply-answer .upload-total").is_hidden()
    tally.judge("" if hidden else "a total is shown of nothing")
    return int(seen["received"])


def fault_of_kept(count: Callable[[], int], shown: int, patience: float = PATIENCE) -> str:
    """The server keeps as many files as the page shows, a moment later at most."""
    end = time.monotonic() + patience
    while (kept := count()) != shown and time.monotonic() < end:
        time.sleep(0.1)
    return "" if kept == shown else f"{kept} kept, {shown} shown"
