"""Files of requests and messages: they go with the act, to those who see it, or not at all."""

from http import HTTPStatus
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from entregent.files import attaching, owners, receiving
from entregent.files.models import File
from entregent.people import drafts
from entregent.people.errors import Refused
from entregent.people.submissions import new_key
from entregent.spaces.support.models import Intervention
from entregent.threads.models import PURPOSE, Message
from tests.cast import PASSWORD
from tests.parcels import fresh, parcel

NEW = {"subject": "Bulletins de mars", "text": "Ils ne s’impriment plus.", "fichiers": []}
STEPS = {"proposition": ("technicien", "in_progress", "text"), "refus": ("agent", "to_confirm", "reason")}
PLAIN = b"%PDF-1.4 invente"


def files_of(message):
    return [file.name for file in attaching.files_of(message)]


def sent_files():
    return File.objects.unscoped("test").filter(purpose=PURPOSE)


def asked_by(request):
    return {"question-module": "Bulletins"}


def latest():
    return Message.objects.unscoped("test").latest("pk")


@pytest.fixture
def taken(monkeypatch):
    """What comes in a form itself is received without being looked into: that is the door's own affair."""

    depth = len(connection.savepoint_ids)

    def take(viewer, sent, purpose):
        assert purpose == PURPOSE
        assert len(connection.savepoint_ids) == depth  # what is received stays when the form is refused
        if sent.name.endswith(".exe"):
            raise Refused("Ce fichier est un programme Windows.")
        return parcel_of(viewer, sent.name, sent.size)

    monkeypatch.setattr(receiving, "take_plain_file", take)
    return take


def parcel_of(viewer, name, size):
    file = File(
        house_id=viewer.house_id, membership_id=viewer.acting, name=name, size=size,
        digest="0" * 64, kind="application/pdf", purpose=PURPOSE,
    )  # fmt: skip
    file.save(force_insert=True)
    return file


