"""Forms that come too late: what arrived is shown, what was typed is kept, nothing is done unseen."""

import re

import pytest
from django.test import Client
from zeal import zeal_ignore

from entregent.people import drafts
from entregent.people.submissions import new_key
from entregent.spaces.support.forms import ProductForm
from entregent.spaces.support.models import Product
from entregent.spaces.support.models.intervention import TRAIL
from tests.cast import marks
from tests.people.visit import hidden

WORDS = "Un long texte, tapé en vain"
PART = {"HX-Request": "true"}


def told(page):
    """Narrow spaces of the words as plain ones."""
    return page.content.decode().replace("\N{NARROW NO-BREAK SPACE}", " ")


def seen_in(page):
    return re.search(r'name="seen" value="(\d+)"', page.content.decode())[1]


def typed_in(page):
    return re.findall(r"<textarea[^>]*>\s*([^<]*?)</textarea>", page.content.decode())


def end(scenery, name):
    """Whatever its status, the request comes to its end."""
    request, owner = scenery.cast.request(name), scenery.cast.viewer("agent")
    if request.status == "to_confirm":
        return request.confirm_closure(marks(), by=owner)
    return request.cancel("", by=owner)


class TestClosing:
    CASES = {
        "proposal": ("technicien", "in_progress", "proposition-de-cloture/", "text", "agent"),
        "refusal": ("agent", "to_confirm", "refus-de-cloture/", "reason", "technicien"),
    }

    @pytest.mark.parametrize("case", CASES)
    def test_what_arrived_is_shown_before_it_is_sent(self, scenery, post, url, case):
        person, name, act, field, other = self.CASES[case]
        seen, status = seen_in(scenery.client(person).get(url(name, act))), scenery.cast.request(name).status
        scenery.cast.request(name).answer("Entre-temps", by=scenery.cast.viewer(other))
        late = post(person, url(name, act), **{field: WORDS, "seen": seen})
        assert late.status_code == 409
        assert "Entre-temps" in late.content.decode()
        assert "Nous regardons" not in late.content.decode()
        assert typed_in(late) == [WORDS]
        assert scenery.cast.request(name).status == status
        assert post(person, url(name, act), **{field: WORDS, "seen": seen_in(late)}).status_code == 302

    def test_a_refusal_with_an_error_keeps_what_the_page_knew(self, scenery, post, url):
        seen = seen_in(scenery.client("agent").get(url("to_confirm", "refus-de-cloture/")))
        scenery.cast.request("to_confirm").answer("Entre-temps", by=scenery.cast.viewer("technicien"))
        wrong = post("agent", url("to_confirm", "refus-de-cloture/"), reason="", seen=seen)
        assert (wrong.status_code, seen_in(wrong)) == (422, seen)


class TestEditing:
    def form(self, scenery, post, url, subject, seen):
        return post(
            "agent",
            url("in_progress", "modification/"),
            **{"subject": subject, "question-module": "Bulletins", "seen": seen},
        )

    def test_one_s_own_other_window_is_not_overwritten_unseen(self, scenery, post, url):
        seen = seen_in(scenery.client("agent").get(url("in_progress", "modification/")))
        scenery.cast.request("in_progress").change("subject", "Changé ailleurs", by=scenery.cast.viewer("agent"))
        late = self.form(scenery, post, url, "Le mien", seen)
        assert late.status_code == 409
        assert 'value="Le mien"' in late.content.decode()
        assert scenery.cast.request("in_progress").subject == "Changé ailleurs"
        assert self.form(scenery, post, url, "Le mien", seen_in(late)).status_code == 302
        assert scenery.cast.request("in_progress").subject == "Le mien"

    def test_messages_do_not_stop_it(self, scenery, post, url):
        seen = seen_in(scenery.client("agent").get(url("in_progress", "modification/")))
        scenery.cast.request("in_progress").answer("Entre-temps", by=scenery.cast.viewer("technicien"))
        assert self.form(scenery, post, url, "Le mien", seen).status_code == 302


class TestMinor:
    def test_sharing_out_the_queue_stops_no_customer(self, scenery, post, url):
        seen = TRAIL.last_known(scenery.cast.viewer("agent"), scenery.cast.requests["in_progress"].pk)
        request = scenery.cast.request("in_progress")
        request.assign(scenery.cast.members["responsable"], by=scenery.cast.viewer("technicien"))
        assert post("agent", url("in_progress", "reponses/"), text="x", seen=seen).status_code == 302


