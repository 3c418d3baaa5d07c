"""The operator's side: who is called, who calls, what is asked, what is taken and passed on."""

import json
import threading
from datetime import UTC, datetime, time, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.error import HTTPError

import pytest
from django.test import override_settings

from entregent.core import clock
from entregent.core.clock import now
from entregent.jobs.models import Job, Mail
from entregent.spaces.secretariat import calls, delivering, sms
from entregent.spaces.secretariat.models import CallMessage, Delivery, DeliveryRule, Instruction
from entregent.spaces.secretariat.where import Where
from tests.spaces.secretariat.cast import book, take, write_contact
from tests.spaces.secretariat.reading import read

WINTER = datetime(2026, 12, 2, 9, 0, tzinfo=UTC)  # a Wednesday, ten o'clock in Paris


def where(cast, person="operatrice", name="medecin"):
    return Where(cast.viewer(person), cast.lines[name])


def home(cast, name="medecin"):
    return f"/secretariat/abonnes/{cast.lines[name].dossier_id}/"


class TestScreen:
    @pytest.mark.parametrize("called", ["01 99 00 45 01", "0199004501", "+33199004501", "0033 1 99 00 45 01"])
    def test_the_number_that_was_dialled_opens_the_line(self, bare, called):
        write_contact(bare, "medecin", "Dupont", "Hélène", phone="06 12 34 56 78")
        client = bare.client("operatrice")
        page = client.get("/secretariat/appels/ecran/", {"numero": "0612345678", "appele": called}, follow=True)
        words = page.content.decode()
        assert page.redirect_chain[-1][0].startswith(home(bare))
        assert "Bonjour de medecin" in words
        assert "Dupont Hélène" in words
        assert 'value="06 12 34 56 78"' in words

    def test_a_line_that_is_not_theirs_or_of_nobody_is_told_without_a_word_of_it(self, bare):
        for called in ("01 99 00 45 02", "0700000000", "", "abc"):
            page = bare.client("operatrice").get(f"/secretariat/appels/ecran/?appele={called}", follow=True)
            assert page.redirect_chain[-1][0] == "/secretariat/appels/"
            assert "Collin" not in page.content.decode()

    def test_an_unknown_caller_gets_a_sheet_already_filled(self, bare):
        page = read(bare, "operatrice", f"{home(bare)}?numero=0699887766")
        assert f'href="{home(bare)}contacts/nouveau/?phone=0699887766"' in page
        assert 'value="0699887766"' in read(bare, "operatrice", f"{home(bare)}contacts/nouveau/?phone=0699887766")

    def test_the_last_messages_and_first_free_slots_stand_there(self, bare):
        take(bare, "medecin", caller="Martin")
        page = read(bare, "operatrice", home(bare))
        assert "Martin" in page
        assert page.count(f"/secretariat/agendas/{bare.agendas['medecin'].pk}/creneaux/") == calls.OFFERED

    def test_first_free_slots_over_several_agendas_of_theirs_alone(self, bare):
        page = read(bare, "operatrice", "/secretariat/appels/creneaux/?duree=15&jours=7&moment=matin")
        assert "Agenda medecin" in page
        assert "Agenda avocat" not in page
        assert "Agenda avocat" in read(bare, "responsable", "/secretariat/appels/creneaux/")
        found = calls.openings_between(
            [bare.agendas["medecin"]], now().date(), 7, "matin", 30, bare.viewer("operatrice")
        )
        hours = {piece.start.astimezone(agenda.clock).hour for agenda, piece in found}
        assert hours <= set(range(12))

    def test_a_length_finds_only_where_there_is_room(self, bare):
        agenda, by = bare.agendas["medecin"], bare.viewer("operatrice")
        made = book(bare, "medecin", minutes=15)
        found = [
            piece.start for _agenda, piece in calls.openings_between([agenda], made.starts_at.date(), 2, "", 30, by)
        ]
        assert made.starts_at - timedelta(minutes=15) not in found
        assert made.ends_at in found

    @pytest.mark.parametrize("asked", ["duree=abc&jours=-1", "duree=99999&jours=999", "agenda=zz&moment=nuit"])
    def test_nonsense_is_answered(self, bare, asked):
        read(bare, "operatrice", f"/secretariat/appels/creneaux/?{asked}")


