from entregent.spaces.extranet.models.answer import Answer
from entregent.spaces.extranet.models.cabinet import Cabinet
from entregent.spaces.extranet.models.change import ChangeRequest
from entregent.spaces.extranet.models.letter import Campaign, Letter, LetterType
from entregent.spaces.extranet.models.member import Member

__all__ = ["Answer", "Cabinet", "Campaign", "ChangeRequest", "Letter", "LetterType", "Member"]