@pytest.mark.django_db
class TestActs:
    def test_an_answer_takes_its_files_along_in_their_order(self, scenery, post, url):
        names = ["b.pdf", "a.pdf"]
        sent = [parcel(scenery.cast, "agent", name) for name in names]
        answer = post("agent", url("in_progress", "reponses/"), text="Voici.", fichiers=[file.uuid for file in sent])
        assert answer.status_code == HTTPStatus.FOUND
        assert files_of(latest()) == names

    def test_a_message_may_be_files_alone_but_not_nothing(self, scenery, post, url):
        sent = parcel(scenery.cast, "agent")
        assert post("agent", url("in_progress", "reponses/"), text="").status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        answer = post("agent", url("in_progress", "reponses/"), text="", fichiers=[sent.uuid])
        assert answer.status_code == HTTPStatus.FOUND
        assert (latest().text, files_of(latest())) == ("", ["facture.pdf"])

    def test_a_request_is_filed_with_its_files_and_never_without_words(self, scenery, post):
        sent = parcel(scenery.cast, "agent")
        fields = {**NEW, "contract": scenery.cast.contracts["legal"].pk, "fichiers": [sent.uuid]}
        refused = post("agent", "/support/demandes/depot/", **{**fields, "text": ""})
        assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert f'value="{sent.uuid}" checked' in refused.content.decode()
        assert post("agent", "/support/demandes/depot/", **fields).status_code == HTTPStatus.FOUND
        filed = Intervention.objects.unscoped("test").latest("pk")
        assert files_of(filed.thread.messages.unscoped("test").get()) == ["facture.pdf"]

    def test_files_added_by_changing_the_request_belong_to_it(self, scenery, post, url):
        sent, request = parcel(scenery.cast, "agent"), scenery.cast.requests["in_progress"]
        form = {"subject": request.subject, "fichiers": [sent.uuid], **asked_by(request)}
        assert post("agent", url("in_progress", "modification/"), **form).status_code == HTTPStatus.FOUND
        assert files_of(request) == ["facture.pdf"]
        page = scenery.client("collegue").get(url("in_progress")).content.decode()
        assert fresh(sent).address in page
        assert "Nadia Ferrand a modifié la demande" in page

    @pytest.mark.parametrize("step", ["proposition", "refus"])
    def test_both_steps_of_closing_take_files(self, scenery, post, url, step):
        person, name, words = STEPS[step]
        sent = parcel(scenery.cast, person)
        answer = post(person, url(name, f"{step}-de-cloture/"), **{words: "", "fichiers": [sent.uuid]})
        assert answer.status_code == HTTPStatus.FOUND
        assert files_of(latest()) == ["facture.pdf"]

    def test_a_field_that_says_what_is_no_file_of_theirs_is_corrected_and_nothing_is_done(self, scenery, post, url):
        own, foreign = parcel(scenery.cast, "agent"), parcel(scenery.cast, "autre")
        used = parcel(scenery.cast, "agent", "deja.pdf")
        post("agent", url("in_progress", "reponses/"), text="Un", fichiers=[used.uuid])
        before = latest().pk
        for wrong in (foreign.uuid, used.uuid, uuid4(), "pas-une-clef"):
            answer = post("agent", url("in_progress", "reponses/"), text="Mon texte", fichiers=[own.uuid, wrong])
            page = answer.content.decode()
            assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
            assert "Mon texte" in page
            assert f'value="{own.uuid}" checked' in page
            assert str(foreign.uuid) not in page
        assert latest().pk == before
        assert not fresh(own).is_attached
        assert not fresh(foreign).is_attached

    def test_too_many_files_are_told_in_the_form(self, scenery, post, url):
        sent = [parcel(scenery.cast, "agent", f"{number}.pdf").uuid for number in range(21)]
        answer = post("agent", url("in_progress", "reponses/"), text="Tout", fichiers=sent)
        assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert not any(file.is_attached for file in sent_files())

    def test_a_verb_that_is_refused_leaves_the_files_to_their_author(self, scenery, post, url):
        sent = parcel(scenery.cast, "agent")
        assert (
            post("agent", url("closed", "reponses/"), text="Trop tard", fichiers=[sent.uuid]).status_code
            == HTTPStatus.CONFLICT
        )
        assert not fresh(sent).is_attached

    def test_the_same_form_sent_twice_is_one_message(self, scenery, url):
        sent, client = parcel(scenery.cast, "agent"), scenery.client("agent")
        form = {"submission": new_key(scenery.cast.viewer("agent")), "text": "Une fois", "fichiers": [sent.uuid]}
        first, second = (client.post(url("in_progress", "reponses/"), form) for _ in range(2))
        assert first.url == second.url
        assert Message.objects.unscoped("test").filter(text="Une fois").count() == 1


@pytest.mark.django_db
class TestSight:
    def test_the_files_of_a_note_are_the_desk_s_alone(self, scenery, post, url):
        sent = parcel(scenery.cast, "technicien", "interne.pdf")
        post("technicien", url("in_progress", "notes/"), note="Entre nous", fichiers_note=[sent.uuid])
        assert files_of(latest()) == ["interne.pdf"]
        seen = {
            name: owners.sees_owner(scenery.cast.viewer(name), "threads.message", latest().pk)
            for name in ("responsable", "agent", "collegue", "administrateur", "autre", "etranger", "public")
        }
        assert [name for name, is_seen in seen.items() if is_seen] == ["responsable"]
        assert "interne.pdf" in scenery.client("responsable").get(url("in_progress")).content.decode()
        assert "interne.pdf" not in scenery.client("agent").get(url("in_progress")).content.decode()

    def test_the_box_of_answers_never_takes_the_files_of_a_note(self, scenery, post, url):
        sent = parcel(scenery.cast, "technicien")
        post("technicien", url("in_progress", "reponses/"), text="Bonjour", fichiers_note=[sent.uuid])
        assert files_of(latest()) == []

    def test_messages_show_their_files_in_one_query_however_many(self, scenery, url, watched):
        def counted():
            client = scenery.client("agent")
            client.get(url("in_progress"))
            with CaptureQueriesContext(connection) as queries:
                page = client.get(url("in_progress")).content.decode()
            return len(queries), page

        say(scenery, 1)
        few, _page = counted()
        say(scenery, 6)
        many, page = counted()
        assert many == few
        assert page.count("/fichier/") == 7

    def test_a_message_names_its_files_their_weight_and_their_address(self, scenery, url):
        say(scenery, 1, name="Bulletin d’août (2).pdf", size=1_300_000)
        page = scenery.client("collegue").get(url("in_progress")).content.decode()
        file = sent_files().get()
        assert f'href="{file.address}"' in page
        assert "Bulletin d’août (2).pdf" in page
        assert "1,2\u00a0Mo" in page


