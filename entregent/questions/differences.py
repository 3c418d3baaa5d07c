"""What changed from one version of a form to another, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entregent.questions.choices import lines
from entregent.questions.question import Question

# What is said of a change of these, all together.
PARTS: tuple[tuple[tuple[str, ...], Promise], ...] = (
    (("help",), gettext_lazy("“%(label)s”: its help text changed.")),
    (("heading",), gettext_lazy("“%(label)s”: its heading changed.")),
    (("least", "most", "unit", "endings", "megabytes"), gettext_lazy("“%(label)s”: its limits changed.")),
    (("asked_if", "asked_value"), gettext_lazy("“%(label)s” is asked in other cases.")),
    (("label_en", "help_en", "heading_en", "choices_en"), gettext_lazy("“%(label)s”: its English words changed.")),
)


class Asking(Protocol):
    @property
    def asked(self) -> list[Question]: ...


def differences(old: Asking | None, new: Asking) -> list[str]:
    """Nothing when they ask the same. Of no version at all, everything is new."""
    before = {question.key: question for question in old.asked} if old else {}
    after = {question.key: question for question in new.asked}
    told = [_("“%(label)s” is new.") % {"label": one.words} for key, one in after.items() if key not in before]
    told += [
        _("“%(label)s” is no longer asked.") % {"label": one.words} for key, one in before.items() if key not in after
    ]
    both = [key for key in before if key in after]
    told += [said for key in both for said in _changes(before[key], after[key])]
    if both != [key for key in after if key in before]:
        told.append(_("The order of the questions changed."))
    return told


def _changes(old: Question, new: Question) -> Iterator[str]:
    if old.label != new.label:
        yield _("“%(old)s” is now worded “%(label)s”.") % {"old": old.label, "label": new.label}
    if old.is_required != new.is_required:
        words = _("“%(label)s” is now required.") if new.is_required else _("“%(label)s” is now optional.")
        yield words % {"label": new.words}
    yield from _choices(old, new)
    for names, said in PARTS:
        if any(getattr(old, name) != getattr(new, name) for name in names):
            yield str(said) % {"label": new.words}


def _choices(old: Question, new: Question) -> Iterator[str]:
    before, after = lines(old.choices), lines(new.choices)
    added, gone = ([one for one in some if one not in others] for some, others in ((after, before), (before, after)))
    if added:
        yield _("“%(label)s” also offers: %(choices)s.") % {"label": new.words, "choices": ", ".join(added)}
    if gone:
        yield _("“%(label)s” no longer offers: %(choices)s.") % {"label": new.words, "choices": ", ".join(gone)}
    if old.choices != new.choices and not added and not gone:
        yield _("“%(label)s”: its choices are arranged otherwise.") % {"label": new.words}