class TestInstructions:
    def write(self, bare, text, **said):
        made = Instruction(dossier=bare.lines["medecin"].dossier, text=text, **said)
        made.keep(by=bare.viewer("medecin"))
        return made

    def held(self, bare, moment=WINTER):
        with clock.at(moment):
            return [one.instruction.text for one in calls.instructions_now(where(bare))]

    def test_of_all_that_hold_the_narrowest_stands_first(self, bare):
        day = WINTER.date()
        self.write(bare, "toujours")
        self.write(bare, "ce mois", first=day.replace(day=1), last=day.replace(day=31))
        self.write(bare, "aujourd’hui", first=day, last=day)
        self.write(bare, "ce matin", opens=time(8), closes=time(12))
        assert self.held(bare) == ["ce matin", "aujourd’hui", "ce mois", "toujours"]

    def test_past_and_next_ones_are_not_shown(self, bare):
        day = WINTER.date()
        self.write(bare, "hier", last=day - timedelta(days=1))
        self.write(bare, "demain", first=day + timedelta(days=1))
        self.write(bare, "la nuit", opens=time(20), closes=time(7))
        assert self.held(bare) == []
        assert self.held(bare, WINTER.replace(hour=21)) == ["la nuit"]

    def test_it_is_new_until_it_is_read_and_again_when_it_changes(self, bare, post):
        made = self.write(bare, "Dire que le docteur rappelle")
        assert "Nouveau" in read(bare, "operatrice", home(bare))
        post("operatrice", f"/secretariat/consignes/{made.pk}/lecture/")
        assert ">Nouveau<" not in read(bare, "operatrice", home(bare))
        post("medecin", f"/secretariat/consignes/{made.pk}/", text="Dire demain")
        assert [one.is_new for one in calls.instructions_now(where(bare))] == [True]

    def test_a_subscriber_writes_theirs_and_an_operator_does_not(self, bare, post):
        assert post("medecin", "/secretariat/regles/consignes/nouvelle/", text="Mes consignes").status_code == 302
        assert post("operatrice", f"{home(bare)}regles/consignes/nouvelle/", text="x").status_code == 403
        assert "Mes consignes" in read(bare, "operatrice", home(bare))


class TestTaking:
    def test_a_message_is_numbered_and_seen_by_its_subscriber(self, bare, post):
        said = {"caller": "Martin", "phone": "0612345678", "kind": "visit", "text": "Passer ce soir", "is_urgent": "on"}
        assert post("operatrice", f"{home(bare)}appel/", **said).status_code == 302
        made = CallMessage.objects.unscoped("test").get()
        assert (made.number, made.kind, made.is_urgent, made.taken_by) == (1, "visit", True, "Operatrice")
        assert "Passer ce soir" in read(bare, "medecin", "/secretariat/messages/?tout=1")
        assert "Passer ce soir" not in read(bare, "avocat", "/secretariat/messages/?tout=1")

    def test_nothing_said_is_refused_and_what_was_typed_stays(self, bare, post):
        answer = post("operatrice", f"{home(bare)}appel/", caller="Martin", kind="information", text="")
        assert answer.status_code == 422
        assert 'value="Martin"' in answer.content.decode()

    def test_the_same_caller_twice_at_once_makes_one_message(self, bare):
        from entregent.people.submissions import new_key

        client, key = bare.client("operatrice"), new_key(bare.viewer("operatrice"))
        said = {"submission": key, "caller": "Martin", "kind": "information", "text": "Bonjour"}
        assert [client.post(f"{home(bare)}appel/", said).status_code for _time in range(2)] == [302, 303]
        assert CallMessage.objects.unscoped("test").count() == 1

    def test_a_contact_of_another_subscriber_is_refused(self, bare, post):
        other = write_contact(bare, "avocat", "Secret")
        said = {"kind": "information", "text": "x", "contact": other.pk}
        assert post("operatrice", f"{home(bare)}appel/", **said).status_code == 422

    def urgent(self, bare):
        """What stands above the lines."""
        return read(bare, "operatrice", "/secretariat/appels/").split('id="lines"')[0]

    def test_urgent_messages_wait_on_the_page_of_calls_until_they_are_read(self, bare):
        message = take(bare, "medecin", is_urgent=True)
        assert message.get_absolute_url() in self.urgent(bare)
        message.acknowledge(by=bare.viewer("medecin"))
        assert message.get_absolute_url() not in self.urgent(bare)

    def test_the_supervisor_reads_how_many_each_one_took(self, bare):
        for _one in range(3):
            take(bare, "medecin", by=bare.viewer("operatrice"))
        assert "3 messages" in read(bare, "responsable", "/secretariat/appels/")
        assert 'id="activity"' not in read(bare, "operatrice", "/secretariat/appels/")


