"""Two houses of support, their customers and one year."""

from __future__ import annotations

from datetime import timedelta

from entregent.core.clock import now
from entregent.notify.models import News
from entregent.people.demonstration import ADDRESS, Known
from entregent.people.models import House, Role
from entregent.people.teller import Teller
from entregent.people.viewer import Viewer
from entregent.spaces.support.demo import resources, staff
from entregent.spaces.support.demo.applications import apply
from entregent.spaces.support.demo.life import live
from entregent.spaces.support.demo.places import Desk, seat, settle
from entregent.spaces.support.demo.ties import tie

REASON = "telling the demonstration"
CAST = (
    Known("agent@demo.example", "Dépose des demandes et confirme leur clôture"),
    Known("administrateur@demo.example", "Réaffecte les demandes, invite et bloque les comptes de son établissement"),
    Known("referent@demo.example", "Référent technique du même établissement"),
    Known("autre-etablissement@demo.example", "Agent d’un autre établissement : ne voit que le sien"),
    Known("technicien@demo.example", "Prend en charge, répond, propose la clôture"),
    Known("responsable-support@demo.example", "Gère les établissements, les contrats, l’équipe et l’organisation"),
)


def tell(teller: Teller) -> None:
    sylvaro = found_house(teller, "Sylvaro Logiciels", "sylvaro", "Éditeur de logiciels publics", "Bellorme", "#0e5a6b")
    desk = staff_of(teller, sylvaro, staff.STAFF)
    publish(sylvaro)
    seat(desk)
    world = settle(desk, teller)
    resources.publish(world)
    live(world)
    tie(world)
    apply(desk)
    nef = found_house(teller, "Nef Conseil", "nef", "Conseil aux associations", "Rochebrune-le-Vieux", "#7a3e9d")
    neighbours(teller, nef)


def found_house(teller: Teller, name: str, slug: str, kind: str, city: str, accent: str) -> House:
    return teller.found(
        name, slug, kind_label=kind, city=city, accent=accent, spaces=["support"], phone="01 99 00 41 00",
        address="12, allée des Tilleuls", postal_code="99140", email=f"contact-{slug}{ADDRESS}",
        website=f"https://{slug}.demo.example/",
    )  # fmt: skip


def staff_of(teller: Teller, house: House, people: tuple[staff.Staff, ...]) -> Desk:
    roles = {role.key: role for role in Role.objects.unscoped(REASON).filter(house=house)}
    desk = Desk(house, roles, {})
    for one in people:
        names = {"title": one.title, "first_name": one.first_name, "last_name": one.last_name}
        member = teller.join(roles[one.role], f"{one.mailbox}{ADDRESS}", **names)
        desk.staff[one.mailbox] = Viewer.wearing(member)
    return desk


def publish(house: House) -> None:
    moment = now()
    News.objects.bulk_create(
        News(
            house=house, title=item.title, title_en=item.title_en, body=item.body, body_en=item.body_en,
            is_urgent=item.is_urgent, starts_at=moment - timedelta(days=item.days_ago),
            ends_at=moment + timedelta(days=item.ends_in_days) if item.ends_in_days else None,
        )
        for item in staff.NEWS
    )  # fmt: skip


def neighbours(teller: Teller, house: House) -> None:
    """A second house, where the person of two memberships also works: nothing of the first is seen there."""
    one = next(person for person in staff.STAFF if person.mailbox == "polyvalente")
    staff_of(teller, house, (one._replace(role="manager"),))
