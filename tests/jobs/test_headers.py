"""Words of people in headers are read as they were written, by old readers and new ones, under every Python."""

from email import message_from_bytes
from email.header import decode_header, make_header
from email.policy import default
from email.utils import getaddresses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entregent.jobs import message
from entregent.jobs.models import Mail

SEEN = st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"))
NAMES = st.sampled_from(["Éloïse Lefèvre", "Zoé Valmorel", "Björn Müller", "Jean-Noël d’Aubigné", "Ada", "«", "»",
                         "n° 81", "🧑‍🤝‍🧑", "é", ":", "x" * 40])  # fmt: skip
# What the library of 3.11 and 3.12, then that of 3.13, folded wrongly.
FOLDED_WRONGLY = (
    "Zoé Valmorel a répondu à votre demande : « Éloïse François Zoé Ada Marie Valmorel »",
    "Ada a répondu : « Éloïse Éloïse à la »",
)


def raw(**words):
    known = {"to_name": "Ada", "to_address": "ada@demo.example", "subject": "Bonjour"} | words
    return message.build(Mail(text="Bonjour", language="fr", message_id="<a@b>", **known)).as_bytes()


def heads(content):
    return content.partition(b"\r\n\r\n")[0].split(b"\r\n")


def is_read_as(written, subject):
    """By the library's newest reader, and by that of twenty years ago."""
    old = str(make_header(decode_header(message_from_bytes(written)["Subject"])))
    return (message_from_bytes(written, policy=default)["Subject"], old) == (subject, subject)


@pytest.mark.parametrize("subject", FOLDED_WRONGLY)
def test_a_subject_keeps_its_spaces(subject):
    assert is_read_as(raw(subject=subject), subject)


@given(st.lists(NAMES, min_size=1, max_size=14).map(" ".join) | st.text(SEEN, max_size=250))
def test_any_subject_is_read_as_it_was_written(words):
    subject = message.one_line(words, 250)
    written = raw(subject=subject)
    assert is_read_as(written, subject)
    assert written.isascii()
    assert max(map(len, heads(written))) <= 78


@given(st.lists(NAMES, min_size=1, max_size=5).map(" ".join) | st.text(SEEN, max_size=80), st.integers(1, 60))
def test_any_name_is_read_as_it_was_written(words, long):
    """However long the address beside it. The library's newest reader puts spaces between encoded words of a name."""
    address = f"{'a' * long}@{'b' * long}.example"
    written = raw(to_name=words, to_address=address)
    ((name, spec),) = getaddresses([message_from_bytes(written)["To"].replace("\r\n", "")])
    assert (str(make_header(decode_header(name))), spec) == (message.addressee(words, address).display_name, address)
    assert [one.addr_spec for one in message_from_bytes(written, policy=default)["To"].addresses] == [address]
    assert written.isascii()
    assert max(map(len, heads(written))) <= max(78, len(address) + 4)


def test_plain_words_stay_plain():
    lines = heads(raw(subject="Your request", to_name="Ada O'Neil"))
    assert b"Subject: Your request" in lines
    assert b'To: "Ada O\'Neil" <ada@demo.example>' in lines
