from entregent.spaces.crm.models.client import Client
from entregent.spaces.crm.models.note import Note
from entregent.spaces.crm.models.partner import Partner

__all__ = ["Client", "Note", "Partner"]