def say(scenery, count, **of):
    request, viewer = scenery.cast.requests["in_progress"], scenery.cast.viewer("agent")
    for number in range(count):
        request.answer(f"Message {number}", by=viewer, files=[parcel(scenery.cast, "agent", **of).uuid])


@pytest.mark.django_db
class TestWithoutScript:
    def test_one_file_in_the_form_itself_goes_with_the_message(self, scenery, post, url, taken):
        one = SimpleUploadedFile("photo.pdf", PLAIN)
        assert (
            post("agent", url("in_progress", "reponses/"), text="Voici", fichiers_un=one).status_code
            == HTTPStatus.FOUND
        )
        assert files_of(latest()) == ["photo.pdf"]

    def test_a_form_that_comes_back_keeps_it_and_shows_it_ticked(self, scenery, post, taken):
        one = SimpleUploadedFile("photo.pdf", PLAIN)
        answer = post("agent", "/support/demandes/depot/", subject="", text="Voici", fichiers_un=one)
        kept = sent_files().get()
        assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert f'value="{kept.uuid}" checked' in answer.content.decode()

    def test_one_that_is_refused_says_why_in_its_field_and_keeps_the_words(self, scenery, post, url, taken):
        one = SimpleUploadedFile("jeu.exe", PLAIN)
        answer = post("agent", url("in_progress", "reponses/"), text="Mon texte", fichiers_un=one)
        page = answer.content.decode()
        assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert page.count("Ce fichier est un programme Windows.") == 2  # above the form, and beside the field
        assert "Mon texte" in page

    def test_sent_twice_it_is_one_message_and_nothing_is_left_over(self, scenery, url, taken):
        client, key = scenery.client("agent"), new_key(scenery.cast.viewer("agent"))
        for _ in range(2):
            form = {"submission": key, "text": "Une fois", "fichiers_un": SimpleUploadedFile("photo.pdf", PLAIN)}
            assert client.post(url("in_progress", "reponses/"), form).status_code in (
                HTTPStatus.FOUND,
                HTTPStatus.SEE_OTHER,
            )
        assert Message.objects.unscoped("test").filter(text="Une fois").count() == 1
        assert [file.is_attached for file in sent_files()] == [True]

    def test_a_form_without_its_key_receives_nothing(self, scenery, url, taken):
        form = {"text": "Voici", "fichiers_un": SimpleUploadedFile("photo.pdf", PLAIN)}
        assert scenery.client("agent").post(url("in_progress", "reponses/"), form).status_code == HTTPStatus.BAD_REQUEST
        assert not sent_files().exists()

    @pytest.mark.parametrize(
        ("person", "place", "status"),
        [
            ("autre", ("in_progress", "reponses/"), HTTPStatus.NOT_FOUND),
            ("collegue", ("in_progress", "reponses/"), HTTPStatus.FORBIDDEN),
            ("agent", ("in_progress", "notes/"), HTTPStatus.FORBIDDEN),
            ("agent", ("closed", "reponses/"), HTTPStatus.CONFLICT),
            ("collegue", ("in_progress", "modification/"), HTTPStatus.FORBIDDEN),
            ("agent", ("in_progress", "proposition-de-cloture/"), HTTPStatus.FORBIDDEN),
        ],
    )
    def test_whoever_may_not_write_there_has_nothing_looked_into(self, post, url, monkeypatch, person, place, status):
        monkeypatch.setattr(receiving, "take_plain_file", lambda *asked: pytest.fail("looked into"))
        files = {box: SimpleUploadedFile("photo.pdf", PLAIN) for box in ("fichiers_un", "fichiers_note_un")}
        assert post(person, url(*place), text="Voici", **files).status_code == status

    @pytest.mark.parametrize("form", ["/support/demandes/nouvelle/", "/support/demandes/{}/"])
    def test_forms_that_take_files_are_sent_as_such(self, scenery, form):
        page = scenery.client("agent").get(form.format(scenery.cast.requests["in_progress"].number)).content.decode()
        assert 'enctype="multipart/form-data"' in page
        assert 'type="file"' in page
        assert "25\u00a0Mo" in page


