"""Every page of every person: nothing for axe to say, in light and in dark, on a desk and on a phone."""

import pytest

SCREENS = {"desk": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
REFLOW = {"width": 320, "height": 640}  # a desk of 1280 at 400 % (WCAG 1.4.10)
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
        "/support/collaborateurs/{owner}/fin/",
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
        "/administration/personnes/{staff}/blocage/",
        "/administration/personnes/{staff}/fin/",
        "/administration/personnes/{staff}/postes/",
        "/administration/personnes/?vue=partis",
        "/administration/roles/{role}/nom/",
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
        "role": cast.roles["vendor", "agent"].pk,
        "staff": cast.members["technicien"].pk,
        "party": cast.parties["hospital"].pk,
        "form": scenery.arguments("form:vendor")[0],
    }


def look(page, url, axe, faults):
    """One page, in both themes, on a desk with its mouse and on a telephone, whose targets are larger."""
    page.goto(url)
    hand = page.context.new_cdp_session(page)  # what it says holds until it is detached
    for screen, size in SCREENS.items():
        page.set_viewport_size(size)
        hand.send("Emulation.setTouchEmulationEnabled", {"enabled": screen == "phone"})
        for theme, rules in THEMES.items():
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # colours in mid-change would be judged
            faults.extend(told_by(lambda rules=rules: axe(page, rules), f"{url} on a {screen}, {theme}"))
        faults.extend(too_wide(page, url))
    page.set_viewport_size(REFLOW)
    faults.extend(too_wide(page, url))
    hand.detach()


def told_by(check, where):
    try:
        check()
    except BaseException as error:  # noqa: BLE001 (the failure of one page must not hide the next)
        yield f"{where}: {error}"


def too_wide(page, url):
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wide > 0:
        yield f"{url}: {wide} px wider than {page.viewport_size['width']}"


def test_pages_for_strangers(page, scenery, axe):
    faults = []
    for url in PUBLIC:
        look(page, url, axe, faults)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("person", OF)
def test_pages_of_a_person(page, scenery, enter, axe, person):
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


def test_what_is_wrong_on_a_phone_alone_is_noticed(page, scenery):
    """A page too wide for 320 pixels, and what only a finger meets."""
    faults, widen = [], "document.querySelector('h1').style.minWidth = '310px'"

    def check(page, _rules):
        page.evaluate(widen)
        if page.evaluate("matchMedia('(pointer: coarse)').matches"):
            raise AssertionError("a finger")

    look(page, "/connexion/", check, faults)
    assert [fault.partition(": ")[2] for fault in faults] == ["a finger", "a finger", "22 px wider than 320"]
