"""What a telephone secretariat keeps: lines of subscribers, instructions, messages and how they were passed on."""

from entregent.spaces.secretariat.models.delivery import Delivery, DeliveryRule
from entregent.spaces.secretariat.models.instruction import Instruction, InstructionReading
from entregent.spaces.secretariat.models.line import KeepingRule, Line
from entregent.spaces.secretariat.models.message import Acknowledgement, Answer, Archiving, CallMessage

__all__ = [
    "Acknowledgement",
    "Answer",
    "Archiving",
    "CallMessage",
    "Delivery",
    "DeliveryRule",
    "Instruction",
    "InstructionReading",
    "KeepingRule",
    "Line",
]
