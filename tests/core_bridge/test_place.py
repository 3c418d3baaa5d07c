import pytest

from entregent.core.bridge.place import address_of
from tests.core_bridge.wires import scope

SAID = (b"x-forwarded-for", b"6.6.6.6, 198.51.100.4")


@pytest.mark.parametrize(
    ("client", "place"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", "unknown"),
        ("unix:", "unknown"),
    ],
)
def test_an_address_is_what_its_holder_does_not_choose(client, place):
    assert address_of(scope(client=(client, "5"))) == place


def test_a_proxy_is_believed_when_it_is_trusted_and_for_what_it_saw(settings):
    settings.SECURE_PROXY_SSL_HEADER = None
    assert address_of(scope(SAID)) == "192.0.2.7"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert address_of(scope(SAID)) == "198.51.100.4"
