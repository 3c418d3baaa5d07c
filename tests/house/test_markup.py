from pathlib import Path

import pytest
from django.template import TemplateSyntaxError, engines
from django.template.loader import get_template
from django.urls import get_resolver

from tests.house import markup
from tests.house.rooms import SOURCE


def name_of(path: Path) -> str:
    return path.as_posix().rpartition("/templates/")[2]


@pytest.mark.parametrize("path", markup.templates(), ids=name_of)
def test_every_template_is_found_and_compiles(path: Path):
    assert get_template(name_of(path)).origin.name == str(path), "another template of this name comes first"


def test_a_broken_template_is_caught():
    with pytest.raises(TemplateSyntaxError):
        engines["django"].from_string("{% if %}")


def test_templates_hold_nothing_refused():
    assert list(markup.faults(SOURCE)) == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('<p style="color: red">', "inline style"),
        ("<style>p {}</style>", "inline style sheet"),
        ("<script>go()</script>", "inline script"),
        ('<button onclick="go()">', "inline handler"),
        ('<button hx-on:click="go()">', "hx-on"),
        ('<a href="javascript:go()">', "javascript: address"),
        ("{{ text|safe }}", "unescaped output"),
        ("{% autoescape off %}{{ text }}{% endautoescape %}", "unescaped output"),
        ('<img alt="" src="https://example.org/a.png">', "file from elsewhere"),
    ],
)
def test_refused_markup_is_caught(tmp_path: Path, text: str, what: str):
    plant(tmp_path / "entregent/people/templates/people/page.html", f"<main>\n{text}")
    assert list(markup.faults(tmp_path / "entregent")) == [f"people/templates/people/page.html:2: {what}"]


@pytest.mark.parametrize(
    "text",
    [
        "<script src=\"{% static 'app.js' %}\" defer></script>",
        '<a class="on" href="https://example.org">{{ text }}</a>',
        "{# <p style=… #}",
        '<input data-on="x" value="{{ one }}">',
    ],
)
def test_ordinary_markup_passes(tmp_path: Path, text: str):
    plant(tmp_path / "entregent/people/templates/people/page.html", text)
    assert list(markup.faults(tmp_path / "entregent")) == []


@pytest.mark.parametrize(
    ("name", "text"), [("mail.html", '<p style="color: red">'), ("mail.txt", "{% autoescape off %}{{ text }}")]
)
def test_mail_has_its_own_rules(tmp_path: Path, name: str, text: str):
    plant(tmp_path / "entregent/people/templates/people" / name, text)
    plant(tmp_path / "entregent/people/templates/people/page.html", text)
    assert [fault.partition(":")[0] for fault in markup.faults(tmp_path / "entregent")] == [
        "people/templates/people/page.html"
    ]


def test_no_room_reaches_into_a_space():
    assert list(markup.crossings(SOURCE, dict(markup.owners(get_resolver())))) == []


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("spaces/crm/templates/crm/page.html", '{% include "support/row.html" %}'),
        ("spaces/crm/templates/crm/page.html", '{% url "support:home" %}'),
        ("spaces/crm/views.py", 'redirect("support:home")'),
        ("threads/templates/threads/page.html", '{% extends "support/page.html" %}'),
        ("threads/views.py", 'reverse("support:home")'),
    ],
)
def test_a_planted_crossing_is_caught(tmp_path: Path, place: str, text: str):
    source = tmp_path / "entregent"
    (source / "spaces/support").mkdir(parents=True)
    plant(source / place, text)
    plant(source / "spaces/support/views.py", text)
    plant(source / "site/menu.py", text)
    assert list(markup.crossings(source, {"support:home": "support"})) == [f"{place} -> support"]


def plant(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
