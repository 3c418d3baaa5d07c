from entregent.core.bridge.limits import MIB, Limits

PATH = "essai/"
LIMITS = {"notes/": Limits(body=3 * MIB)}
