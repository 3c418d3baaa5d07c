from entregent.spaces.extranet.models.answer import Answer
from entregent.spaces.extranet.models.cabinet import Cabinet
from entregent.spaces.extranet.models.change import ChangeRequest
from entregent.spaces.extranet.models.correspondence import ContactAddress, Correspondence
from entregent.spaces.extranet.models.letter import Campaign, Letter, LetterType
from entregent.spaces.extranet.models.list_update import ListUpdate
from entregent.spaces.extranet.models.member import Member
from entregent.spaces.extranet.models.training import Registration, Training

__all__ = [
    "Answer", "Cabinet", "Campaign", "ChangeRequest", "ContactAddress", "Correspondence", "Letter", "LetterType",
    "ListUpdate", "Member", "Registration", "Training",
]  # fmt: skip
