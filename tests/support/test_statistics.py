import pytest

PAGE = "/support/statistiques/"


@pytest.mark.django_db
@pytest.mark.parametrize("by", ["mois", "contrat", "service", "intervenant", "etablissement"])
def test_page(scenery, by):
    page = scenery.client("responsable").get(PAGE, {"par": by})
    assert page.status_code == 200
    for slug in ("chiffres", "notes", "criteres", "commentaires"):
        for kind in ("csv", "xlsx"):
            file = scenery.client("responsable").get(PAGE, {"par": by, "tableau": slug, "format": kind})
            assert file.status_code == 200
            print(b"".join(file.streaming_content).decode() if kind == "csv" else "")
