# ruff: noqa: E402
"""Run by test_declared.py in a process of its own: the product with one space more, walked by the two people of it."""

from __future__ import annotations

import os
import sys

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.declared.settings"

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.test.utils import setup_test_environment

from entregent.people import accounts
from entregent.people.memberships import viewer_of
from entregent.people.submissions import new_key
from entregent.people.teller import Teller
from entregent.site import installation
from entregent.spaces.trial import demo
from entregent.spaces.trial.models import Note


def main() -> None:
    setup_test_environment()
    call_command("migrate", verbosity=0, run_syncdb=True)
    demo.tell(Teller("!", installation.open_spaces))
    walk(sign_in("redacteur"), sign_in("lectrice"))
    print("WALKED")


def sign_in(name: str) -> Client:
    client = Client()
    client.force_login(accounts.by_email(f"{name}@demo.example"))
    return client


def walk(writer: Client, reader: Client) -> None:
    rows = Note.objects.unscoped("test").order_by("pk")
    mine, other = rows
    page = writer.get("/", follow=True).content.decode()
    assert "Note Mine" in page
    assert "Note Autre" in page
    assert "/essai/aide/" in page, "the menu"
    assert "/essai/notes/nouvelle/" in page, "what « + » offers"
    assert "Demandes de compte" not in page, "a word of support"
    assert "Tableau de bord" not in page, "a word of support"
    assert "Note Autre" not in reader.get("/essai/").content.decode(), "another customer's"
    assert reader.get(f"/essai/notes/{other.pk}/").status_code == 404
    assert reader.get("/essai/notes/nouvelle/").status_code == 403
    assert writer.get("/essai/aide/").status_code == 200
    assert writer.get("/support/").status_code == 404, "the wall"
    assert "wrote a note" in writer.get(f"/essai/notes/{mine.pk}/").content.decode(), "its history, in words"
    assert "Note Autre" in writer.get("/recherche/?q=note+autre").content.decode(), "the search"
    assert key_of(writer, f"/essai/notes/{mine.pk}/faite/").status_code == 302
    assert key_of(writer, f"/essai/notes/{mine.pk}/faite/").status_code == 409, "too late"
    assert key_of(reader, f"/essai/notes/{mine.pk}/faite/").status_code == 409, "not theirs"
    made = key_of(writer, "/essai/notes/nouvelle/", dossier=mine.dossier_id, text="Une autre")
    assert made.status_code == 302
    assert "/essai/notes/" in settings.BRIDGE_LIMITS


def key_of(client: Client, url: str, **typed: object):
    user = int(client.session["_auth_user_id"])
    return client.post(url, {"submission": new_key(viewer_of(user, client.session)), **typed})


if __name__ == "__main__":
    sys.exit(main())
