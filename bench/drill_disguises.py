"""F3: what a file is, its content says; and whatever is kept, no browser runs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from bench.drill_ground import Scene
from bench.drill_wire import Sender, fault_of_gift, fault_of_refusal
from bench.hostile import DISGUISES, DOCUMENTS
from bench.tally import Tally
from tools import chromium

TYPES = {"pdf": "application/pdf", "gif": "image/gif", "png": "image/png", "txt": "text/plain"}
OPENED = ("script.pdf", "lance.pdf", "porte.pdf")  # of the documents, those that want to do something
AS_SCRIPT = """(address) => new Promise((done) => {
  const script = Object.assign(document.createElement("script"), { src: address });
  script.onload = () => done("ran"), script.onerror = () => done("");
  document.head.append(script);
})"""


def drills(scene: Scene) -> Iterator[Tally]:
    tally, kept = Tally("F3 disguises, by content"), dict[str, str]()
    for sender in (Sender(scene.attacker(person)) for person in ("agent", "handler")):
        for name, (make, is_refused) in DISGUISES.items():
            content = make()
            tally.attempt(
                lambda n=name, c=content, r=is_refused, s=sender: fault_of_disguise(s, n, c, kept, is_refused=r)
            )
    yield tally
    sender = Sender(scene.attacker("handler"))
    kept |= {name: sender.whole(name, DOCUMENTS[name]())[1] for name in OPENED}
    yield in_browser(
        Tally("F3 opened in Chromium"), scene, {name: address for name, address in kept.items() if address}
    )


def fault_of_disguise(sender: Sender, name: str, content: bytes, kept: dict[str, str], *, is_refused: bool) -> str:
    answer, address = sender.whole(name, content)
    if not address:
        fault = fault_of_refusal(answer)
    elif is_refused:
        fault = "taken"
    else:
        kept[name] = address
        given = sender.attacker.get(address)
        fault = fault_of_gift(given) or fault_of_type(name, given.header("content-type"))
    return f"{name}: {fault}" if fault else ""


def fault_of_type(name: str, told: str) -> str:
    wanted = TYPES[name.rpartition(".")[2]]
    return "" if told.startswith(wanted) else f"served as {told}, not {wanted}"


def in_browser(tally: Tally, scene: Scene, addresses: dict[str, str]) -> Tally:
    """Opened by its address, and called as a script by a page of the portal itself."""
    if chromium.find() is None:
        tally.note = "not run: no Chromium"
        return tally
    with browsing(scene, "handler") as page:
        said: list[str] = []
        page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
        for name, address in addresses.items():
            tally.attempt(lambda n=name, a=address: fault_of_opening(page, said, n, a))
            tally.attempt(lambda n=name, a=address: fault_of_calling(page, said, n, a))
    return tally


def fault_of_opening(page: Any, said: list[str], name: str, address: str) -> str:
    page.goto("/support/aide/")
    with page.expect_download(timeout=15_000) as download, suppress(Exception):
        page.goto(address)  # it raises: a download is no page
    download.value.cancel()
    page.wait_for_timeout(200)
    shown = page.url.rpartition("/fichier/")[1]
    return f"{name}: {said or shown}" if said or shown else ""


def fault_of_calling(page: Any, said: list[str], name: str, address: str) -> str:
    page.goto("/support/aide/")
    ran = page.evaluate(AS_SCRIPT, address)
    return f"{name}: {said or ran} as a script" if said or ran else ""


@contextmanager
def browsing(scene: Scene, person: str) -> Iterator[Any]:
    """A page of this person."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 (only where a browser is)

    base = f"http://127.0.0.1:{scene.place.port}"
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium.find(), args=list(chromium.ARGUMENTS))
        context = browser.new_context(base_url=base, locale="fr-FR", accept_downloads=True)
        session = scene.cast.people[person].session
        context.add_cookies([{"name": "session", "value": session, "url": base}])
        try:
            yield context.new_page()
        finally:
            browser.close()