class TestTooLate:
    """The state has changed: the act is refused, and what was typed can be copied from the answer."""

    CASES = {
        "answer": ("agent", "in_progress", "reponses/", "text"),
        "note": ("technicien", "in_progress", "notes/", "note"),
        "proposal": ("technicien", "in_progress", "proposition-de-cloture/", "text"),
        "refusal": ("agent", "to_confirm", "refus-de-cloture/", "reason"),
        "cancellation": ("agent", "in_progress", "annulation/", "reason"),
    }

    @pytest.mark.parametrize("case", CASES)
    def test_what_was_typed_is_shown(self, scenery, post, url, case):
        person, name, act, field = self.CASES[case]
        end(scenery, name)
        page = post(person, url(name, act), **{field: WORDS, "seen": "12", "draft_place": "support.intervention:1:x"})
        assert page.status_code == 409
        assert typed_in(page) == [WORDS]

    def test_shape_is_shown_as_words_and_choices_are_not(self, scenery, post, url):
        end(scenery, "in_progress")
        html = {"text": f"<p><b>{WORDS}</b></p>", "text_format": "html"}
        assert typed_in(post("agent", url("in_progress", "reponses/"), **html)) == [WORDS]
        assert typed_in(post("agent", url("in_progress", "proprietaire/"), to="12")) == []

    def test_a_field_changed_in_place_too(self, scenery):
        request = scenery.cast.request("in_progress")
        end(scenery, "in_progress")
        sent = {"submission": new_key(scenery.cast.viewer("agent")), "base": "{}", "subject": WORDS}
        address = f"/fiches/demandes/{request.pk}/champs/subject/modification/"
        page = scenery.client("agent").post(address, sent)
        assert page.status_code == 409
        assert typed_in(page) == [WORDS]

    def test_a_link_that_comes_too_late_shows_nothing_of_the_sort(self, scenery, url):
        end(scenery, "in_progress")
        page = scenery.client("agent").get(url("in_progress", "modification/"))
        assert (page.status_code, typed_in(page)) == (409, [])


class TestWayBack:
    """After an error the page stands at an address that takes forms only."""

    CASES = (("reponses/", "text"), ("notes/", "note"))

    @pytest.mark.parametrize(("act", "field"), CASES)
    def test_erasing_a_draft_leads_to_the_conversation(self, scenery, post, url, act, field):
        wrong = post("technicien", url("in_progress", act), **{field: ""})
        assert wrong.status_code == 422
        assert set(re.findall(r'name="back" value="([^"]*)"', wrong.content.decode())) == {url("in_progress")}

    @pytest.mark.parametrize(("act", "field"), CASES)
    def test_so_does_signing_in_again(self, scenery, url, act, field):
        key = new_key(scenery.cast.viewer("technicien"))
        sent = {"submission": key, field: "x", "back": url("in_progress")}
        stopped = Client().post(
            url("in_progress", act), sent, headers={"Referer": f"http://testserver{url('in_progress', act)}"}
        )
        assert stopped["Location"] == f"/connexion/?next={url('in_progress').replace('/', '%2F')}"

    def test_a_new_request_goes_back_to_its_form(self, scenery, post):
        wrong = post("agent", "/support/demandes/depot/", subject="")
        assert 'name="back" value="/support/demandes/nouvelle/"' in wrong.content.decode()


class TestWhoseText:
    """A session ended while one of two forms of a page was sent: the other one keeps its own draft."""

    def test_each_box_has_its_own(self, scenery, url):
        viewer, request = scenery.cast.viewer("technicien"), scenery.cast.requests["in_progress"]
        drafts.save(viewer, drafts.place_of(request, "note"), {"note": "La note commencée"})
        client = scenery.client("technicien")
        session = client.session
        fields = {"text": WORDS, "draft_place": drafts.place_of(request, "answer")}
        session["held"] = {url("in_progress"): {"user": viewer.user_id, "fields": fields}}
        session.save()
        assert typed_in(client.get(url("in_progress"))) == [WORDS, "La note commencée"]


def test_a_name_taken_at_the_same_moment_is_told_in_the_new_form(scenery, monkeypatch):
    """The first check saw nothing of the other's product: the form is asked again, and by then it can tell."""
    product, seen = scenery.cast.products["payroll"], []
    check = ProductForm.full_clean

    def blind_once(form):
        seen.append(form)
        monkeypatch.setattr(Product, "validate_constraints", (lambda *_a, **_k: None) if len(seen) == 1 else rules)
        check(form)

    rules = Product.validate_constraints
    monkeypatch.setattr(ProductForm, "full_clean", blind_once)
    client = scenery.client("responsable")
    typed = {**hidden(client.get("/support/produits/nouveau/")), "name": product.name, "service": product.service_id}
    seen.clear()
    with zeal_ignore():  # the form is read once more: that is the mend
        page = client.post("/support/produits/nouveau/", typed)
    assert (page.status_code, len(seen)) == (422, 2)
    assert f"« {product.name} » existe déjà." in re.search("field-error[^>]*>(.*)", told(page))[1]
    assert Product.objects.unscoped("test").filter(name=product.name).count() == 1
