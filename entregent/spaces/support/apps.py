from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

RENAMES = ("people.membership.changed", "people.party.changed", "support.product.changed")


class SupportConfig(AppConfig):
    name = "entregent.spaces.support"

    def ready(self) -> None:
        self.offer()
        self.keep()
        self.tell()

    def offer(self) -> None:
        """Its pages, and its doors for strangers."""
        from entregent.applicants.doors import take_applications
        from entregent.people.profile import register_panel
        from entregent.people.space import register
        from entregent.spaces.support import records, verify  # noqa: F401  (verify registers its checks)
        from entregent.spaces.support.profile import own_requests
        from entregent.spaces.support.space import SPACE

        register(SPACE)
        take_applications(SPACE.key)
        records.register()
        register_panel(own_requests)

    def keep(self) -> None:
        """What other rooms hold for it: files, forms, resources, groups of people, names beside rows."""
        from entregent.files import owners as files
        from entregent.library.models import Resource
        from entregent.lists.carried import carry
        from entregent.people import audiences
        from entregent.people.models import Membership, Party
        from entregent.questions import places
        from entregent.questions.models import Form
        from entregent.spaces.support import conversation, holders
        from entregent.spaces.support.models import Intervention, Product
        from entregent.spaces.support.rights import MANAGE
        from entregent.threads.models import PURPOSE

        Form.keepers.add(MANAGE)
        Resource.keepers.add(MANAGE)
        places.register("support", places.Place(_("Products and services"), "support:products", PURPOSE))
        for group in holders.GROUPS:
            audiences.register(group)
        files.register("support.intervention", conversation.owner)
        bearers = {Membership: ("owner", "handler"), Party: ("dossier__party",), Product: ("contract__product",)}
        carry(Intervention, RENAMES, bearers)

    def tell(self) -> None:
        """Who is told of what, by mail, bell and open page."""
        from entregent.core import live
        from entregent.spaces.support import conversation, counts, desks, owners
        from entregent.spaces.support.announcements import RequestRecipients
        from entregent.spaces.support.contract_ends import EndRecipients, ExpiryRecipients
        from entregent.spaces.support.resources import Releases

        owners.listen()
        desks.listen()
        for recipients in (RequestRecipients, EndRecipients, ExpiryRecipients, Releases):
            recipients().listen()
        live.register("conversation", conversation.fresh)
        live.register("support-tiles", counts.fresh)