class TestDelivery:
    def rule(self, bare, **said):
        made = DeliveryRule(dossier=bare.lines["medecin"].dossier, **{"address": "dr@demo.example", **said})
        made.full_clean(exclude=["dossier"])
        made.keep(by=bare.viewer("medecin"))
        return made

    def sent(self, bare, moment=WINTER, **said):
        """Addresses to which a message of that moment is passed on."""
        with clock.at(moment):
            message = take(bare, "medecin", received_at=moment, **said)
            return [one.address for one in delivering.pass_on(message, by=bare.viewer("operatrice"))]

    def test_by_days_hours_and_urgency(self, bare):
        self.rule(bare, address="jour@demo.example", opens=time(8), closes=time(19), days="week")
        self.rule(bare, address="nuit@demo.example", opens=time(19), closes=time(8))
        self.rule(bare, address="urgent@demo.example", is_for_urgent=True)
        self.rule(bare, address="repos@demo.example", days="weekend")
        assert self.sent(bare) == ["jour@demo.example"]
        assert self.sent(bare, is_urgent=True) == ["jour@demo.example", "urgent@demo.example"]
        assert self.sent(bare, WINTER.replace(hour=23)) == ["nuit@demo.example"]
        assert self.sent(bare, WINTER + timedelta(days=3)) == ["repos@demo.example"]

    def test_the_mail_says_which_message_waits_and_nothing_of_it(self, bare, post):
        self.rule(bare)
        said = {"caller": "Zanzibar", "phone": "0612345678", "kind": "information", "text": "Zanzibar a mal"}
        post("operatrice", f"{home(bare)}appel/", **said)
        mail = Mail.objects.get(to_address="dr@demo.example")
        assert "Message n" in mail.subject
        assert "Zanzibar" not in f"{mail.subject}{mail.text}{mail.html}{mail.about}"
        assert CallMessage.objects.unscoped("test").get().get_absolute_url() in mail.text

    def test_what_failed_is_red_and_sent_again_by_a_delivery_of_its_own(self, bare, post):
        self.rule(bare)
        message = take(bare, "medecin")
        (sent,) = delivering.pass_on(message, by=bare.viewer("operatrice"))
        again = f"{message.get_absolute_url()}transmissions/{sent.pk}/renvoi/"
        assert post("operatrice", again).status_code == 409  # it is being sent
        Mail.objects.filter(pk=sent.mail).update(state="refused")
        page = read(bare, "operatrice", message.get_absolute_url())
        assert "échec" in page
        assert "Renvoyer" in page
        assert post("medecin", again).status_code == 403
        assert post("operatrice", again).status_code == 302
        assert Delivery.objects.unscoped("test").count() == 2

    @pytest.mark.parametrize(
        ("said", "field"),
        [({"channel": "mail", "address": "pas une adresse"}, "address"),
         ({"channel": "sms", "address": "abc"}, "address"),
         ({"channel": "mail", "address": "a@demo.example", "opens": "08:00"}, "closes")],
    )  # fmt: skip
    def test_a_rule_that_cannot_be(self, bare, post, said, field):
        answer = post("medecin", "/secretariat/regles/transmissions/nouvelle/", days="all", **said)
        assert answer.status_code == 422
        assert f'id="id_{field}_error"' in answer.content.decode()


class Gateway(BaseHTTPRequestHandler):
    """An SMS peer: answers what it is told to, and keeps what it was sent."""

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.kept.append((body, self.headers["Authorization"]))
        self.send_response(self.server.answer)
        self.end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture
def gateway():
    server = HTTPServer(("127.0.0.1", 0), Gateway)
    server.kept, server.answer = [], 202
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with override_settings(SMS_GATEWAY={"url": f"http://127.0.0.1:{server.server_port}/", "token": "jeton"}):
        yield server
    server.shutdown()


class TestSms:
    def deliver(self, bare, **said):
        DeliveryRule(dossier=bare.lines["medecin"].dossier, channel="sms", address="06 12 34 56 78").keep(
            by=bare.viewer("medecin")
        )
        (sent,) = delivering.pass_on(take(bare, "medecin", **said), by=bare.viewer("operatrice"))
        return sent

    def state(self, sent):
        return Delivery.objects.unscoped("test").get(pk=sent.pk).state

    def test_without_a_gateway_it_says_so_and_nothing_leaves(self, bare):
        sent = self.deliver(bare)
        assert self.state(sent) == "no_gateway"
        assert not Job.objects.filter(task__contains="send_sms").exists()
        assert "aucune passerelle SMS" in read(bare, "operatrice", sent.message.get_absolute_url())

    def test_it_leaves_once_without_name_reason_or_trade(self, bare, gateway):
        sent = self.deliver(bare, caller="Zanzibar", text="Zanzibar")
        assert Job.objects.filter(task__contains="send_sms").count() == 1
        sms.send_sms.func(sent.pk)
        sms.send_sms.func(sent.pk)
        ((body, token),) = gateway.kept
        assert (body["to"], token) == ("+33612345678", "Bearer jeton")
        assert "Zanzibar" not in body["text"]
        assert body["text"].startswith("Permanence Clairvoix")
        assert self.state(sent) == "sent"

    def test_a_gateway_that_fails_is_red_and_tried_again(self, bare, gateway):
        sent, gateway.answer = self.deliver(bare), 503
        with pytest.raises(HTTPError):
            sms.send_sms.func(sent.pk)
        assert self.state(sent) == "failed"
        gateway.answer = 200
        sms.send_sms.func(sent.pk)
        assert self.state(sent) == "sent"

    def test_words_fit_the_alphabet_of_telephones(self):
        assert sms.in_telephone_alphabet("L’été, « ê û ç » … œuf — 10 €") == 'L\'été, " e u c " ... oeuf ? 10 ?'
        assert set(sms.in_telephone_alphabet("Ünïcödé 漢字")) <= sms.BASIC
