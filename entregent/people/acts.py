"""How the events of this room are told."""

from django.utils.translation import gettext_lazy as _

from entregent.audit.act import Act, declare, name_records

name_records(
    {
        "people.user": _("account"),
        "people.membership": _("membership"),
        "people.invitation": _("invitation"),
        "people.house": _("organisation"),
        "people.role": _("role"),
        "people.page": _("legal page"),
        "people.party": _("customer"),
    }
)
declare(
    Act("people.signin.opened", _("signed in")),
    Act("people.signin.failed", _("failed to sign in")),
    Act("people.signin.closed", _("signed out")),
    Act("people.invitation.sent", _("sent an invitation")),
    Act("people.invitation.renewed", _("sent an invitation again")),
    Act("people.invitation.accepted", _("accepted an invitation")),
    Act("people.code.refused", _("typed a wrong code")),
    Act("people.codes.renewed", _("replaced their recovery codes")),
    Act("people.factor.added", _("added a second step to their sign-in")),
    Act("people.factor.removed", _("removed a second step from their sign-in")),
    Act("people.factor.renamed", _("renamed one of their passkeys")),
    Act("people.factor.reset", _("reset a second step")),
    Act("people.session.ended", _("signed out another device")),
    Act("people.membership.signed_out", _("signed somebody out everywhere"), is_told=False),
    Act("people.link.created", _("created a personal link")),
    Act("people.link.bound", _("bound a personal link to a device")),
    Act("people.link.refused", _("tried a personal link on another device")),
    Act("people.link.revoked", _("revoked a personal link")),
    Act("people.password.changed", _("changed a password")),
    Act("people.password.rescued", _("helped somebody who lost their password, from the server")),
    Act("people.factors.reviewed", _("looked at their second steps after a new password")),
    Act("people.email.asked", _("asked to change an e-mail address")),
    Act("people.email.changed", _("changed an e-mail address")),
    Act("people.house.created", _("created an organisation")),
    Act("people.house.changed", _("changed an organisation")),
    Act("people.role.changed", _("changed the rights of a role")),
    Act("people.role.created", _("created a role")),
    Act("people.role.renamed", _("renamed a role")),
    Act("people.role.retired", _("retired a role")),
    Act("people.role.restored", _("put a role back in service")),
    Act("people.page.changed", _("changed a legal page")),
    Act("people.party.created", _("added a customer")),
    Act("people.party.changed", _("changed the particulars of a customer")),
    Act("people.membership.changed", _("changed a profile")),
    Act("people.membership.blocked", _("blocked an account")),
    Act("people.membership.unblocked", _("unblocked an account")),
    Act("people.membership.ended", _("ended an access")),
    Act("people.membership.returned", _("came back by another invitation")),
    Act("people.membership.appointed", _("changed the posts of a member")),
    Act("people.membership.warned", _("was warned that their account is not used")),
)
