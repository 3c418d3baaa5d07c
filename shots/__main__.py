"""`bin/shots [--only NAME]`: serves the demonstration, visits it as each of its people, takes pictures."""

from __future__ import annotations

import argparse
import shutil
import signal
import sys
from types import FrameType
from typing import NoReturn

from playwright.sync_api import sync_playwright

from entregent.people.demonstration import ADDRESS
from shots import album, demonstration
from shots.camera import Camera
from shots.walk import Walk
from tools import chromium
from tools.steps import ROOT

FOLDER = ROOT / "var" / "shots"
LOG = FOLDER / "server.log"
STRANGER = "public"
PUBLIC = ("/", "/connexion/", "/mot-de-passe-oublie/", "/a-propos/", "/demo/courrier/")
OWN = ("/profil/", "/actualites/")


def main() -> None:
    signal.signal(signal.SIGTERM, end)
    only = chosen(sys.argv[1:])
    executable = chromium.find()
    if not executable:
        raise SystemExit("Chromium not found.")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with demonstration.served(LOG) as site, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=executable, args=list(chromium.ARGUMENTS))
        camera = Camera(browser, site)
        for name in [only] if only else [STRANGER, *offered(camera)]:
            shutil.rmtree(FOLDER / name, ignore_errors=True)
            visit(camera, name)
        browser.close()
    pictures = list(FOLDER.glob("*/*.png"))
    print(f"{len(pictures)} pictures: {album.write(FOLDER, pictures).relative_to(ROOT)}")
    if " ERROR " in LOG.read_text(encoding="utf-8"):
        print(f"The server met errors: {LOG.relative_to(ROOT)}")


def chosen(given: list[str]) -> str:
    """The name of whoever looks; nothing for everybody."""
    parser = argparse.ArgumentParser("bin/shots", description="Pictures of every page for each demo person.")
    words = f"what stands before the @ of a demo person's address, or {STRANGER}"
    parser.add_argument("--only", default="", metavar="NAME", help=words)
    return str(parser.parse_args(given).only)


def offered(camera: Camera) -> list[str]:
    """Names of those whom the sign-in page offers: what stands before the @ of their address."""
    with camera.page() as page:
        page.goto("/connexion/")
        values = page.eval_on_selector_all("button[name=email]", "buttons => buttons.map(button => button.value)")
    return [str(value).removesuffix(ADDRESS) for value in values]


def visit(camera: Camera, name: str) -> None:
    """The pages of one person, found first, then pictured."""
    with camera.page() as page:
        walk = Walk(camera.site)
        if name != STRANGER:
            page.goto("/connexion/")
            page.click(f'button[value="{name}{ADDRESS}"]')
            page.wait_for_url(lambda url: "/connexion/" not in url)
            walk.note(page.url)
        for path in PUBLIC if name == STRANGER else OWN:
            walk.note(f"{camera.site}{path}")
        found, session = walk.through(page), page.context.storage_state()
    camera.take(found, session, FOLDER / name)


def end(number: int, frame: FrameType | None) -> NoReturn:
    raise SystemExit(128 + number)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        raise SystemExit(130) from None