@pytest.mark.django_db
class TestDrafts:
    def place(self, scenery):
        return drafts.place_of(scenery.cast.requests["in_progress"], "answer")

    def save(self, scenery, **fields):
        form = {"draft_place": self.place(scenery), **fields}
        assert scenery.client("agent").post("/brouillons/", form).status_code == HTTPStatus.OK

    def test_a_draft_of_files_alone_is_kept_and_shown_on_any_device(self, scenery, url):
        sent = [parcel(scenery.cast, "agent", f"{number}.pdf") for number in range(2)]
        for files in (sent[:1], sent):
            self.save(scenery, text="", fichiers=[file.uuid for file in files])
            page = scenery.client("agent").get(url("in_progress")).content.decode()
            assert [f'data-uuid="{file.uuid}"' in page for file in sent] == [file in files for file in sent]

    def test_keeping_it_keeps_its_files_a_week_more(self, scenery):
        sent = parcel(scenery.cast, "agent")
        sent_files().update(expires_at=sent.at)
        self.save(scenery, text="Bientôt", fichiers=[sent.uuid])
        assert fresh(sent).expires_at > sent.expires_at

    def test_erasing_it_frees_its_files_and_no_other(self, scenery, url):
        mine, other, foreign = (parcel(scenery.cast, person) for person in ("agent", "agent", "autre"))
        self.save(scenery, text="Non", fichiers=[mine.uuid, foreign.uuid])
        scenery.client("agent").post("/brouillons/effacement/", {"draft_place": self.place(scenery)})
        assert (fresh(mine), fresh(other), fresh(foreign)) == (None, other, foreign)

    def test_sending_it_leaves_the_files_to_their_message(self, scenery, post, url):
        sent = parcel(scenery.cast, "agent")
        self.save(scenery, text="Voici", fichiers=[sent.uuid])
        post("agent", url("in_progress", "reponses/"), text="Voici", fichiers=[sent.uuid])
        assert not drafts.drafts_at(scenery.cast.viewer("agent"), self.place(scenery))
        assert files_of(latest()) == ["facture.pdf"]

    def test_a_file_that_is_gone_is_told_and_the_others_stay(self, scenery, url):
        mine, gone = (parcel(scenery.cast, "agent", name) for name in ("reste.pdf", "parti.pdf"))
        self.save(scenery, text="Deux", fichiers=[mine.uuid, gone.uuid])
        attaching.free(scenery.cast.viewer("agent"), [gone.uuid])
        page = scenery.client("agent").get(url("in_progress")).content.decode()
        assert "reste.pdf" in page
        assert "Un fichier gardé avec votre brouillon n’est plus là" in page

    def test_files_come_back_after_a_session_that_ended(self, scenery, url):
        sent, client = parcel(scenery.cast, "agent"), scenery.client("agent")
        form = {
            "submission": new_key(scenery.cast.viewer("agent")), "text": "Sans session", "fichiers": [sent.uuid],
            "back": url("in_progress"), "draft_place": self.place(scenery),
        }  # fmt: skip
        client.logout()
        assert client.post(url("in_progress", "reponses/"), form).status_code == HTTPStatus.SEE_OTHER
        client.post("/connexion/", {"login": scenery.cast.email("agent"), "password": PASSWORD})
        page = client.get(url("in_progress")).content.decode()
        assert f'data-uuid="{sent.uuid}"' in page
