"""Application: what a stranger asks; Attempt: what they had asked before; Decision: who answered, when and how."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entregent import audit
from entregent.applicants import states
from entregent.applicants.phone import digits_of
from entregent.core.clock import now
from entregent.core.folding import fold
from entregent.core.logins import LoginAddress
from entregent.core.person_names import check_person_name
from entregent.door import invitations
from entregent.people.errors import Refused
from entregent.people.models import House, Invitation, Membership, Party, Role
from entregent.people.models.membership import LONGEST_KEY as LONGEST_NAME_KEY
from entregent.people.models.party import LONGEST_KEY as LONGEST_PLACE_KEY
from entregent.people.rights import MANAGE_PEOPLE
from entregent.people.sight import OfHouse
from entregent.people.viewer import Viewer

NEW, UPDATE = "new", "update"
KINDS = [
    (NEW, gettext_lazy("I have no account yet")),
    (UPDATE, gettext_lazy("I have an account: my information has changed")),
]
ASKED = {NEW: gettext_lazy("New account"), UPDATE: gettext_lazy("Update of an account")}
WORDS = ("last_name", "first_name", "phone", "email", "party_name")
ASKED_AGAIN = gettext_lazy("The same address sent the request again meanwhile: read its new words, then decide.")
COMPARED = ("last_name", "first_name", "phone")  # what an update may bring into a membership


class Application(OfHouse):
    """« Demande ou mise à jour de compte ». What it says is anybody's word, until the staff has checked it."""

    space_field = "space"

    house = models.ForeignKey(House, models.CASCADE, related_name="+")
    space = models.CharField(max_length=20)
    kind = models.CharField(gettext_lazy("Your request"), max_length=6, choices=KINDS, default=NEW)
    last_name = models.CharField(gettext_lazy("Last name"), max_length=80, validators=[check_person_name])
    first_name = models.CharField(gettext_lazy("First name"), max_length=80, validators=[check_person_name])
    phone = models.CharField(gettext_lazy("Phone"), max_length=30)
    email: models.EmailField[str, str] = LoginAddress(gettext_lazy("E-mail"))
    party_name = models.CharField(gettext_lazy("Legal name"), max_length=120)
    name = models.CharField(max_length=161, editable=False)
    name_key = models.CharField(max_length=LONGEST_NAME_KEY, editable=False)
    party_key = models.CharField(max_length=LONGEST_PLACE_KEY, editable=False)
    phone_key = models.CharField(max_length=30, editable=False)
    language = models.CharField(max_length=2, default="fr", editable=False)
    form_key = models.UUIDField(unique=True, editable=False)  # of the form that was sent: it counts once
    state = models.CharField(max_length=8, choices=states.CHOICES, default=states.WAITING, editable=False)
    created_at = models.DateTimeField(default=now, editable=False)
    asked_at = models.DateTimeField(null=True, editable=False)  # the last time that it was sent, if there were several

    class Meta:
        indexes = [
            models.Index(fields=["house", "state", "-id"], name="application_queue"),
            models.Index(fields=["house", "email"], name="application_of_mailbox"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = f"{self.first_name} {self.last_name}".strip()
        self.name_key = fold(self.last_name, self.first_name)[:LONGEST_NAME_KEY]
        self.party_key = fold(self.party_name)[:LONGEST_PLACE_KEY]
        self.phone_key = digits_of(self.phone)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("applicants:application", args=[self.pk])

    @property
    def look(self) -> states.State:
        return states.STATES[self.state]

    @property
    def asked(self) -> str:
        return str(ASKED[self.kind])

    @property
    def decided_words(self) -> str:
        """What is told to the second of two who decide."""
        return _("%(name)s has decided on this request already.") % {"name": self.decision.by_name}

    # Who may do what

    def abilities(self, viewer: Viewer) -> dict[str, bool]:
        permitted, fitting = self.permits(viewer), self.fitting(viewer)
        return {act: permitted[act] and fitting[act] for act in permitted}

    def permits(self, viewer: Viewer) -> dict[str, bool]:
        mine = viewer.is_provider and viewer.house_id == self.house_id and viewer.can(MANAGE_PEOPLE)
        return {"accept": mine, "update": mine, "refuse": mine}

    def fitting(self, viewer: Viewer) -> dict[str, bool]:
        waits = self.state == states.WAITING
        return {"accept": waits, "update": waits, "refuse": waits}

    # Its verbs

    def file(self, *, by: Viewer) -> Application:
        """The stranger sends it: their receipt and the staff's notice follow from the event.

        While the same mailbox waits for the same thing there is one request: it takes the new words and keeps the old.
        """
        with transaction.atomic():
            if waiting := self._waiting():
                waiting.take_again(self, by=by)
                return waiting
            self.save(force_insert=True)
            self._tell("filed", by)
        return self

    def take_again(self, newer: Application, *, by: Viewer) -> None:
        """Asked once more before anybody decided; the staff, who has it in its queue, is not rung again."""
        words = {name: getattr(self, name) for name in WORDS}
        at = self.asked_at or self.created_at
        Attempt(application=self, words=words, form_key=self.form_key, at=at).save(force_insert=True)
        for name in (*WORDS, "language", "form_key"):
            setattr(self, name, getattr(newer, name))
        self.asked_at = now()
        self.save()
        self._tell("asked_again", by)

    def accept(self, role: Role, party: Party, *, by: Viewer, last_name: str, first_name: str) -> Invitation:
        """Invite the mailbox: whoever reads it chooses a password. Raises as `invitations.invite`, and Refused."""
        with self._deciding("accept", by):
            invitation = invitations.invite(
                by=by, email=self.email, last_name=last_name, first_name=first_name, roles=[role], party=party
            )
            self._decide(states.ACCEPTED, by, party=party)
            self._tell("accepted", by, invitation=invitation.pk)
        return invitation

    def update(self, member: Membership, fields: list[str], *, by: Viewer) -> None:
        """Bring these of the fields into a membership. Raises PermissionDenied for one that is not theirs to change."""
        with self._deciding("update", by):
            _read_again(member, by)
            if not set(fields) <= member.edit_fields(by) & set(COMPARED):
                raise PermissionDenied
            changes = {name: [getattr(member, name), getattr(self, name)] for name in fields}
            for name, (_before, after) in changes.items():
                setattr(member, name, after)
            member.save(update_fields=[*fields, "name", "name_key"])
            audit.record("people.membership.changed", member, by=by, house_id=self.house_id, changes=changes)
            self._decide(states.ACCEPTED, by, party=member.party, member=member)
            self._tell("updated", by, membership=member.pk)

    def refuse(self, reason: str, *, by: Viewer) -> None:
        """Say no; the reason is mailed as it stands."""
        with self._deciding("refuse", by):
            self._decide(states.REFUSED, by, reason=reason)
            self._tell("refused", by)

    # Privates

    def _waiting(self) -> Application | None:
        """Its twin in the queue; held, and the house before it: of two sent at the same moment one comes first."""
        keeper = keeper_of(self.house_id, self.space)
        House.objects.visible_to(keeper).select_for_update().get(pk=self.house_id)
        rows = Application.objects.visible_to(keeper).select_for_update()
        same = {"house": self.house, "space": self.space, "kind": self.kind, "email": self.email}
        waiting: Application | None = rows.filter(state=states.WAITING, **same).first()
        return waiting

    @contextmanager
    def _deciding(self, act: str, by: Viewer) -> Iterator[None]:
        """Lock the row and read it again: of two who decide at the same moment, the second is told who was first.

        Nobody decides on words that arrived after the page was read.
        """
        read = self.asked_at
        with transaction.atomic():
            self.refresh_from_db(from_queryset=Application.objects.visible_to(by).select_for_update())
            if not self.permits(by)[act]:
                raise PermissionDenied
            if not self.fitting(by)[act]:
                raise Refused(self.decided_words)
            if self.asked_at != read:
                raise Refused(ASKED_AGAIN)
            yield

    def _decide(self, state: str, by: Viewer, **told: Any) -> None:
        self.state = state
        self.save(update_fields=["state"])
        Decision(application=self, by_id=by.acting, by_name=by.name, **told).save(force_insert=True)

    def _tell(self, act: str, by: Viewer, **told: Any) -> None:
        audit.record(f"applicants.application.{act}", self, by=by, house_id=self.house_id, **told)


def keeper_of(house: int, space: str) -> Viewer:
    """Whoever keeps the queue of a house in a space: what strangers sent is looked for as they see it."""
    return Viewer.of_house(house, space)


def _read_again(member: Membership, by: Viewer) -> None:
    """Lock the row: what others changed of it meanwhile stays. Raises PermissionDenied when it is out of sight."""
    rows = Membership.objects.visible_to(by).select_for_update(of=("self",))
    try:
        member.refresh_from_db(from_queryset=rows)
    except Membership.DoesNotExist:
        raise PermissionDenied from None


class Attempt(OfHouse):
    """What the same mailbox had asked before, word for word, while it waited."""

    house_field = "application__house"
    space_field = "application__space"

    application = models.ForeignKey(Application, models.CASCADE, related_name="attempts")
    words = models.JSONField()  # by the names of the fields
    form_key = models.UUIDField(unique=True)  # this form too counts once
    at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.words['first_name']} {self.words['last_name']}"


class Decision(OfHouse):
    """by_name: as the person was called then."""

    house_field = "application__house"
    space_field = "application__space"

    application = models.OneToOneField(Application, models.CASCADE, related_name="decision")
    by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=161)
    party = models.ForeignKey(Party, models.SET_NULL, null=True, related_name="+")
    member = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    reason = models.TextField(gettext_lazy("Reason"), blank=True)
    at = models.DateTimeField(default=now, db_index=True)

    def __str__(self) -> str:
        return self.by_name
