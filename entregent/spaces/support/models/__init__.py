"""The nouns of this space."""

from entregent.spaces.support.models.closing import Cancellation, Closure, Evaluation, Rating, Refusal
from entregent.spaces.support.models.contract import Contract, Product, Service
from entregent.spaces.support.models.intervention import Intervention
from entregent.spaces.support.models.training import Training

__all__ = [
    "Cancellation",
    "Closure",
    "Contract",
    "Evaluation",
    "Intervention",
    "Product",
    "Rating",
    "Refusal",
    "Service",
    "Training",
]
