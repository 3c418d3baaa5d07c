"""The portal on the home screen of a phone."""

import io

import pytest
from django.urls import reverse
from PIL import Image


def test_the_page_names_a_manifest_whose_drawings_are_there(client, db):
    page = client.get("/connexion/").content.decode()
    assert f'<link rel="manifest" href="{reverse("manifest")}">' in page
    answer = client.get(reverse("manifest"))
    assert answer["Content-Type"] == "application/manifest+json"
    told = answer.json()
    assert (told["display"], told["start_url"]) == ("standalone", "/")
    for one in told["icons"]:
        with Image.open(io.BytesIO(client.get(one["src"]).content)) as picture:
            assert f"{picture.width}x{picture.height}" == one["sizes"]


def test_the_policy_lets_the_manifest_in(client, db):
    assert "manifest-src 'self'" in client.get("/connexion/")["Content-Security-Policy"]


@pytest.mark.parametrize("size", [1, 191, 4096])
def test_no_other_size_is_drawn(client, db, size):
    assert client.get(reverse("app-icon", args=[size])).status_code == 404
