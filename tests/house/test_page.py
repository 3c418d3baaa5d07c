import pytest
from playwright.sync_api import Page


def test_an_ill_made_page_is_caught(page: Page, axe):
    page.set_content('<html lang="fr"><title>Page</title><main><h1>Page</h1><img src="data:,"></main>')
    with pytest.raises(pytest.fail.Exception, match=r"image-alt.*\n +img: <img"):
        axe(page)


def test_a_well_made_page_passes(page: Page, axe):
    page.set_content('<html lang="fr"><title>Page</title><main><h1>Page</h1></main>')
    axe(page)


def test_a_call_elsewhere_and_a_complaint_are_caught(page: Page, page_faults: list[str]):
    page.set_content('<img alt="" src="https://example.org/a.png"><script>console.error("Ouch"); missing()</script>')
    page.wait_for_load_state("networkidle")
    assert sorted(page_faults) == ["Ouch", "called https://example.org/a.png", "missing is not defined"]
    page_faults.clear()
