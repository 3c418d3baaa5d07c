"""The chain from the customer's hand to the firm's safe, through the pages."""

import re

import pytest
from django.urls import reverse

from entregent.people.submissions import new_key
from entregent.spaces.depot.models import Paper


def post(firm, name, url, **typed):
    return firm.client(name).post(url, {"submission": new_key(firm.viewer(name)), **typed})


PAGES = {
    "client": ["home", "help", "published", "papers", "transfer", "deposits", "twins"],
    "associee": ["home", "help", "published", "arrivals", "safe", "deposits", "clients", "client-new", "order",
                 "groups", "group-new", "folder-new", "publication-new", "destination-new", "category-new",
                 "absence-new"],
}  # fmt: skip


@pytest.mark.parametrize(("person", "name"), [(person, name) for person, names in PAGES.items() for name in names])
def test_each_page_opens(firm, person, name):
    firm.hand_in("client", "a.txt", "b.txt")
    page = firm.client(person).get(reverse(f"depot:{name}"), follow=True)
    assert page.status_code == 200


def test_the_chain(firm):
    files = [firm.sent("client", name).uuid for name in ("facture.pdf", "facture.pdf")]
    page = post(firm, "client", reverse("depot:transfer"), destination=firm.destinations["Comptable"].pk,
                alerts=[firm.members["conseiller"].pk], fichiers=files)  # fmt: skip
    assert page.status_code == 302, page.content.decode()
    receipt = firm.client("client").get(page.url).content.decode()
    assert receipt.count("facture.pdf") == 2
    assert firm.client("client").get(f"{page.url}accuse/").content.startswith(b"%PDF")
    first, second = Paper.objects.unscoped("test").order_by("pk")
    assert first.name == second.name
    assert "Boulangerie" in firm.client("comptable").get(reverse("depot:arrivals")).content.decode()
    opened = firm.client("comptable").get(first.get_absolute_url())
    assert opened.status_code == 200
    taken = post(firm, "comptable", reverse("depot:charge", args=[first.pk]), year=2026, category=firm.category.pk)
    assert taken.status_code == 302, taken.content.decode()
    seen = firm.client("client").get(first.get_absolute_url()).content.decode()
    assert re.search("Jeanny Jorquera", seen)
    assert post(firm, "client", reverse("depot:deletion", args=[first.pk])).status_code == 409
    assert post(firm, "client", reverse("depot:deletion", args=[second.pk])).status_code == 302
    late = post(firm, "conseiller", reverse("depot:charge", args=[first.pk]), year=2026, category=firm.category.pk)
    assert late.status_code == 409
    assert "Jeanny Jorquera" in late.content.decode()
