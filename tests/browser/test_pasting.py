"""What is pasted from other programs keeps its meaning; what is wide moves in its frame."""

import re

import pytest

from entregent.core.richtext import Written
from entregent.core.writing import Typed


@pytest.fixture
def address(scenery):
    return f"/support/demandes/{scenery.cast.requests['in_progress'].number}/"


PASTED = {
    # one line of Google Docs: all in a bold that is none, its own bold in a style
    '<b style="font-weight:normal;" id="docs-internal-guid-1"><p style="line-height:1.38;margin-top:0pt;'
    'margin-bottom:0pt;"><span style="font-weight:400;white-space:pre-wrap;">un </span><span style="'
    'font-weight:700;font-style:italic">deux</span></p></b>': "<p>un <i><b>deux</b></i></p>",
    # columns of a terminal
    '<div style="font-family: Menlo, monospace;white-space: pre;"><div>a    b</div><div>cc   d</div></div>':
        "<pre>a    b\ncc   d</pre>",
    # lines of Word
    "<p class=MsoNormal style='margin:0cm;margin-bottom:.0001pt'>ligne 1</p><p class=MsoNormal style='margin:0cm'>"
    "ligne 2</p><p class=MsoNormal style='margin-bottom:8.0pt'>autre</p>": "<p>ligne 1<br>ligne 2</p><p>autre</p>",
    # amounts
    '<table><tr><td style="text-align:right">1 842,50</td><td>12 345 678</td></tr></table>':
        "<table><tbody><tr><td>1&nbsp;842,50</td><td>12&nbsp;345&nbsp;678</td></tr></tbody></table>",
}  # fmt: skip


def test_what_a_pasted_style_means_is_kept(page, enter, address):
    enter("agent")
    text = page.get_by_role("textbox", name="Votre réponse")
    for html, written in PASTED.items():
        page.goto(address)
        text.focus()
        page.keyboard.press("Control+a")
        page.keyboard.press("Delete")
        text.evaluate(
            """(sheet, html) => {
            const data = new DataTransfer();
            data.setData("text/html", html);
            sheet.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
            html,
        )
        kept = page.evaluate(
            "() => new FormData(document.querySelector('.reply-answer form, form.reply-answer')).get('text')"
        )
        assert re.sub(r"(<br>)?</p>$|<p>(<br>)?</p>", "", kept) == re.sub(r"</p>$", "", written), html


def test_a_wide_table_moves_in_its_frame_and_breaks_no_number(page, scenery, enter, address):
    amounts = "".join(f"<td>{number} 842,50</td>" for number in range(1, 16))
    posted = Typed(f"<table><tr>{amounts}</tr></table>")
    scenery.cast.request("in_progress").answer(Written.rich(posted), by=scenery.cast.viewer("technicien"))
    enter("agent")
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(address)
    frame = page.locator(".table-frame")
    assert frame.evaluate("frame => frame.scrollWidth > frame.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert max(frame.locator("td").evaluate_all("cells => cells.map(cell => cell.clientHeight)")) < 40
