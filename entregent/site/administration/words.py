"""Events in the words of the screen, those of older versions too."""

from django.utils.functional import Promise

from entregent.audit.act import act_of, record_name

# Kinds of record by the names that older versions gave them: what was written then stays in the trail.
FORMER = {"lists.run": "runs.run"}


def record_words(record_type: str) -> str | Promise:
    return record_name(FORMER.get(record_type, record_type)) or record_type


def event_words(verb: str) -> str | Promise:
    """A verb of an older version, which nobody knows any more, shows its own name."""
    kind, _dot, name = verb.rpartition(".")
    act = act_of(f"{FORMER.get(kind, kind)}.{name}")
    return act.history if act else verb
