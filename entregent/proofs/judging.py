"""What a form asks: is this a proof, and has it been used?"""

from datetime import timedelta

from django.db import IntegrityError, transaction

from entregent.core.clock import now
from entregent.proofs import challenge, pass_by_mail
from entregent.proofs.models import Spent
from entregent.proofs.tickets import Ticket
from entregent.proofs.unproven import Reason, Unproven

LEEWAY = timedelta(minutes=1)  # clocks of several machines differ


def judge(given: str, purpose: str, least: int) -> Ticket:
    """The ticket of a proof that holds and was not used yet; it is not used up by this.

    least: the bits of work due now. Raises Unproven.
    """
    if not given or len(given) > challenge.LONGEST:
        raise Unproven(Reason.FORGED if given else Reason.MISSING)
    by_mail = "~" not in given
    ticket = pass_by_mail.read_pass(given, purpose) if by_mail else challenge.read_challenge(given, purpose, least)
    if Spent.objects.filter(pk=ticket.nonce).exists():
        raise Unproven(Reason.SPENT)
    return ticket


def spend(ticket: Ticket) -> None:
    """Use it up; of two who come with the same at the same moment, one is refused. Raises Unproven."""
    try:
        with transaction.atomic():
            Spent(nonce=ticket.nonce, until=now() + ticket.life + LEEWAY).save(force_insert=True)
    except IntegrityError:
        raise Unproven(Reason.SPENT) from None


def forget_old_proofs() -> int:
    """What was used long enough ago would be refused for its age."""
    return Spent.objects.filter(until__lt=now()).delete()[0]
