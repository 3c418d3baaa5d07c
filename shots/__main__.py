"""`bin/shots [--only NAME]`: serves the demonstration, visits it as each of its people, takes pictures."""

from __future__ import annotations

import argparse
import shutil
import signal
import sys
from types import FrameType
from typing import NoReturn

from playwright.sync_api import sync_playwright

from entregent.site.demo.people import ADDRESS, CAST
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
    people = chosen(sys.argv[1:])
    executable = chromium.find()
    if not executable:
        raise SystemExit("Chromium not found.")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with demonstration.served(LOG) as site, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=executable, args=list(chromium.ARGUMENTS))
        for name in people:
            shutil.rmtree(FOLDER / name, ignore_errors=True)
            visit(Camera(browser, site), name)
        browser.close()
    pictures = list(FOLDER.glob("*/*.png"))
    print(f"{len(pictures)} pictures: {album.write(FOLDER, pictures).relative_to(ROOT)}")
    if " ERROR " in LOG.read_text(encoding="utf-8"):
        print(f"The server met errors: {LOG.relative_to(ROOT)}")


def chosen(given: list[str]) -> list[str]:
    """Names of those who look: what stands before the @ of their address."""
    everyone = [STRANGER, *(known.email.removesuffix(ADDRESS) for group in CAST.values() for known in group)]
    parser = argparse.ArgumentParser("bin/shots", description="Pictures of every page for each demo person.")
    parser.add_argument("--only", choices=everyone, metavar="NAME", help=", ".join(everyone))
    only = parser.parse_args(given).only
    return [only] if only else everyone


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
