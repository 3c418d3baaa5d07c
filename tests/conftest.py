"""What every test may ask for: a browser on a live server, accessibility, a watch over repeated queries."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import zeal
from django.db import connection
from django.utils import timezone, translation
from playwright.sync_api import Browser, ConsoleMessage, Page, Route, sync_playwright

import entregent
from entregent.audit import recording
from entregent.audit.act import act_of
from entregent.jobs import outbox
from entregent.notify import banner
from tools import chromium, machine

pytest_plugins = ["tests.house.reach", "tests.stage", "tests.tables"]
AXE = Path(__file__).parents[1] / "node_modules" / "axe-core" / "axe.min.js"
ROOMS = {path.name for path in Path(entregent.__path__[0]).iterdir() if path.is_dir()} | {"support"}
KEY = re.compile(r"https?://\S*[/=][\w:~-]{20,}")  # a long word in an address
TABLES = {"db", "transactional_db", "live_server"}
LATE = pytest.mark.flaky(reruns=1, only_rerun=["TimeoutError"])  # a busy machine; the run says how often
DRAWN = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"  # what moves has begun
AT_REST = "() => !document.getAnimations().some((work) => work instanceof CSSTransition)"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What touches no table is tried once, on SQLite, as pages are. Browser tests come last: see `browser`."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
            item.add_marker(LATE)
    lacking = machine.left_out()
    leave_out(config, items, lambda item: any(map(item.get_closest_marker, lacking)))
    if connection.vendor == "postgresql":
        leave_out(config, items, lambda item: item.get_closest_marker("browser") or not touches_tables(item))
        leave_out(config, items, lambda item: "house" in item.path.parts)
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


def touches_tables(item: pytest.Item) -> bool:
    """Whether a test asks for the database, or starts processes that open it."""
    asks = not TABLES.isdisjoint(getattr(item, "fixturenames", ()))
    return asks or any(map(item.get_closest_marker, ("django_db", "drill")))


def leave_out(config: pytest.Config, items: list[pytest.Item], is_out: Callable[[pytest.Item], object]) -> None:
    out = {item: None for item in items if is_out(item)}  # in their order
    config.hook.pytest_deselected(items=list(out))
    items[:] = [item for item in items if item not in out]


@pytest.fixture(autouse=True)
def no_news_of_another_test() -> None:
    """What is undone at the end of a test is not told to the process; nor does its language, or its clock, go on."""
    banner.forget_news()
    translation.deactivate()
    timezone.deactivate()


@pytest.fixture(autouse=True)
def every_act_is_declared(monkeypatch: pytest.MonkeyPatch) -> None:
    """A verb of the product that no Act declares fails the test that writes it; those that tests make up pass."""

    def declared(event: Any, record: Any) -> None:
        if record.__module__.startswith("entregent."):
            made_up = event.verb.endswith(".whispered") or event.verb.partition(".")[0] not in ROOMS
            assert act_of(event.verb) or made_up, event.verb

    monkeypatch.setattr(recording, "_subscribers", [*recording._subscribers, ("", declared)])


@pytest.fixture(autouse=True)
def every_key_is_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A mail whose link opens a door by itself says so: its words then go once it is sent."""
    post = outbox.post

    def checked(**mail: Any) -> Any:
        assert mail.get("holds_key") or not KEY.search(mail["text"]), mail["kind"]
        return post(**mail)

    monkeypatch.setattr(outbox, "post", checked)


@pytest.fixture
def watched() -> Iterator[None]:
    """Repeated queries raise here too, as they do inside every request."""
    with zeal.zeal_context():
        yield


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright, pytest.MonkeyPatch.context() as patch:
        # Playwright keeps a loop running in this thread, for which Django refuses its database.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield playwright.chromium.launch(executable_path=chromium.find(), args=list(chromium.ARGUMENTS))


@pytest.fixture
def page_faults() -> Iterator[list[str]]:
    """What the page did wrong: calls to elsewhere, complaints in its console. Any left at the end fails the test."""
    faults: list[str] = []
    yield faults
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)


@pytest.fixture
def page(browser: Browser, live_server: Any, page_faults: list[str]) -> Iterator[Page]:
    """An empty page of the live server, in French, in a browser context of its own."""

    def stay(route: Route) -> None:
        if route.request.url.startswith((live_server.url, "data:", "blob:")):
            route.continue_()
        else:
            page_faults.append(f"called {route.request.url}")
            route.abort()

    def listen(message: ConsoleMessage) -> None:
        # A refusal that a test provokes is no fault of the page.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            page_faults.append(message.text)

    context = browser.new_context(base_url=live_server.url, locale="fr-FR", timezone_id="Europe/Paris")
    context.set_default_timeout(10_000)
    context.route("**/*", stay)
    page = context.new_page()
    page.on("console", listen)
    page.on("pageerror", lambda error: page_faults.append(str(error)))
    yield page
    context.close()


@pytest.fixture
def axe() -> Callable[..., None]:
    """A check of the page as it stands: fails with each rule of accessibility broken, and where.

    With `rules`, only these: the structure of a page is the same in both themes.
    """

    def check(page: Page, rules: list[str] | None = None) -> None:
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE.read_text(encoding="utf-8"))
        page.evaluate(DRAWN)
        page.wait_for_function(AT_REST)  # a colour read on its way from one theme to the other is no colour of ours
        options = {"runOnly": rules} if rules else {}
        found = page.evaluate("async (options) => (await axe.run(options)).violations", options)
        if found:
            pytest.fail("\n".join(line for violation in found for line in told(violation)), pytrace=False)

    return check


def told(violation: dict[str, Any]) -> Iterator[str]:
    yield f"{violation['id']} ({violation['impact']}): {violation['help']}"
    yield from (f"    {' '.join(map(str, node['target']))}: {node['html'][:200]}" for node in violation["nodes"])
