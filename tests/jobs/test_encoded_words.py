"""What people write bears no header of its own, not even under the code that mail programs have for other alphabets."""

from email import message_from_bytes
from email.policy import default
from email.utils import getaddresses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entregent.jobs import message
from entregent.jobs.models import Mail

ENCODED = "=?utf-8?q?a=0d=0aBcc:_voleur=40mal.example?="


@pytest.mark.parametrize("field", ["subject", "to_name"])
@pytest.mark.parametrize(
    "text", [ENCODED, f"Bonjour {ENCODED}", "=?utf-8?b?YQ0KQmNjOiB2QG1hbC5leGFtcGxl?=", "=\x00?utf-8?q?=0aBcc:_v?="]
)
def test_an_encoded_word_brings_no_header(field, text):
    words = {"subject": "Bonjour", "to_name": "Ada"} | {field: message.one_line(text, 200)}
    mail = Mail(to_address="ada@demo.example", text="Bonjour", language="fr", message_id="<a@b>", **words)
    told = message_from_bytes(message.build(mail).as_bytes())
    assert "Bcc" not in told
    assert sorted(told.keys()) == sorted(set(told.keys()))


PIECES = (ENCODED, "a href=javascript:x", "<b>", '"', "\\", "é", "Dupont, ", "(x)", "@mal.example", ";", "x" * 60,
          "M. ", " ", "Ada <v@mal.example>", "'")  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=5).map("".join))
def test_a_name_is_never_read_as_an_address(name):
    words = {"to_name": message.one_line(name, 200), "to_address": "ada@demo.example", "subject": "Bonjour"}
    raw = message.build(Mail(text="Bonjour", language="fr", message_id="<a@b>", **words)).as_bytes()
    assert [one.addr_spec for one in message_from_bytes(raw, policy=default)["To"].addresses] == ["ada@demo.example"]
    assert [found for _name, found in getaddresses([message_from_bytes(raw)["To"]])] == ["ada@demo.example"]


def test_the_names_that_people_bear_stay():
    for name in ("M. Jean-Noël d’Aubigné", "Ada O'Neil"):
        assert message.addressee(name, "ada@demo.example").display_name == name
