import pytest

from entregent.door import devices
from entregent.door.browser_names import browser_and_system

WINDOWS, MAC = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)", "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)"
CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36"


@pytest.mark.parametrize(
    ("said", "browser", "system"),
    [
        (f"{WINDOWS} {CHROME}", "Chrome", "Windows"),
        (f"{WINDOWS} {CHROME} Edg/130.0.0.0", "Edge", "Windows"),
        (f"{MAC} {CHROME} OPR/114.0", "Opera", "macOS"),
        (f"{WINDOWS} Gecko/20100101 Firefox/132.0", "Firefox", "Windows"),
        (f"{MAC} AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15", "Safari", "macOS"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari", "iPhone"),
        ("Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) CriOS/130.0 Safari/604.1", "Chrome", "iPad"),
        (f"Mozilla/5.0 (Linux; Android 15; Pixel 9) {CHROME}", "Chrome", "Android"),
        (f"Mozilla/5.0 (Linux; Android 15) SamsungBrowser/27.0 {CHROME}", "Samsung Internet", "Android"),
        (f"Mozilla/5.0 (X11; CrOS x86_64) {CHROME}", "Chrome", "ChromeOS"),
        ("curl/8.5.0", "", ""), ("", "", ""), ("x" * 700 + "Firefox", "", ""), ("<script>\0é", "", ""),
    ],
)  # fmt: skip
def test_browser_and_system_in_words(said, browser, system):
    assert browser_and_system(said) == (browser, system)


def test_a_device_without_words_is_named_all_the_same():
    assert devices.words("", "Windows") == "Windows"
    assert devices.words("Firefox", "") == "Firefox"
    assert devices.words("", "")
