"""Who works in the invented firm, and whom it looks after."""

from __future__ import annotations

from typing import Final, NamedTuple

from entregent.people.demonstration import Known


class Staff(NamedTuple):
    role: str
    mailbox: str
    title: str
    first_name: str
    last_name: str


class Client(NamedTuple):
    """people: mailbox, title, first and last name. handlers: by destination, mailboxes of the firm."""

    key: str
    name: str
    siret: str
    reference: str
    address: str
    city: str
    people: tuple[tuple[str, str, str, str], ...]
    handlers: dict[str, str]


CAST: Final = (
    Known("client@demo.example", "Boulangère : dépose ses factures et lit les documents du cabinet"),
    Known("autre-client@demo.example", "Garagiste, client du même cabinet : ne voit que ses documents"),
    Known("comptable@demo.example", "Prend les documents en charge, les classe, publie"),
    Known("conseiller@demo.example", "Conseille, reçoit ce qui va à « Conseil »"),
    Known("responsable-documents@demo.example", "Dirige le cabinet : clients, destinations, remplacements"),
)
STAFF: Final = (
    Staff("partner", "responsable-documents", "mme", "Odile", "Marchenoir"),
    Staff("accountant", "comptable", "mme", "Jeanny", "Jorquera"),
    Staff("adviser", "conseiller", "m", "Aurèle", "Tissandre"),
    Staff("accountant", "lise.vauquelin", "mme", "Lise", "Vauquelin"),
)
CLIENTS: Final = (
    Client(
        "bakery", "Boulangerie Fournil d’Aubrelle", "41228876300029", "C-1204", "3, place du Marché-aux-Grains",
        "Aubrelle", (("client", "mme", "Perrine", "Fauvelais"), ("perrin.fauvelais", "m", "Perrin", "Fauvelais")),
        {"Comptable": "comptable", "Conseil": "conseiller"},
    ),
    Client(
        "garage", "Garage Testard et fille", "50817263200020", "C-1187", "14, route de Vaucelles", "Montroc-sur-Lède",
        (("autre-client", "mme", "Hélène", "Testard"),), {"Comptable": "lise.vauquelin", "Conseil": "conseiller"},
    ),
    Client(
        "joinery", "Menuiserie Brindel", "38114509300021", "C-0962", "Zone artisanale des Ormes", "Lède",
        (("menuisier", "m", "Armand", "Brindel"),), {"Comptable": "comptable"},
    ),
)  # fmt: skip
