from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

RENAMES = ("people.membership.changed", "people.party.changed", "support.product.changed")


class SupportConfig(AppConfig):
    name = "entregent.spaces.support"

    def ready(self) -> None:
        from entregent.applicants.doors import take_applications
        from entregent.core import live
        from entregent.files import owners as files
        from entregent.lists.carried import carry
        from entregent.people.models import Membership, Party
        from entregent.people.profile import register_panel
        from entregent.people.space import register
        from entregent.questions import places
        from entregent.questions.models import Form
        from entregent.spaces.support import conversation, counts, owners, records, verify  # noqa: F401  (verify registers its checks)
        from entregent.spaces.support.announcements import RequestRecipients
        from entregent.spaces.support.contract_ends import EndRecipients, ExpiryRecipients
        from entregent.spaces.support.models import Intervention, Product
        from entregent.spaces.support.profile import own_requests
        from entregent.spaces.support.rights import MANAGE
        from entregent.spaces.support.space import SPACE
        from entregent.threads.models import PURPOSE

        register(SPACE)
        Form.keepers.add(MANAGE)
        places.register(SPACE.key, places.Place(_("Products and services"), "support:products", PURPOSE))
        take_applications(SPACE.key)
        records.register()
        register_panel(own_requests)
        bearers = {Membership: ("owner", "handler"), Party: ("dossier__party",), Product: ("contract__product",)}
        carry(Intervention, RENAMES, bearers)
        owners.listen()
        RequestRecipients().listen()
        EndRecipients().listen()
        ExpiryRecipients().listen()
        files.register("support.intervention", conversation.owner)
        live.register("conversation", conversation.fresh)
        live.register("support-tiles", counts.fresh)
