"""What the supervisor sets up on screen; faxes; what is checked at night."""

from datetime import timedelta

import pytest

from entregent.agenda.jobs import forget_past_cells
from entregent.agenda.models import Agenda, Cell, Engagement
from entregent.agenda.verify import check_cells
from entregent.core import clock
from entregent.dossiers.models import Assignment
from entregent.jobs.models import Mail
from entregent.spaces.secretariat.models import CallMessage, Line
from tests.spaces.secretariat.cast import book
from tests.spaces.secretariat.reading import read


def home(cast, name="medecin"):
    return f"/secretariat/abonnes/{cast.lines[name].dossier_id}/"


def test_a_subscriber_is_added_entrusted_and_invited(bare, post):
    said = {"name": "Plomberie Gallard", "trade": "Plombier", "called": "01 99 00 45 09"}
    assert post("responsable", "/secretariat/abonnes/nouveau/", **said).status_code == 302
    line = Line.objects.unscoped("test").get(called_key="+33199004509")
    url = f"/secretariat/abonnes/{line.dossier_id}/"
    assert bare.client("operatrice").get(url).status_code == 404
    assert post("responsable", f"{url}equipe/", members=[bare.members["operatrice"].pk]).status_code == 302
    assert "Plomberie Gallard" in read(bare, "operatrice", url)
    role = bare.roles["clairvoix", "subscriber"].pk
    invited = post("responsable", f"{url}invitation/", email="gallard@demo.example", last_name="Gallard", role=role)
    assert invited.status_code == 302
    mail = Mail.objects.get(to_address="gallard@demo.example")
    assert "/invitation/" in mail.text
    assert "mot de passe :" not in mail.text.lower()


def test_a_line_is_taken_back(bare, post):
    assert post("responsable", f"{home(bare)}equipe/").status_code == 302
    assert not Assignment.objects.unscoped("test").exists()
    assert bare.client("operatrice").get(home(bare)).status_code == 404


def test_health_data_is_for_profiles_with_a_second_factor(bare, post):
    bare.lines["medecin"].has_health_data = True
    bare.lines["medecin"].save()
    said = {"email": "dr@demo.example", "last_name": "Aubertin", "role": bare.roles["clairvoix", "subscriber"].pk}
    assert post("responsable", f"{home(bare)}invitation/", **said).status_code == 422
    said["role"] = bare.roles["clairvoix", "health"].pk
    assert post("responsable", f"{home(bare)}invitation/", **said).status_code == 302


@pytest.mark.parametrize(("person", "url"), [("medecin", "/secretariat/regles/"), ("responsable", None)])
def test_an_agenda_is_opened_counted_in_its_own_quantum(bare, post, person, url):
    url = url or f"{home(bare)}regles/"
    said = {"name": "Échographies", "slot_minutes": 12, "quantum": 5, "is_booked_by_provider": "on"}
    assert post(person, f"{url}agendas/nouveau/", **said).status_code == 422
    assert post(person, f"{url}agendas/nouveau/", **{**said, "quantum": 1}).status_code == 302
    made = Agenda.objects.unscoped("test").get(name="Échographies")
    assert (made.quantum, made.slot_minutes, made.position) == (1, 12, 1)
    day = made.today() + timedelta(days=2)
    from datetime import time

    from entregent.agenda.slots import at_wall

    start = at_wall(made, day, time(9, 12))
    assert (
        Engagement.book(made, start, timedelta(minutes=12), by=bare.viewer("medecin")).cells.unscoped("t").count() == 12
    )


def test_cells_and_engagements_agree_and_a_planted_fault_is_found(bare):
    made = book(bare, "medecin", minutes=30)
    book(bare, "medecin", hours=28).cancel(by=bare.viewer("medecin"))
    assert list(check_cells()) == []
    Cell.objects.unscoped("test").filter(engagement=made).first().delete()
    (found,) = check_cells()
    assert str(made.pk) in found.message


def test_cells_of_the_past_go_and_engagements_stay(bare):
    made = book(bare, "medecin")
    with clock.at(made.ends_at + timedelta(days=1)):
        forget_past_cells()
    assert Cell.objects.unscoped("test").exists()
    with clock.at(made.ends_at + timedelta(days=3)):
        forget_past_cells()
    assert not Cell.objects.unscoped("test").exists()
    assert Engagement.objects.unscoped("test").filter(pk=made.pk).exists()


class TestFax:
    PDF = b"\n".join(
        (
            b"%PDF-1.4",
            b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj",
            b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj",
            b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj",
            b"trailer<</Root 1 0 R>>",
            b"%%EOF",
        )
    )

    def send(self, bare, post, content, name="fax.pdf", person="operatrice"):
        from django.core.files.uploadedfile import SimpleUploadedFile

        sent = SimpleUploadedFile(name, content)
        return post(person, f"{home(bare)}appel/", kind="information", text="", caller="Labo", fichiers_un=sent)

    def test_it_goes_into_the_right_box_as_a_fax(self, bare, post):
        assert self.send(bare, post, self.PDF).status_code == 302
        made = CallMessage.objects.unscoped("test").get()
        assert made.kind == "fax"
        page = read(bare, "medecin", "/secretariat/messages/?tout=1")
        assert "fax.pdf" in page
        assert "fax.pdf" not in read(bare, "avocat", "/secretariat/messages/?tout=1")

    def test_what_is_no_fax_is_refused_and_what_was_typed_stays(self, bare, post):
        answer = self.send(bare, post, b"MZ\x90\x00 programme", name="fax.exe")
        assert answer.status_code == 422
        assert 'value="Labo"' in answer.content.decode()
        assert not CallMessage.objects.unscoped("test").exists()

    def test_another_subscriber_gets_no_byte_of_it(self, bare, post):
        from entregent.files import attaching, owners

        self.send(bare, post, self.PDF)
        made = CallMessage.objects.unscoped("test").get()
        assert len(attaching.files_of(made)) == 1
        seen = {name: owners.sees_owner(bare.viewer(name), "secretariat.callmessage", made.pk) for name in bare.members}
        assert seen == {"operatrice": True, "responsable": True, "medecin": True, "avocat": False, "etrangere": False}
