"""What the manual and its criteria ask for, where no other test says it: tests/manuals/README.md tells which."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse
from django.utils.formats import date_format

from entregent.audit.search import history_of
from entregent.core.clock import now
from entregent.jobs.models import Mail
from entregent.people import accounts
from entregent.people.models import Block, Membership, Party
from entregent.spaces.support.statuses import IN_PROGRESS, TO_HANDLE
from entregent.threads.models import Message
from tests.people.visit import prove

LIST = "/support/demandes/"
PARIS = ZoneInfo("Europe/Paris")


def subjects(scenery, person, **query):
    return {row.cells[2].text for row in scenery.client(person).get(LIST, query).context["list"].rows}


# 9. The list


@pytest.mark.parametrize("typed", ["{}", "n°{}", "n° {}", "DI {}", "di{}"])
def test_a_number_is_found_however_it_is_typed(scenery, typed):
    number = scenery.cast.requests["in_progress"].number
    assert subjects(scenery, "agent", q=typed.format(number)) == {"Sujet in_progress"}


@pytest.mark.parametrize("view", ["", "archives", "a-traiter"])
def test_another_establishment_is_not_found_by_its_exact_number(scenery, view):
    number = scenery.cast.requests["school"].number
    client = scenery.client("agent")
    assert client.get(LIST, {"q": str(number), "vue": view}).context["list"].total == 0
    assert client.get(f"{LIST}{number}/").status_code == 404


# 11. The history of messages


def test_three_hundred_messages_are_reached_by_their_anchors_in_few_queries(
    scenery, url, django_assert_max_num_queries
):
    request, member = scenery.cast.requests["in_progress"], scenery.cast.members["agent"]
    Message.objects.bulk_create(
        Message(thread=request.thread, dossier=request.dossier, author=member, text=f"Message {n}") for n in range(300)
    )
    client = scenery.client("collegue")
    client.get(url("in_progress"))
    with django_assert_max_num_queries(14):
        page = client.get(url("in_progress"))
    latest = Message.objects.unscoped("test").filter(thread=request.thread).latest("pk")
    assert f'id="m{latest.pk}"' in page.content.decode()
    assert "?avant=" in page.content.decode()


# 12. Who does not own it


def test_one_who_does_not_own_it_is_told_whose_it_is_and_offered_nothing(scenery, url):
    page = scenery.client("collegue").get(url("in_progress")).content.decode()
    assert "Nadia Ferrand" in page
    assert "<textarea" not in page.partition("<main")[2]
    for act in ("annulation/", "modification/", "proprietaire/", "reponses/"):
        assert url("in_progress", act) not in page


# 14. Cancelling


def test_a_request_is_cancelled_once_and_stays_readable(scenery, post, url):
    assert post("agent", url("to_handle", "annulation/"), reason="Réglé").status_code == 302
    assert post("agent", url("to_handle", "annulation/"), reason="Encore").status_code == 409
    assert post("agent", url("closed", "annulation/"), reason="Trop tard").status_code == 409
    assert subjects(scenery, "agent", vue="annulees") == {"Sujet to_handle", "Sujet cancelled"}
    page = scenery.client("agent").get(url("to_handle"))
    assert page.status_code == 200
    assert page.context["reply"] is None


@pytest.mark.parametrize(("name", "stood"), [("to_handle", TO_HANDLE), ("in_progress", IN_PROGRESS)])
def test_a_cancellation_is_taken_back_for_thirty_days_and_all_stands_as_before(scenery, post, url, name, stood):
    cancelled = now().replace(hour=9)
    with time_machine.travel(cancelled, tick=False):
        post("agent", url(name, "annulation/"), reason="Réglé")
        told = f"jusqu’au {date_format((cancelled + timedelta(days=30)).astimezone(PARIS), 'SHORT_DATE_FORMAT')}"
        assert told in scenery.client("agent").get(url(name)).content.decode()
    with time_machine.travel(cancelled + timedelta(days=30, minutes=-1), tick=False):
        assert post("agent", url(name, "retablissement/")).status_code == 302
        assert post("agent", url(name, "retablissement/")).status_code == 409
        found = scenery.cast.request(stood)
        assert (found.status, found.ended_at) == (stood, None)
        assert history_of("support.intervention", found.pk).last().particulars["reason"] == "Réglé"
        assert post("agent", url(name, "annulation/"), reason="Encore").status_code == 302
    with time_machine.travel(cancelled + timedelta(days=60), tick=False):
        assert post("agent", url(name, "retablissement/")).status_code == 409


def test_the_desk_is_told_that_a_request_goes_on(scenery, post, url):
    post("agent", url("in_progress", "annulation/"), reason="")
    post("agent", url("in_progress", "retablissement/"))
    assert "support.intervention.restored" in kinds_for("technicien")
    assert "a rétabli la demande" in scenery.client("technicien").get(url("in_progress")).content.decode()


# 12. Asking for what belongs to a colleague


def test_a_colleague_asks_the_administrators_once_a_day(scenery, post, url):
    assert "Demander la réaffectation" in scenery.client("collegue").get(url("in_progress")).content.decode()
    assert post("collegue", url("in_progress", "reaffectation/")).status_code == 302
    assert kinds_for("administrateur").count("support.intervention.wanted") == 1
    assert "support.intervention.wanted" not in [*kinds_for("agent"), *kinds_for("technicien")]
    assert post("collegue", url("in_progress", "reaffectation/")).status_code == 409
    assert post("referent", url("in_progress", "reaffectation/")).status_code == 302
    with time_machine.travel(now() + timedelta(days=1, minutes=1), tick=False):
        assert post("collegue", url("in_progress", "reaffectation/")).status_code == 302


def test_asking_for_it_changes_nothing_else(scenery, post, url):
    before = scenery.cast.request(IN_PROGRESS)
    post("collegue", url("in_progress", "reaffectation/"))
    after = scenery.cast.request(IN_PROGRESS)
    assert (after.owner_id, after.status, after.changed_at) == (before.owner_id, before.status, before.changed_at)


def kinds_for(person):
    return list(Mail.objects.filter(to_address=f"{person}@demo.example").values_list("kind", flat=True))


# 18. Collaborators


def blocked(scenery, post, person, by):
    """The status of the answer to « Bloquer le compte »."""
    return post(by, reverse("support:block", args=[scenery.cast.members[person].pk])).status_code


def test_the_last_administrator_is_not_blocked_nor_does_one_block_oneself(scenery, post):
    assert blocked(scenery, post, "administrateur", by="responsable") == 409
    assert blocked(scenery, post, "administrateur", by="administrateur") == 409
    assert blocked(scenery, post, "collegue", by="agent") == 403
    assert blocked(scenery, post, "autre", by="administrateur") == 404
    assert not Block.objects.unscoped("test").exists()


def test_whoever_is_blocked_is_out_at_their_next_page_and_their_words_stay_theirs(scenery, post, url):
    client = prove(scenery.client("agent"))
    assert client.get("/support/").status_code == 200
    assert blocked(scenery, post, "agent", by="administrateur") == 302
    answer = client.get("/support/")
    assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/connexion/")
    assert "Nadia Ferrand" in scenery.client("collegue").get(url("in_progress")).content.decode()
    assert scenery.cast.request("in_progress").owner is None
    member = Membership.objects.unscoped("test").get(pk=scenery.cast.members["agent"].pk)
    assert member.is_blocked
    assert accounts.by_email(scenery.cast.email("agent")) is not None


# 19. The establishment


@pytest.mark.parametrize(
    ("siret", "is_right"),
    [("73282932000075", False), ("123", False), ("356 000 000 00048", True), ("73282932000074", True)],
)
def test_a_siret_with_a_wrong_key_is_refused(scenery, post, siret, is_right):
    party = scenery.cast.parties["hospital"]
    sent = {"name": party.name, "siret": siret, "reference": party.reference, "city": "Valmorel"}
    answer = post("responsable", reverse("support:establishment-edit", args=[party.pk]), **sent)
    assert answer.status_code == (302 if is_right else 422)
    kept = Party.objects.unscoped("test").get(pk=party.pk).siret
    assert kept == ("".join(siret.split()) if is_right else "73282932000074")


def test_an_agent_finds_no_control_to_change_the_establishment_and_is_refused_by_its_door(scenery, post):
    page = scenery.client("agent").get("/support/etablissement/").content.decode()
    pk = scenery.cast.parties["hospital"].pk
    assert reverse("support:establishment-edit", args=[pk]) not in page
    assert post("agent", reverse("support:establishment-edit", args=[pk]), name="X").status_code == 404  # of the desk
    door = reverse("records:field-edit", args=["etablissements", pk, "phone"])
    assert door not in page
    assert post("agent", door, value="01").status_code == 403
    assert Party.objects.unscoped("test").get(pk=pk).phone == scenery.cast.parties["hospital"].phone


@pytest.mark.parametrize(("typed", "count"), [("conseil", 1), ("K-pay", 1), ("ORPAIE", 3), ("zzz", 0)])
def test_contracts_are_searched_by_their_product_and_numbers(scenery, typed, count):
    page = scenery.client("agent").get("/support/etablissement/contrats/", {"q": typed})
    assert page.context["list"].total == count
