"""Small marks drawn everywhere: icons, statuses, people."""

from functools import lru_cache

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from entregent.files.verdicts import TABLE


def asset(name: str) -> str:
    """Address of a built file. An error page must appear even when the manifest has no such file."""
    try:
        return static(name)
    except ValueError:
        return f"/static/{name}"


@lru_cache(maxsize=256)
def _drawing(name: str) -> SafeString:
    return format_html('<use href="{}#{}"></use>', asset("icons.svg"), name)


def icon(name: str, label: str = "") -> SafeString:
    """An icon of the sprite (see front/icons.txt); with a label it is an image, without it is decoration."""
    if label:
        return format_html('<svg class="icon" role="img" aria-label="{}">{}</svg>', label, _drawing(name))
    return _decoration(name)


@lru_cache(maxsize=256)
def _decoration(name: str) -> SafeString:
    return format_html('<svg class="icon" aria-hidden="true">{}</svg>', _drawing(name))


def status(tone: str, name: str, word: str) -> SafeString:
    """A status badge; tone is neutral, info, done, attention or urgent."""
    return format_html('<span class="state tone-{}">{}{}</span>', tone, icon(name), word)


def verdict(key: str, released_at: object = None) -> SafeString:
    """What the antivirus said of a file, as a badge; of one for which somebody answers, that it is so."""
    told = TABLE[key]
    word = _("%(verdict)s, released") % {"verdict": told.label} if released_at else str(told.label)
    return status(told.tone, told.icon, word)


def person(name: str, hint: str = "") -> SafeString:
    """A person's initials and name; nothing at all for no name."""
    if not name:
        return SafeString("")
    face = format_html('<span class="face face-small" aria-hidden="true">{}</span>', initials(name))
    return format_html('<span class="chip">{}<span>{}{}</span></span>', face, name, small(hint))


def small(hint: str) -> SafeString:
    return format_html("<small>{}</small>", hint) if hint else SafeString("")


def initials(name: str) -> str:
    """« Camille Roux » → « CR »."""
    words = name.split()
    return "".join(word[0] for word in (words if len(words) < 2 else (words[0], words[-1]))).upper()


def quotation(text: str) -> str:
    """Lines of a mail in plain text, marked as those of somebody else."""
    return "\n".join(f"> {line}".rstrip() for line in text.splitlines())
