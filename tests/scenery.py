"""The cast with everything it files, and the arguments of each address by the names in the access tables."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.test import Client

from entregent.agenda.models import ExceptionalDay
from entregent.door.invitations import invite
from entregent.files import staging
from entregent.files.models import Bundle, File, Upload
from entregent.files.storage import store
from entregent.jobs import outbox
from entregent.links import linking
from entregent.links.kinds import RELATED
from entregent.notify.models import News, Notification
from entregent.people import accounts
from entregent.people.models import Invitation, Membership
from entregent.questions.models import Form, FormVersion
from entregent.runs.models import Run
from entregent.spaces.support.models import Service, StandardMessage
from tests import access, doors, shelves
from tests.applicants.asking import apply
from tests.cast import Cast, file_requests


class Scenery:
    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        file_requests(cast)
        vendor = cast.houses["vendor"]
        self.news = News.objects.create(house=vendor, title="Nouvelle version", title_en="New version")
        self.standard = StandardMessage.objects.create(house=vendor, name="Accusé", text="Bien reçu, {proprietaire}.")
        self.exception = ExceptionalDay.objects.create(
            house=vendor, label="Inventaire", first=date(2026, 12, 28), last=date(2026, 12, 31)
        )
        invite(
            by=cast.viewer("responsable"), email="invitee@demo.example", first_name="Élise", last_name="Morel",
            roles=[cast.roles["vendor", "handler"]], party=None,
        )  # fmt: skip
        self.invitation = Invitation.objects.unscoped("test").get()
        with transaction.atomic():
            self.run = Run.objects.create(
                user=cast.members["administrateur"].user, membership=cast.members["administrateur"],
                list_name="support.RequestList", act="reaffecter", state="done",
            )  # fmt: skip
            self.mail = outbox.post(to_address="x@demo.example", subject="s", text="t", kind="test", house_id=None)

        self.send_files(cast.members["agent"])
        self.resource = shelves.resource(cast, products=["legal"])
        self.releases = {
            "published": shelves.release(cast, self.resource, "1.9"), "kept": shelves.kept(cast, self.resource, "1.10"),
        }  # fmt: skip

    def send_files(self, member: Membership) -> None:
        """One on its way, and one that waits for its owner; what looks into them is not wanted here."""
        whose = {"house": member.house, "membership": member, "purpose": "essai"}
        self.upload = Upload.objects.create(name="b.txt", size=9, **whose)
        staging.begin_staging(self.upload.uuid)
        content = b"bonjour"
        digest = sha256(content).hexdigest()
        self.file = File.objects.create(name="a.txt", size=len(content), digest=digest, kind="text/plain", **whose)
        path = store().path(digest)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    def arguments(self, name: str) -> list[Any]:
        kind, _, key = name.partition(":")
        found: list[Any] = getattr(self, f"_{kind.replace('-', '_')}")(key)
        return found

    def _request(self, key: str) -> list[Any]:
        return [999_999 if key == "absent" else self.cast.requests[key].number]

    def _member(self, key: str) -> list[Any]:
        return [self.cast.members[key].pk]

    def _role(self, key: str) -> list[Any]:
        return [self.cast.roles["vendor", key].pk]

    def _party(self, key: str) -> list[Any]:
        return [self.cast.parties[key].pk]

    def _contract(self, key: str) -> list[Any]:
        return [self.cast.contracts[key].pk]

    def _product(self, key: str) -> list[Any]:
        return [self.cast.products[key].pk]

    def _service(self, key: str) -> list[Any]:
        return [Service.objects.unscoped("test").filter(house=self.cast.houses[key]).first().pk]

    def _form(self, key: str) -> list[Any]:
        return [Form.objects.unscoped("test").filter(house=self.cast.houses[key], use="").first().pk]

    def _question(self, key: str) -> list[Any]:
        return [*self._form(key), "module"]

    def _version(self, key: str) -> list[Any]:
        return [*self._form(key), 1]

    def _form_version(self, key: str) -> list[Any]:
        return [FormVersion.objects.unscoped("test").filter(form=self._form(key)[0]).first().pk]

    def _house(self, key: str) -> list[Any]:
        return [self.cast.houses[key].slug]

    def _house_pk(self, key: str) -> list[Any]:
        return [self.cast.houses[key].pk]

    def _news(self, key: str) -> list[Any]:
        return [self.news.pk]

    def _standard(self, key: str) -> list[Any]:
        return [self.standard.pk]

    def _exception(self, key: str) -> list[Any]:
        return [self.exception.pk]

    def _page(self, key: str) -> list[Any]:
        return ["mentions-legales" if key == "legal" else "absente"]

    def _page_edit(self, key: str) -> list[Any]:
        return ["mentions-legales" if key == "legal" else "absente", "fr"]

    def _invitation(self, key: str) -> list[Any]:
        return [self.invitation.pk]

    def _notification(self, key: str) -> list[Any]:
        rows = Notification.objects.unscoped("test").filter(membership_id=self.cast.members[key].pk)
        return [rows.order_by("pk").first().pk]

    def _mail(self, key: str) -> list[Any]:
        return [self.mail.pk]

    def _run(self, key: str) -> list[Any]:
        return [self.run.uuid]

    def _upload(self, key: str) -> list[Any]:
        return [self.upload.uuid]

    def _file(self, key: str) -> list[Any]:
        return [self.file.uuid, "a.txt"]

    def _seen_file(self, key: str) -> list[Any]:
        return [self.file.uuid]

    def _seen_page(self, key: str) -> list[Any]:
        """Of a text, which has none."""
        return [self.file.uuid, 1, "page"]

    def _bundle(self, key: str) -> list[Any]:
        member = self.cast.members[key]
        bundle = Bundle.objects.create(membership=member, keys=[str(self.file.uuid)], name="a.zip")
        return [bundle.uuid, "a.zip"]

    def _resource(self, key: str) -> list[Any]:
        return [self.resource.pk]

    def _release(self, key: str) -> list[Any]:
        return [self.releases[key].pk]

    def _release_file(self, key: str) -> list[Any]:
        return [shelves.file_of(self.releases[key]).uuid, "paquet.zip"]

    def _category(self, key: str) -> list[Any]:
        return [self.resource.category_id]

    def _token(self, key: str) -> list[Any]:
        return ["unknown-token-of-a-stranger"]

    def _purpose(self, key: str) -> list[Any]:
        return [key]

    def _application(self, key: str) -> list[Any]:
        return [apply(self.cast).pk]

    def _application_member(self, key: str) -> list[Any]:
        return [apply(self.cast).pk, self.cast.members[key].pk]

    def _key(self, key: str) -> list[Any]:
        return ["1", "unknown-key"]

    def _number(self, key: str) -> list[Any]:
        return [int(key)]

    def _device(self, key: str) -> list[Any]:
        return [uuid4()]

    def _link(self, key: str) -> list[Any]:
        """Between what ended and what was cancelled, made once."""
        of, to = (self.cast.request(name) for name in (key, "cancelled"))
        by = self.cast.viewer("technicien")
        made = linking.link_between(of, to, by).first() or linking.link(of, to, RELATED, by=by)
        return [made.pk, of.pk]

    # A record, by the kind of its page; with one of its fields.

    def _party_record(self, key: str) -> list[Any]:
        return ["etablissements", *self._party(key)]

    def _contract_record(self, key: str) -> list[Any]:
        return ["contrats", *self._contract(key)]

    def _product_record(self, key: str) -> list[Any]:
        return ["produits", *self._product(key)]

    def _resource_record(self, key: str) -> list[Any]:
        return ["ressources", *self._resource(key)]

    def _member_record(self, key: str) -> list[Any]:
        return ["collaborateurs", *self._member(key)]

    def _request_record(self, key: str) -> list[Any]:
        return ["demandes", self.cast.requests[key].pk]

    def _party_field(self, key: str) -> list[Any]:
        return [*self._party_record(key), "phone"]

    def _contract_field(self, key: str) -> list[Any]:
        return [*self._contract_record(key), "licence"]

    def _product_field(self, key: str) -> list[Any]:
        return [*self._product_record(key), "name"]

    def _resource_field(self, key: str) -> list[Any]:
        return [*self._resource_record(key), "name"]

    def _member_field(self, key: str) -> list[Any]:
        return [*self._member_record(key), "phone"]

    def _request_field(self, key: str) -> list[Any]:
        return [*self._request_record(key), "subject"]

    def client(self, person: str) -> Client:
        """A browser, signed in as this person."""
        client, user = Client(), accounts.by_email(self.cast.email(person))
        if user:
            client.force_login(user)
        return client

    def answer(self, client: Client, row: dict[str, str], person: str) -> Any:
        """Of a page, or the beginning of a raw door's."""
        url = access.address(row, self.arguments)
        if access.is_door(row):
            return doors.ask(client, row["method"], url, headers=access.SAID.get(row["url"]), pieces=0)
        if row["method"] == "GET":
            return client.get(url)
        return client.post(url, access.posted(self.cast, person))
