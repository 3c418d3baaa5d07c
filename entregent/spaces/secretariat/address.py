"""Where this space lies, and what may be sent to its pages. Read by the settings, before any model is."""

from entregent.core.bridge.limits import MIB, Limits
from entregent.core.bridge.pool import FORMS

PATH = "secretariat/"
# Forms that take one file without a script (files/purposes.py), by the beginning of their address.
LIMITS = {"abonnes/": Limits(body=27 * MIB, lane=FORMS)}
