"""The nouns of this space."""

from entregent.spaces.support.models.closing import Cancellation, Closure, Evaluation, Lapse, Rating, Refusal
from entregent.spaces.support.models.contract import Contract, EndAlert, Product
from entregent.spaces.support.models.intervention import Intervention
from entregent.spaces.support.models.rules import Rules
from entregent.spaces.support.models.service import DeskMember, Service
from entregent.spaces.support.models.standard import StandardMessage
from entregent.spaces.support.models.training import Training

__all__ = [
    "Cancellation",
    "Closure",
    "Contract",
    "DeskMember",
    "EndAlert",
    "Evaluation",
    "Intervention",
    "Lapse",
    "Product",
    "Rating",
    "Refusal",
    "Rules",
    "Service",
    "StandardMessage",
    "Training",
]
