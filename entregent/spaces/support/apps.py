from django.apps import AppConfig

RENAMES = ("people.membership.changed", "people.party.changed", "support.product.changed")


class SupportConfig(AppConfig):
    name = "entregent.spaces.support"

    def ready(self) -> None:
        from entregent.applicants.doors import take_applications
        from entregent.core import live
        from entregent.files import owners as files
        from entregent.library.models import Resource
        from entregent.lists.carried import carry
        from entregent.people import audiences
        from entregent.people.models import Membership, Party
        from entregent.people.profile import register_panel
        from entregent.people.space import register
        from entregent.spaces.support import conversation, counts, holders, owners, records, verify  # noqa: F401  (verify registers its checks)
        from entregent.spaces.support.announcements import RequestRecipients
        from entregent.spaces.support.models import Intervention, Product
        from entregent.spaces.support.profile import own_requests
        from entregent.spaces.support.resources import Releases
        from entregent.spaces.support.rights import MANAGE
        from entregent.spaces.support.space import SPACE

        register(SPACE)
        take_applications(SPACE.key)
        records.register()
        register_panel(own_requests)
        bearers = {Membership: ("owner", "handler"), Party: ("dossier__party",), Product: ("contract__product",)}
        carry(Intervention, RENAMES, bearers)
        owners.listen()
        RequestRecipients().listen()
        Releases().listen()
        Resource.keepers.add(MANAGE)
        for group in holders.GROUPS:
            audiences.register(group)
        files.register("support.intervention", conversation.owner)
        live.register("conversation", conversation.fresh)
        live.register("support-tiles", counts.fresh)
