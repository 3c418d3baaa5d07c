"""Pages of the secretariat as its people read them."""

import re

AGENDA = "/secretariat/agenda/"


def read(cast, person="medecin", url=AGENDA):
    page = cast.client(person).get(url)
    assert page.status_code == 200
    return page.content.decode()


def day_url(start, agenda):
    return f"{AGENDA}?jour={start.astimezone(agenda.clock).date()}"


def cell(page, agenda, start):
    """Class and markup of the cell of the table that begins there."""
    key = f"c-{agenda.pk}-{int(start.timestamp()) // 60}"
    found = re.search(rf'<td class="([^"]*)" id="{key}".*?</td>', page, re.DOTALL)
    return (found[1], found[0]) if found else ("", "")
