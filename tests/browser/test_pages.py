"""Every page of every person: nothing for axe to say, in light and in dark, on a desk and on a phone."""

import pytest

DESK, PHONE = 1440, (390, 844)
REFLOW = 320  # px: a desk of 1280 at 400 % (WCAG 1.4.10)
THEMES = {"light": None, "dark": ["color-contrast", "link-in-text-block"]}  # what a theme changes
PUBLIC = [
    "/",
    "/connexion/",
    "/mot-de-passe-oublie/",
    "/mot-de-passe-oublie/envoye/",
    "/a-propos/",
    "/pages/mentions-legales/",
    "/nulle-part/",
    "/invitation/inconnu/",
]
OF = {
    "agent": [
        "/support/",
        "/support/demandes/",
        "/support/demandes/?cloturees=oui&q=suj",
        "/support/demandes/?q=introuvable",
        "/support/demandes/nouvelle/",
        "/support/demandes/nouvelle/?contrat={contract}",
        "/support/demandes/{in_progress}/",
        "/support/demandes/{closed}/",
        "/support/demandes/{to_confirm}/cloture/",
        "/support/demandes/{to_confirm}/refus-de-cloture/",
        "/support/demandes/nouvelle/?suite={closed}",
        "/support/demandes/{to_handle}/modification/",
        "/support/demandes/{to_handle}/annulation/",
        "/support/demandes/{to_handle}/proprietaire/",
        "/support/etablissement/",
        "/support/etablissement/agents/",
        "/support/etablissement/contrats/",
        "/support/contrats/{contract}/",
        "/recherche/?q=sujet",
        "/recherche/?q=introuvable",
        "/support/collaborateurs/",
        "/support/collaborateurs/{member}/",
        "/support/aide/",
        "/profil/",
        "/profil/securite/",
        "/profil/notifications/",
        "/notifications/",
        "/notifications/?vue=toutes",
        "/actualites/",
        "/support/demandes/999999/",
    ],
    "administrateur": [
        "/support/collaborateurs/invitation/",
        "/support/collaborateurs/{member}/",
        "/support/",
        "/support/collaborateurs/{owner}/blocage/",
        "/support/demandes/{orphan}/",
    ],
    "technicien": [
        "/support/",
        "/support/demandes/",
        "/support/demandes/{to_handle}/",
        "/support/demandes/{in_progress}/proposition-de-cloture/",
        "/support/demandes/{to_handle}/service/",
        "/fiches/demandes/{linked}/liens/nouveau/?q=sujet",
        "/support/etablissements/",
        "/support/aide/",
        "/administration/roles/",
    ],
    "responsable": [
        "/support/etablissements/{party}/",
        "/support/etablissements/{party}/modification/",
        "/fiches/etablissements/{party}/historique/",
        "/fiches/etablissements/{party}/champs/phone/modification/",
        "/support/produits/{product}/",
        "/recherche/",
        "/support/statistiques/",
        "/support/statistiques/?par=intervenant",
        "/support/etablissements/nouveau/",
        "/support/etablissements/{party}/contrats/nouveau/",
        "/support/produits/",
        "/support/produits/nouveau/",
        "/support/services/{service}/",
        "/support/demandes/?file={service}",
        "/support/demandes/{closed}/",
        "/questions/{form}/",
        "/questions/{form}/apercu/",
        "/questions/{form}/question/",
        "/questions/{form}/question/?genre=path",
        "/questions/{form}/question/module/",
        "/administration/maison/",
        "/administration/notifications/",
        "/administration/personnes/",
        "/administration/personnes/invitation/",
        "/administration/roles/",
        "/administration/actualites/",
        "/administration/actualites/nouvelle/",
        "/administration/pages/",
        "/administration/pages/mentions-legales/fr/",
        "/administration/journal/",
        "/administration/personnes/{staff}/",
    ],
    "admin": [
        "/administration/maisons/",
        "/notifications/",
        "/profil/notifications/",
        "/administration/notifications/",
        "/administration/maisons/nouvelle/",
        "/administration/courrier/",
        "/administration/taches/",
        "/administration/verifications/?lancer=oui",
        "/administration/personnes/",
    ],
    "etranger": [
        "/support/",
        "/support/demandes/",
        "/support/etablissements/",
        "/support/produits/",
    ],
}


def names(scenery):
    cast = scenery.cast
    return {
        **{name: request.number for name, request in cast.requests.items()},
        "contract": cast.contracts["payroll"].pk,
        "product": cast.products["payroll"].pk,
        "member": cast.members["collegue"].pk,
        "owner": cast.members["agent"].pk,
        "service": scenery.arguments("service:vendor")[0],
        "linked": cast.requests["to_handle"].pk,
        "staff": cast.members["technicien"].pk,
        "party": cast.parties["hospital"].pk,
        "form": scenery.arguments("form:vendor")[0],
    }


def look(page, url, axe, faults):
    """One page, both themes: what axe and the eye of a machine find."""
    page.goto(url)
    for theme, rules in THEMES.items():
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # colours in mid-change would be judged
        try:
            axe(page, rules)
        except BaseException as error:  # noqa: BLE001 (the failure of one page must not hide the next)
            faults.append(f"{url} in {theme}: {error}")
    faults.extend(too_wide(page, url))
    if page.viewport_size["width"] < DESK:
        page.set_viewport_size({"width": REFLOW, "height": 640})
        faults.extend(too_wide(page, url))
        page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})


def too_wide(page, url):
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wide > 0:
        yield f"{url}: {wide} px wider than {page.viewport_size['width']}"


@pytest.fixture(params=[(DESK, 900), PHONE], ids=["desk", "phone"])
def screen(request, page):
    """A desk with its mouse, or a telephone, whose targets are larger."""
    width, height = request.param
    page.set_viewport_size({"width": width, "height": height})
    if request.param == PHONE:
        page.context.new_cdp_session(page).send("Emulation.setTouchEmulationEnabled", {"enabled": True})


def test_pages_for_strangers(page, scenery, axe, screen):
    faults = []
    for url in PUBLIC:
        look(page, url, axe, faults)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("person", OF)
def test_pages_of_a_person(page, scenery, enter, axe, screen, person):
    faults = []
    enter(person)
    for url in OF[person]:
        look(page, url.format(**names(scenery)), axe, faults)
    assert not faults, "\n".join(faults)


def test_axe_finds_a_planted_fault(page, scenery, axe):
    page.goto("/connexion/")
    page.evaluate("document.querySelectorAll('label').forEach(label => label.remove())")
    with pytest.raises(pytest.fail.Exception, match="label"):
        axe(page)


def test_a_colour_too_faint_in_the_dark_alone_is_noticed(page, scenery, axe):
    faults = []
    look(page, "/connexion/", axe, faults)
    assert not faults
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    page.evaluate("document.querySelector('h1').style.color = '#333333'")
    with pytest.raises(pytest.fail.Exception, match="color-contrast"):
        axe(page, THEMES["dark"])


@pytest.mark.parametrize("screen", [PHONE], indirect=True)
def test_a_page_too_wide_for_320_pixels_is_noticed(page, scenery, screen):
    faults, widen = [], "document.querySelector('h1').style.minWidth = '310px'"
    look(page, "/connexion/", lambda page, _rules: page.evaluate(widen), faults)
    assert len(faults) == 1
    assert "wider than 320" in faults[0]
