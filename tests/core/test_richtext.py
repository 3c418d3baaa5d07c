"""Markup of any kind comes out with nothing but what messages may hold; words come out whole."""

import re
from html.parser import HTMLParser

import pytest
from django import forms
from django.utils import translation

from entregent.core import richtext, writing
from entregent.core.richtext import INKS, MOST_BYTES, Written, clean, of_text, printable, text_of
from entregent.core.writing import RichText, Typed, as_typed
from tests.core.vectors import VECTORS

TAGS = {
    "p", "br", "hr", "h3", "h4", "blockquote", "pre", "code", "ul", "ol", "li", "a", "span",
    "strong", "b", "em", "i", "u", "s", "sub", "sup", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "rel"}, "span": {"class"}, "th": {"colspan", "rowspan", "scope"}, "td": {"colspan", "rowspan"},
}  # fmt: skip


class Inspector(HTMLParser):
    """Everything in the markup that should not be there."""

    def __init__(self):
        super().__init__()
        self.faults = []

    def handle_starttag(self, tag, attrs):
        if tag not in TAGS:
            self.faults.append(f"<{tag}>")
        for name, value in attrs:
            if name not in ATTRIBUTES.get(tag, ()):
                self.faults.append(f"<{tag} {name}>")
            if name == "href" and not re.match(r"(https?://|mailto:|tel:)[^\s<>]+$", value or ""):
                self.faults.append(f"href={value}")
            if name == "class" and not set((value or "").split()) <= set(INKS):
                self.faults.append(f"class={value}")
            if name in ("colspan", "rowspan") and not re.fullmatch(r"[1-9]\d?", value or ""):
                self.faults.append(f"{name}={value}")

    def handle_comment(self, data):
        self.faults.append(f"<!--{data}-->")

    def handle_decl(self, decl):
        self.faults.append(f"<!{decl}>")

    def unknown_decl(self, data):
        self.faults.append(f"<![{data}")

    def handle_pi(self, data):
        self.faults.append(f"<?{data}>")


def faults(html):
    inspector = Inspector()
    inspector.feed(html)
    inspector.close()
    return inspector.faults


def test_there_are_enough_vectors():
    assert len(VECTORS) >= 300


def unframed(html):
    """Without the frame that the page itself puts around a table."""
    frame = r'<div class="table-frame" tabindex="0" role="group" aria-label="Tabl\w+">(<table)'
    return re.sub(frame, r"\1", html).replace("</table></div>", "</table>")


