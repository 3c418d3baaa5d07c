"""What a browser says of itself, in the two words that its owner knows it by."""

from collections.abc import Sequence

# The first that is found wins: most browsers also claim to be those that came before them.
BROWSERS = [
    ("Edg", "Edge"), ("OPR/", "Opera"), ("Opera", "Opera"), ("SamsungBrowser", "Samsung Internet"),
    ("Vivaldi", "Vivaldi"), ("FxiOS", "Firefox"), ("Firefox", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"),
    ("Chromium", "Chromium"), ("Safari", "Safari"),
]  # fmt: skip
SYSTEMS = [
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "ChromeOS"), ("Windows", "Windows"),
    ("Mac OS X", "macOS"), ("Macintosh", "macOS"), ("Linux", "Linux"),
]  # fmt: skip
LONGEST = 600


def browser_and_system(user_agent: str) -> tuple[str, str]:
    """Browser and system, such as "Firefox" and "Windows"; "" for what is not known."""
    said = user_agent[:LONGEST]
    return _first(BROWSERS, said), _first(SYSTEMS, said)


def _first(known: Sequence[tuple[str, str]], said: str) -> str:
    return next((name for sign, name in known if sign in said), "")
