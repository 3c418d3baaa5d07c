"""Deposits: what is handed in at once, who is told, the receipt, and the same bytes again."""

from hashlib import sha256

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import translation

from entregent.core.clock import now
from entregent.files import examining
from entregent.files.attaching import Missing
from entregent.files.models import File
from entregent.files.verdicts import CLEAN, INFECTED, PENDING
from entregent.people.errors import Refused
from entregent.people.models import Membership
from entregent.people.submissions import new_key
from entregent.spaces.depot.models import Absence, Deposit, Destination, Handler, Paper
from entregent.spaces.depot.models.deposit import seal_of
from tests.spaces.depot.firm import every_mail


def mails(firm, name=""):
    rows = every_mail()
    return [mail for mail in rows if not name or mail.to_address == f"{name}@demo.example"]


def addressees(firm):
    return sorted(mail.to_address.partition("@")[0] for mail in mails(firm))


def test_two_files_of_one_name_both_survive(firm):
    deposit = firm.hand_in("client", "facture.pdf", "facture.pdf")
    assert [paper.name for paper in papers_of(deposit)] == ["facture.pdf"] * 2


def papers_of(deposit):
    return Paper.objects.unscoped("test").filter(deposit=deposit).order_by("pk")


def test_a_batch_is_one_mail_to_whoever_handles_it_and_a_receipt(firm):
    firm.hand_in("client", *(f"{number}.txt" for number in range(12)))
    assert addressees(firm) == ["client", "comptable"]
    assert "12 documents" in mails(firm, "comptable")[0].text


def test_a_file_for_the_adviser_tells_the_accountant_nothing(firm):
    firm.hand_in("client", to="Conseil")
    assert addressees(firm) == ["client", "conseiller"]


def test_contacts_that_were_ticked_are_told_besides_once(firm):
    firm.hand_in("client", alert=("conseiller", "comptable"))
    assert addressees(firm) == ["client", "comptable", "conseiller"]


def test_no_mail_names_a_document_or_carries_it(firm):
    firm.hand_in("client", "Divorce Fournier.pdf")
    for mail in mails(firm):
        assert "Divorce" not in f"{mail.subject} {mail.text} {mail.html}"


def test_a_client_whom_nobody_is_named_for_reaches_those_who_see_every_client(firm):
    firm.hand_in("autre")
    assert addressees(firm) == ["associee", "autre"]


class TestAbsence:
    def away(self, firm, first=0, last=7):
        from datetime import timedelta

        day = now().date()
        absence = Absence(house=firm.houses["firm"], member=firm.members["comptable"],
                          deputy=firm.members["remplacante"], first=day + timedelta(days=first),
                          last=day + timedelta(days=last))  # fmt: skip
        absence.begin(by=firm.viewer("associee"))
        return absence

    def test_the_deputy_is_told_and_sees_the_client(self, firm):
        absence = self.away(firm)
        deposit = firm.hand_in("client")
        assert addressees(firm) == ["client", "comptable", "remplacante"]
        assert Deposit.objects.visible_to(firm.viewer("remplacante")).filter(pk=deposit.pk).exists()
        absence.end(by=firm.viewer("associee"))
        assert not Deposit.objects.visible_to(firm.viewer("remplacante")).exists()

    def test_what_they_saw_before_they_still_see(self, firm):
        Handler.entrust(firm.dossiers["bakery"], firm.destinations["Conseil"], firm.members["remplacante"],
                        by=firm.viewer("associee"))  # fmt: skip
        self.away(firm).end(by=firm.viewer("associee"))
        firm.hand_in("client")
        assert Deposit.objects.visible_to(firm.viewer("remplacante")).exists()

    def test_nobody_is_told_before_its_first_day_or_after_its_last(self, firm):
        self.away(firm, first=2)
        firm.hand_in("client")
        assert addressees(firm) == ["client", "comptable"]


class TestExamination:
    """Those whom it concerns are told once every file was examined."""

    def test_while_one_waits_nobody_is_told(self, firm):
        deposit = firm.hand_in("client", verdict=PENDING)
        assert mails(firm) == []
        self.examined(firm, deposit, CLEAN)
        assert addressees(firm) == ["client", "comptable"]
        assert papers_of(deposit).get().verdict == CLEAN

    def test_what_turns_out_infected_is_told_to_its_client_alone(self, firm):
        deposit = firm.hand_in("client", verdict=PENDING)
        self.examined(firm, deposit, INFECTED)
        assert set(addressees(firm)) == {"client"}
        assert not papers_of(deposit).get().may_open(firm.viewer("client"))

    def examined(self, firm, deposit, verdict):
        paper = papers_of(deposit).get()
        file = File.objects.unscoped("test").get(uuid=paper.file_uuid)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(examining.scanner, "verdict_on", lambda *_: (verdict, ""))
            examining.examine(file.pk)