def left_by(vector):
    """What is wrong with any form in which a page could show this."""
    cleaned = clean(vector)
    written = Written.rich(vector)
    forms = [
        cleaned,
        *map(unframed, printable(written.text, written.html)),
        *map(unframed, printable(vector)),
        *map(unframed, printable("", vector)),
        of_text(written.text),
    ]
    found = [fault for form in forms for fault in faults(form)]
    found += ["changes when cleaned again"] if clean(cleaned) != cleaned else []
    return found + re.findall(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", cleaned)


@pytest.mark.parametrize("first", range(0, len(VECTORS), 50))
def test_nothing_hostile_is_left(first):
    left = {vector[:200]: found for vector in VECTORS[first : first + 50] if (found := left_by(vector))}
    assert left == {}


def test_the_inspector_sees_what_is_not_cleaned():
    seen = [vector for vector in VECTORS if faults(vector)]
    assert len(seen) > 280


def test_a_cleaner_that_lets_a_handler_through_is_noticed(monkeypatch):
    import nh3

    monkeypatch.setattr(richtext, "CLEANER", nh3.Cleaner(tags={"p"}, attributes={"p": {"onclick"}}))
    assert faults(clean("<p onclick=x>y</p>"))


def test_what_two_readings_make_different_is_given_up(monkeypatch):
    """Markup that changes each time it is read keeps its words alone."""

    class Restless:
        def clean(self, html):
            return f"<b>{html}</b>" if len(html) < 200 else html[:-1]

    monkeypatch.setattr(richtext, "CLEANER", Restless())
    assert clean("mots") == "<p>mots</p>"


@pytest.mark.parametrize(
    "html",
    [
        "<p>Un <b>mot</b>, <i>deux</i>, <u>trois</u>, H<sub>2</sub>O, m<sup>2</sup></p>",
        "<ul><li>un</li><li>deux</li></ul>",
        "<ol><li>un</li></ol>",
        '<table><tbody><tr><th scope="col">A</th><td colspan="2">B</td></tr></tbody></table>',
        '<p><span class="ink-red">rouge</span></p>',
        "<blockquote><p>dit</p></blockquote><p>réponse</p>",
        "<h3>Titre</h3><pre><code>x = 1</code></pre><hr>",
    ],
)
def test_what_the_editor_makes_stays(html):
    assert clean(html) == html


def test_links_lead_out_without_telling_where_from():
    assert clean('<a href=" https://x.example/?a=1&amp;b=2" target="_blank">x</a>') == (
        '<a href="https://x.example/?a=1&amp;b=2" rel="noopener noreferrer nofollow">x</a>'
    )
    assert 'href="mailto:a@x.example"' in clean('<a href="mailto:a@x.example">x</a>')


@pytest.mark.parametrize(
    "text",
    [
        "Ligne une\nLigne deux",
        "Un\n\nDeux",
        "1 < 2 && \"3\" > '2'",
        "<script>",
        "> cité\n\nréponse",
        "Un\n\n> cité\n> aussi",
    ],
)
def test_plain_text_comes_back_as_it_was(text):
    assert text_of(of_text(text)) == text
    assert faults(of_text(text)) == []


def test_words_of_markup():
    table = "<table><tr><td>1</td><td>2</td></tr></table>"
    html = f"<p>Un</p><ul><li>a</li><li>b</li></ul>{table}<blockquote>cité</blockquote>"
    assert text_of(clean(html)) == "Un\n\n- a\n- b\n\n1\t2\n\n> cité"


def test_what_has_no_shape_is_kept_as_plain_text():
    assert Written.rich("<p>Bonjour<br>vous</p><p><br></p><p>Merci</p><p><br></p>") == Written("Bonjour\nvous\n\nMerci")
    assert Written.rich("<p>Bonjour <b>vous</b></p>").html == "<p>Bonjour <b>vous</b></p>"


@pytest.mark.parametrize("empty", ["", "  ", "<p><br></p>", "<p>&nbsp;</p><b></b>", "<script>x</script>", "<ul></ul>"])
def test_tags_and_spaces_alone_are_nothing(empty):
    assert not Written.rich(empty)


def test_the_quotation_at_the_end_is_set_apart_and_no_other():
    said, quoted = printable("Oui.\n\n> Est-ce fait ?\n> Merci")
    assert (said, quoted) == ("<p>Oui.</p>", "<blockquote><p>Est-ce fait ?<br>Merci</p></blockquote>")
    assert printable("> Est-ce fait ?\n\nOui.")[1] == ""
    assert printable("> tout est cité")[1] == ""
    html = "<p>a</p><blockquote><p>b</p></blockquote><p>c</p><blockquote><p>d</p></blockquote>"
    assert printable("", html) == (html[: html.rindex("<blockquote>")], "<blockquote><p>d</p></blockquote>")


class TestField:
    def test_takes_plain_text_without_a_script(self):
        assert RichText().clean("  a\r\n<b>b</b> ") == Written("a\n<b>b</b>")

    def test_takes_markup_from_the_editor(self):
        assert RichText().clean(Typed("<p>a <b>b</b></p>")) == Written("a b", "<p>a <b>b</b></p>")

    @pytest.mark.parametrize(
        ("long", "words"),
        [
            ("x" * 20_001, "20.001 characters"),
            (Typed("<p>" + "x" * 20_001), "20.001 characters"),
            ("x" * (MOST_BYTES + 1), "100.001 characters"),
            (Typed("<b>xxxxx</b>" * 15_000), "180 kB, 100 at most"),
            (Typed("<i>x</i>" * 7_000), "too many cells"),
        ],
    )
    def test_the_limit_that_was_met_is_the_one_that_is_told(self, long, words):
        from django.core.exceptions import ValidationError

        with translation.override("en"), pytest.raises(ValidationError, match=words):
            RichText().clean(long)

    def test_a_large_table_is_taken_and_one_too_large_comes_back_with_its_cells_apart(self):
        table = "<table>" + ("<tr>" + "<td>12</td>" * 15 + "</tr>") * 141 + "</table>"
        assert RichText().clean(Typed(table)).text.count("12") == 141 * 15
        back = writing.Editor().format_value(Typed(f"<p>Voici</p>{table * 4}"))
        assert back.startswith("Voici\n12\t12\t12")
        assert back.count("\n") == 4 * 141 + 1

    def test_what_was_kept_is_known_for_what_it_was(self):
        kept = as_typed({"text": "<p>x</p>", "text_format": "html", "subject": "<p>"})
        assert isinstance(kept["text"], Typed)
        assert not isinstance(kept["subject"], Typed)


TANGLED = ["<blockquote>a" * 7000, "<ul><li>a" * 5000, "<p><b><i><u><s><em>" * 4000, "<" * 99_000, "<div>" * 100 + "a"]


@pytest.mark.parametrize("html", TANGLED, ids=["quotations", "items", "letters", "signs", "boxes"])
def test_what_would_cost_more_than_it_is_worth_is_refused_uncleaned(html, monkeypatch):
    monkeypatch.setattr(writing.Written, "rich", lambda text: pytest.fail("it was cleaned"))

    class Form(forms.Form):
        text = writing.RichText()

    form = Form({"text": f"{html} fin du texte", "text_format": "html"})
    assert form.errors["text"]
    assert "fin du texte" in str(form["text"])
    assert writing.Editor.shape(form["text"].value()) == ""


def test_deep_quotations_are_told_by_a_few_signs():
    assert richtext.text_of("<blockquote>" * 50 + "<p>mot</p>" + "</blockquote>" * 50) == "> " * 6 + "mot"


def test_ordinary_shapes_are_not_tangled():
    table = "<table>" + "<tr>" + "<td>x</td>" * 12 + "</tr>" * 1 + "</table>"
    assert not richtext.is_tangled("<p>un<br>deux</p>" * 300 + table * 20 + "<blockquote>" * 20 + "</blockquote>" * 20)
