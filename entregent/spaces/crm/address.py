"""Where this space lies, and what may be sent to its pages. Read by the settings, before any model is."""

from entregent.core.bridge.limits import Limits

PATH = "crm/"
LIMITS: dict[str, Limits] = {}
