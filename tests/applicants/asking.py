"""Somebody who asks the vendor for an account."""

from uuid import uuid4

from entregent.applicants.models import NEW, Application
from entregent.people.viewer import Viewer
from tests.cast import Cast

WORDS = {
    "last_name": "Aubry", "first_name": "Solène", "phone": "01 99 00 47 12", "email": "solene.aubry@demo.example",
    "party_name": "Centre hospitalier de Valmorel",
}  # fmt: skip


def apply(cast: Cast, house: str = "vendor", **changed: str) -> Application:
    asked = Application(
        house=cast.houses[house], space="support", form_key=uuid4(), **{"kind": NEW, **WORDS, **changed}
    )
    asked.file(by=Viewer.public())
    return asked
