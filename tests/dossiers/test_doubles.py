"""What may exist once exists once, on both databases, whatever the code does."""

import pytest
from django.db import IntegrityError, transaction

from entregent.dossiers.models import Dossier, Seat
from entregent.people.models import Membership


def refused(row):
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.parametrize("name", ["technicien", "agent"])
def test_a_person_is_a_member_once(cast, name):
    member = cast.members[name]
    refused(Membership(house=member.house, user=member.user, side=member.side, party=member.party, last_name="Encore"))


@pytest.mark.parametrize("side", ["provider", "customer"])
def test_a_seat_is_held_once(cast, side):
    seat = Seat.objects.unscoped("test").get(dossier=cast.dossiers["hospital"], side=side)
    refused(Seat(dossier=seat.dossier, side=side, house=seat.house, party=seat.party))


def test_a_customer_has_one_dossier_in_a_space(cast):
    dossier = cast.dossiers["hospital"]
    refused(Dossier(house=dossier.house, party=dossier.party, space=dossier.space))
