import pytest

from entregent.people.submissions import new_key
from tests.spaces.secretariat.cast import Cast, fill, gather, slot_ahead


@pytest.fixture
def bare(db: None) -> Cast:
    """The people and their lines; nothing happened yet."""
    return gather()


@pytest.fixture
def secretariat(bare: Cast) -> Cast:
    fill(bare)
    return bare


@pytest.fixture
def post(bare):
    """Send a form as someone, with its key; answers the response."""

    def send(person, url, **fields):
        return bare.client(person).post(url, {"submission": new_key(bare.viewer(person)), **fields})

    return send


@pytest.fixture
def place(bare):
    """The doctor's agenda, a free slot to come, its addresses, and how a form names it."""
    agenda = bare.agendas["medecin"]
    start, _length = slot_ahead(agenda, 26)
    minute = int(start.timestamp()) // 60
    return agenda, start, f"/secretariat/agendas/{agenda.pk}/", f"{minute}:15", minute
