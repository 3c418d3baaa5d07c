"""Tells the demonstration: two houses, their customers, one year, written by the product's own verbs."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import override

from entregent.core.clock import now
from entregent.notify.models import News
from entregent.people import accounts
from entregent.people.models import House, Membership, Page, Role
from entregent.people.viewer import Viewer
from entregent.site import installation
from entregent.site.demo import pages, resources
from entregent.site.demo.applications import apply
from entregent.site.demo.bells import hear_bells
from entregent.site.demo.life import live
from entregent.site.demo.people import ADDRESS, PASSWORD
from entregent.site.demo.places import Desk, seat, settle
from entregent.site.demo.ties import tie

REASON = "telling the demonstration"


def is_told() -> bool:
    return accounts.any_ending_with(ADDRESS)


@transaction.atomic
def tell() -> None:
    """Everything or nothing: a first run that is cut short begins again."""
    encoded = make_password(PASSWORD)
    with override("fr"):
        found_platform(encoded)
        sylvaro = found_house("Sylvaro Logiciels", "sylvaro", "Éditeur de logiciels publics", "Bellorme", "#0e5a6b")
        desk = staff_of(sylvaro, pages.STAFF, encoded)
        publish(sylvaro)
        seat(desk)
        world = settle(desk, encoded)
        resources.publish(world)
        live(world)
        tie(world)
        apply(desk)
        hear_bells()
        nef = found_house("Nef Conseil", "nef", "Conseil aux associations", "Rochebrune-le-Vieux", "#7a3e9d")
        neighbours(nef, encoded)


def found_platform(encoded: str) -> None:
    house = installation.platform("Entregent")
    admin = accounts.keep(f"admin{ADDRESS}", encoded)
    installation.add_administrator(house, admin.pk, "Ambre", "Delcourt")
    Page.objects.bulk_create(Page(house=house, **page._asdict()) for page in pages.LEGAL)


def found_house(name: str, slug: str, kind: str, city: str, accent: str) -> House:
    house = House(
        name=name, slug=slug, kind_label=kind, city=city, accent=accent, spaces=["support"], phone="01 99 00 41 00",
        address="12, allée des Tilleuls", postal_code="99140", email=f"contact-{slug}{ADDRESS}",
        website=f"https://{slug}.demo.example/",
    )  # fmt: skip
    house.save(force_insert=True)
    installation.open_spaces(house)
    return house


def staff_of(house: House, people: tuple[pages.Staff, ...], encoded: str) -> Desk:
    roles = {role.key: role for role in Role.objects.unscoped(REASON).filter(house=house)}
    members = {one.mailbox: join(house, roles[one.role], one, encoded) for one in people}
    return Desk(house, roles, {mailbox: Viewer.wearing(member) for mailbox, member in members.items()})


def join(house: House, role: Role, one: pages.Staff, encoded: str) -> Membership:
    email = f"{one.mailbox}{ADDRESS}"
    user = accounts.by_email(email) or accounts.keep(email, encoded)
    return Membership.admit(role, user=user, title=one.title, first_name=one.first_name, last_name=one.last_name)


def publish(house: House) -> None:
    moment = now()
    News.objects.bulk_create(
        News(
            house=house, title=item.title, title_en=item.title_en, body=item.body, body_en=item.body_en,
            is_urgent=item.is_urgent, starts_at=moment - timedelta(days=item.days_ago),
            ends_at=moment + timedelta(days=item.ends_in_days) if item.ends_in_days else None,
        )
        for item in pages.NEWS
    )  # fmt: skip


def neighbours(house: House, encoded: str) -> None:
    """A second house, where the person of two memberships also works: nothing of the first is seen there."""
    one = next(person for person in pages.STAFF if person.mailbox == "polyvalente")
    staff_of(house, (one._replace(role="manager"),), encoded)
