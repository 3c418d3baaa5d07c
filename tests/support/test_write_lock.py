"""What is done while no other writer may write: the verb alone (core/late.py)."""

import django.template
import pytest

from entregent.core.writing import RichText
from entregent.people.models import Submission

MAILS = ("shell/mail.txt", "shell/mail.html")  # a tenth of a millisecond, and a part of what the act writes


@pytest.fixture
def noted(monkeypatch):
    """For each page made and each text cleaned: whether the form had begun to write by then."""
    seen = []

    def watch(owner, name):
        real = getattr(owner, name)

        def watched(*args, **kwargs):
            if getattr(args[0], "name", "") not in MAILS:
                seen.append((name, Submission.objects.unscoped("test").exists()))
            return real(*args, **kwargs)

        monkeypatch.setattr(owner, name, watched)

    watch(django.template.Template, "render")
    watch(RichText, "to_python")
    return seen


@pytest.mark.parametrize("text", ["", "Une réponse"])
def test_a_text_is_cleaned_and_a_refusal_shown_before_anything_is_locked(post, url, noted, text):
    answer = post("agent", url("in_progress", "reponses/"), text=text)
    assert answer.status_code == (302 if text else 422)
    assert noted
    assert not any(has_begun for _, has_begun in noted)
    assert Submission.objects.unscoped("test").exists() == bool(text)


def test_a_form_of_many_questions_is_checked_before_anything_is_locked(post, noted):
    assert post("agent", "/support/demandes/depot/", subject="", text="").status_code == 422
    assert noted
    assert not any(has_begun for _, has_begun in noted)
