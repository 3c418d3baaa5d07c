"""The key in each form: who was shown it, as which membership, and when. It says who typed what comes back."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.http import HttpRequest

from entregent.people.viewer import Viewer

FIELD = "submission"
LIFE = timedelta(hours=48)
STRANGER = 0


@dataclass(frozen=True)
class Key:
    form: UUID
    user_id: int
    membership_id: int
    too_old: bool = False

    def is_of(self, viewer: Viewer) -> bool:
        return self.user_id == (viewer.user_id or STRANGER)

    def is_elsewhere(self, viewer: Viewer) -> bool:
        """Theirs, from a page opened as another of their memberships: in another tab they have switched since."""
        return viewer.is_signed_in and self.is_of(viewer) and self.membership_id != viewer.membership_id


def new_key(viewer: Viewer) -> str:
    """The value of the hidden field `submission`."""
    return _signer().sign(f"{uuid4().hex}.{viewer.user_id or STRANGER}.{viewer.membership_id or STRANGER}")


def key_of(request: HttpRequest) -> Key | None:
    """The key that came with a form; None when it is missing or forged."""
    given = request.POST.get(FIELD, "")
    try:
        return _parse(_signer().unsign(given, max_age=LIFE))
    except SignatureExpired:
        return _parse(_signer().unsign(given), too_old=True)
    except (BadSignature, ValueError):  # or made by an older version
        return None


def _signer() -> TimestampSigner:
    return TimestampSigner(salt="entregent.people.form_keys")


def _parse(text: str, *, too_old: bool = False) -> Key:
    form, user_id, membership_id = text.split(".")
    return Key(UUID(form), int(user_id), int(membership_id), too_old)
