"""F4: a name is a label for people; it leads nowhere, hides nothing and breaks no header."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from bench.attacker import Answer
from bench.drill_ground import Scene
from bench.drill_wire import REFUSALS, Sender, fault_of_gift
from bench.tally import Tally

MARK = "evade"  # in the names that want to lead somewhere: no path of the disk may bear it
MOST = 255  # bytes
TWINS = ("caf\u00e9.txt", "cafe\u0301.txt")
STARS = re.compile(r"^attachment; filename=\"([\x20-\x21\x23-\x7e]*)\"; filename\*=UTF-8''([A-Za-z0-9!#$&+.^_`|~%-]*)$")
UNSEEN = frozenset(("Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"))
DEVICE = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)\s*(\.|$)", re.IGNORECASE)
LINK = re.compile(r'href="(/fichier/([0-9a-f-]{36})/[^"]*)"')

NAMES = (
    f"../{MARK}.txt", f"../../../../tmp/{MARK}.txt", f"..\\{MARK}.txt", f"..\\..\\windows\\{MARK}.txt",
    f"/etc/{MARK}.txt", f"C:\\{MARK}.txt", f"\\\\serveur\\part\\{MARK}.txt", f"....//....//{MARK}.txt",
    f"..%2f..%2f{MARK}.txt", f"..%252f{MARK}.txt", f"..%c0%af{MARK}.txt", f"\uff0e\uff0e\uff0f{MARK}.txt",
    f"{MARK}\0.txt", f"{MARK}.exe\0.txt", f"\0{MARK}.txt", f"{MARK}.txt\0", f"{MARK}%00.txt",
    "CON.txt", "con.txt", "NUL.txt", "AUX .txt", "COM1.txt", "lpt9.txt", "CON", "PRN.a.txt",
    "a" * 251 + ".txt", "a" * 252 + ".txt", "é" * 126 + ".txt", "é" * 200 + ".txt", "\U0001f600" * 90 + ".txt",
    "a" * 2000 + ".txt", "x." + "t" * 300,
    "-rf.txt", "--help.txt", "-", "~.txt", "$(touch evade).txt", "`touch evade`.txt", "| touch evade.txt",
    "facture\u202etxt.exe", "\u202egnp.txt", "\u2066a\u2069.txt", "\u200ba\u200bb\u200b.txt", "\ufeffa.txt",
    "a\u00ad.txt",
    "a\nb.txt", "a\r\nX-Evil: 1.txt", "a\r\n\r\n<script>.txt", "a\tb.txt", "a\x0bb.txt", "a\x1bb.txt", "a\u2028b.txt",
    "a\u0085b.txt", "\x7f.txt",
    'a".txt', "a';.txt", 'a"; filename="b.html.txt', "a;b=c.txt", "a\\b.txt", "<img src=x onerror=alert(1)>.txt",
    "{{7*7}}.txt", "%s%n.txt", "a%0d%0aX-Evil: 1.txt",
    *TWINS, *TWINS, "", " ", ".", "..", "...", ".txt", " .txt", ". .txt", "a.txt ", "a.txt.", ".htaccess.txt",
    "\ud800.txt", "=cmd|'/c calc'!A0.txt",
)  # fmt: skip


def drills(scene: Scene) -> Iterator[Tally]:
    sender, labels = Sender(scene.attacker("agent")), list[str]()
    tally = Tally("F4 names, upload door")
    for name in NAMES:
        tally.attempt(lambda name=name: fault_of_sent(sender, name, labels))
    yield twins(tally, labels)
    tally, kept = Tally("F4 names, form without script"), list[str]()
    answers = f"/support/demandes/{scene.cast.request}/"
    for name in NAMES:
        tally.attempt(lambda name=name: fault_of_posted(sender, answers, name, kept))
    tally.note = f"{len(kept)} were kept"
    yield tally
    yield traces(Tally("F4 names on the disk"), scene.place.folder)


def fault_of_sent(sender: Sender, name: str, labels: list[str]) -> str:
    answer, address = sender.whole(name, f"Bonjour, {name!a}.".encode())
    if not address:
        return "" if answer.status in REFUSALS else f"{name!a}: {answer.status}"
    return judged(name, sender.attacker.get(address), labels)


def fault_of_posted(sender: Sender, page: str, name: str, kept: list[str]) -> str:
    """What the form took is looked for in its page: the file is the one that was not there before."""
    attacker, label = sender.attacker, name.encode(errors="ignore").decode()
    shown = attacker.get(page)
    before, keys = {key for _, key in LINK.findall(shown.text)}, attacker.keys(page)
    answer = attacker.send(
        f"{page}reponses/", {**keys, "text": f"Voici {name!a}."}, "fichiers_un", (label, b"Bonjour.")
    )
    if answer.status >= 500:
        return f"{name!a}: {answer.status}"
    fresh = [link for link, key in LINK.findall(attacker.get(page).text) if key not in before]
    return judged(name, attacker.get(fresh[0]), kept) if fresh else ""


def judged(name: str, given: Answer, labels: list[str]) -> str:
    fault = fault_of_gift(given) or fault_of_header(given.header("content-disposition"), labels)
    if given.said("x-evil"):
        fault = "a header of its own"
    return f"{name!a}: {fault}" if fault else ""


def fault_of_header(told: str, labels: list[str]) -> str:
    found = STARS.fullmatch(told)
    if found is None:
        return f"Content-Disposition: {told!a}"
    label = unquote(found[2], errors="strict")
    labels.append(label)
    return fault_of_label(label)


def fault_of_label(label: str) -> str:
    unseen = [sign for sign in label if unicodedata.category(sign) in UNSEEN]
    told = {
        "empty": not label.strip(), "a path": bool(re.search(r"[/\\]", label)), "hidden": label.startswith("."),
        "too long": len(label.encode()) > MOST, "a device": bool(DEVICE.match(label)), "unseen signs": bool(unseen),
        "not composed": label != unicodedata.normalize("NFC", label), "blank at its ends": label != label.strip(),
    }  # fmt: skip
    return next((f"label {label!a}: {fault}" for fault, is_so in told.items() if is_so), "")


def twins(tally: Tally, labels: list[str]) -> Tally:
    """Two ways to write one word are one name; a name that is there already is no obstacle."""
    found = labels.count(TWINS[0])
    tally.judge("" if found == 2 * len(TWINS) else f"{found} of {2 * len(TWINS)} twins bear one name")
    return tally


def traces(tally: Tally, folder: Path) -> Tally:
    """No path on the disk bears a sent name: not in the store, not beside it, not where the server stands."""
    tally.judge("" if any((folder / "files" / "objects").glob("*/*/*")) else "nothing was kept: nothing was tried")
    for place, pattern in ((folder, f"**/*{MARK}*"), (folder.parent, f"*{MARK}*"), (Path.cwd(), f"*{MARK}*")):
        found = next(iter(place.glob(pattern)), None)
        tally.judge(f"{found}" if found else "")
    return tally
