"""The side menu says where one is, on every page that has a place in it."""

import pytest

from entregent.site.menu import menu_of


def here(viewer, path):
    lines = [line for top in menu_of(viewer, path) for line in (top, *top.children)]
    return [line.url for line in lines if line.active]


@pytest.mark.parametrize(
    ("person", "path", "entry"),
    [
        ("agent", "/support/", ["/support/"]),
        ("agent", "/support/demandes/12/", ["/support/demandes/"]),
        ("agent", "/support/demandes/nouvelle/", ["/support/demandes/nouvelle/"]),
        ("agent", "/support/contrats/3/", ["/support/etablissement/contrats/"]),
        ("responsable", "/support/contrats/3/", ["/support/etablissements/"]),
        ("responsable", "/support/etablissements/3/formations/", ["/support/etablissements/"]),
        ("responsable", "/support/services/3/", ["/support/produits/"]),
        ("responsable", "/questions/3/", ["/support/produits/"]),
        ("agent", "/recherche/", []),
        ("agent", "/support/nulle-part/", []),
    ],
)
def test_one_entry_is_where_one_is(scenery, person, path, entry):
    assert here(scenery.cast.viewer(person), path) == entry
