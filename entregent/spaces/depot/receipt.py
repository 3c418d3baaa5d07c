"""The receipt of a deposit as a PDF: what its page says, on paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from entregent.core.weights import weight
from entregent.exports.paper import Facts, Sheet, Table, pdf_of


def receipt_pdf(told: Mapping[str, Any]) -> bytes:
    """told: the context of the page (views/transfer.py)."""
    deposit, papers = told["deposit"], told["papers"]
    facts = [
        (_("Client"), str(deposit.dossier.party)), (_("Handed in by"), deposit.depositor.name),
        (_("Date"), date_format(timezone.localtime(deposit.at), "DATETIME_FORMAT")),
        (_("Destination"), str(deposit.destination)), (_("Documents"), str(len(papers))),
        (_("Total size"), weight(told["total"])),
    ]  # fmt: skip
    rows = [[paper.name, weight(paper.size), paper.digest] for paper in papers]
    sheet = Sheet(
        title=_("Receipt no. %(number)s") % {"number": deposit.number}, house=deposit.dossier.house.name,
        language=get_language() or "fr", accent=deposit.dossier.house.accent,
        parts=[
            Facts(facts), Table([_("Name"), _("Size"), _("Fingerprint (SHA-256)")], rows, (3, 1, 4)),
            _("Fingerprint of the receipt (SHA-256): %(seal)s") % {"seal": told["seal"]},
            _("Each document was received whole and is kept as it came: its fingerprint is that of the file sent."),
        ],
    )  # fmt: skip
    return pdf_of(sheet)
