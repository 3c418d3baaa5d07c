"""What people write bears no header of its own, not even under the code that mail programs have for other alphabets."""

from email import message_from_bytes

import pytest

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