class TestReceipt:
    def test_its_number_leads_both_sides_to_the_same_list(self, firm):
        deposit = firm.hand_in("client", "a.txt", "b.txt")
        pages = [firm.client(name).get(deposit.get_absolute_url()).content.decode() for name in ("client", "comptable")]
        for page in pages:
            assert all(paper.digest in page for paper in papers_of(deposit))

    def test_each_digest_is_that_of_the_file_that_is_downloaded(self, firm):
        deposit = firm.hand_in("client", "a.txt")
        assert papers_of(deposit).get().digest == sha256(b"a.txt").hexdigest()

    def test_its_own_fingerprint_is_in_the_mail_on_the_page_and_in_the_pdf(self, firm):
        deposit = firm.hand_in("client", "a.txt")
        seal = seal_of([(paper.name, paper.size, paper.digest) for paper in papers_of(deposit)])
        assert seal in mails(firm, "client")[0].text
        client = firm.client("client")
        assert seal in client.get(deposit.get_absolute_url()).content.decode()
        import pypdfium2

        made = pypdfium2.PdfDocument(client.get(reverse("depot:receipt", args=[deposit.number])).content)
        words = made[0].get_textpage().get_text_range()
        made.close()
        assert seal in "".join(words.split())
        assert "a.txt" in words

    def test_the_pdf_is_tagged_for_readers_that_speak(self, firm):
        import io

        import pikepdf

        deposit = firm.hand_in("client", "a.txt")
        made = firm.client("client").get(reverse("depot:receipt", args=[deposit.number])).content
        with pikepdf.open(io.BytesIO(made)) as document:
            assert document.Root.MarkInfo.Marked
            assert document.Root.Lang
            assert (
                "pdfuaid:part" in str(document.open_metadata()) or document.open_metadata().get("pdfuaid:part") == "1"
            )


class TestRefusals:
    def test_a_destination_just_closed_takes_nothing(self, firm):
        Destination.objects.unscoped("test").filter(name="Conseil").update(closed_at=now())
        with pytest.raises(Refused, match=r".+"):
            firm.hand_in("client", to="Conseil")
        assert not Paper.objects.unscoped("test").exists()

    def test_what_was_typed_comes_back_with_the_files(self, firm):
        Destination.objects.unscoped("test").filter(name="Conseil").update(closed_at=now())
        file = firm.sent("client")
        page = send(firm, "client", destination=firm.destinations["Conseil"].pk, fichiers=[file.uuid])
        assert page.status_code == 422
        assert str(file.uuid) in page.content.decode()

    def test_without_a_destination_nothing_goes(self, firm):
        page = send(firm, "client", fichiers=[firm.sent("client").uuid])
        assert page.status_code == 422
        assert "à qui vont ces documents" in page.content.decode()

    @pytest.mark.parametrize("whose", ["conjoint", "autre", "comptable"])
    def test_nobody_hands_in_the_files_of_another(self, firm, whose):
        page = send(firm, "client", destination=firm.destinations["Comptable"].pk, fichiers=[firm.sent(whose).uuid])
        assert page.status_code == 422
        with pytest.raises(Missing):
            Deposit.hand_in(firm.dossiers["bakery"], firm.destinations["Comptable"], [firm.sent(whose).uuid],
                            by=firm.viewer("client"))  # fmt: skip

    def test_a_destination_of_another_firm_is_none(self, firm):
        other = Destination.objects.unscoped("test").filter(house=firm.houses["rival"]).first()
        page = send(firm, "client", destination=other.pk, fichiers=[firm.sent("client").uuid])
        assert page.status_code == 422

    def test_one_who_does_not_follow_the_client_cannot_be_alerted(self, firm):
        page = send(firm, "client", destination=firm.destinations["Comptable"].pk,
                    fichiers=[firm.sent("client").uuid], alerts=[firm.members["remplacante"].pk])  # fmt: skip
        assert page.status_code == 422

    def test_the_firm_hands_nothing_in(self, firm):
        assert send(firm, "comptable", fichiers=[firm.sent("comptable").uuid]).status_code == 403


def send(firm, name, **typed):
    with translation.override("fr"):
        return firm.client(name).post(reverse("depot:transfer"), {"submission": new_key(firm.viewer(name)), **typed})


class TestTwins:
    def ask(self, firm, name, content=b"facture.pdf"):
        url = f"{reverse('depot:twins')}?empreinte={sha256(content).hexdigest()}"
        return firm.client(name).get(url).json()["known"]

    def test_the_same_bytes_are_known_in_one_s_own_dossier(self, firm):
        firm.hand_in("client", "facture.pdf")
        assert "Paul Fournier" in self.ask(firm, "client")
        assert self.ask(firm, "conjoint")
        assert self.ask(firm, "client", b"autre") == ""

    def test_another_client_learns_nothing(self, firm):
        firm.hand_in("client", "facture.pdf")
        assert self.ask(firm, "autre") == ""

    def test_what_was_deleted_is_no_twin(self, firm):
        firm.paper("client", "facture.pdf").remove(by=firm.viewer("client"))
        assert self.ask(firm, "client") == ""

    def test_nonsense_is_no_digest(self, firm):
        firm.hand_in("client", "facture.pdf")
        assert firm.client("client").get(f"{reverse('depot:twins')}?empreinte=%00").json() == {"known": ""}


def test_the_last_destination_is_remembered(firm):
    firm.hand_in("client", to="Conseil")
    page = firm.client("client").get(reverse("depot:transfer")).content.decode()
    assert f'value="{firm.destinations["Conseil"].pk}" selected' in page


def test_whoever_left_is_handed_no_client(firm):
    from entregent.people.holdings import every_holding

    holding = next(one for one in every_holding() if one.key == "depot_handled")
    member = Membership.objects.unscoped("test").get(pk=firm.members["comptable"].pk)
    assert holding.of(member).count() == 1
    holding.hand_over(holding.of(member), firm.members["remplacante"], firm.viewer("associee"))
    firm.hand_in("client")
    assert addressees(firm) == ["client", "remplacante"]


def test_a_stranger_hands_nothing_in(firm):
    with pytest.raises((PermissionDenied, Missing, Refused)):
        Deposit.hand_in(firm.dossiers["bakery"], firm.destinations["Comptable"], [firm.sent("client").uuid],
                        by=firm.viewer("public"))  # fmt: skip
