from entregent.spaces.depot.models.client_group import ClientGroup, Grouping, groupings_met
from entregent.spaces.depot.models.deposit import Alert, Deposit
from entregent.spaces.depot.models.destination import Category, Destination
from entregent.spaces.depot.models.handler import Absence, Handler
from entregent.spaces.depot.models.paper import Paper
from entregent.spaces.depot.models.paper_text import PaperText

__all__ = [
    "Absence", "Alert", "Category", "ClientGroup", "Deposit", "Destination", "Grouping", "Handler", "Paper",
    "PaperText", "groupings_met",
]  # fmt: skip
