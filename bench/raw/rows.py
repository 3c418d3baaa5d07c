"""The first page of the list of requests."""

from __future__ import annotations

from html import escape
from typing import Any

from django.http import HttpRequest, HttpResponse

from bench.raw.frame import fetch, filled
from bench.raw.words import icon, moment, person, status
from entregent.people.viewer import Viewer, who_looks
from entregent.spaces.support.views.requests import requests

SELECT = """
SELECT i.number, p.name, c.name, i.subject, o.name, h.name, i.opened_at, i.status, i.awaits_owner
FROM (SELECT * FROM support_intervention
      WHERE {mine} AND status IN ('to_handle', 'in_progress', 'to_confirm')
      ORDER BY number DESC LIMIT 50) i
JOIN support_contract k ON k.id = i.contract_id
JOIN support_product c ON c.id = k.product_id
JOIN dossiers_dossier d ON d.id = i.dossier_id
JOIN people_party p ON p.id = d.party_id
LEFT JOIN people_membership o ON o.id = i.owner_id
LEFT JOIN people_membership h ON h.id = i.handler_id
ORDER BY i.number DESC
"""
OF_HOUSE = SELECT.format(mine="house_id = %s")
OF_PARTY = SELECT.format(mine="dossier_id IN (SELECT dossier_id FROM dossiers_seat WHERE party_id = %s)")


def page(request: HttpRequest) -> HttpResponse:
    body = "".join(row(found, who_looks(request)) for found in mine(who_looks(request)))
    return filled(request, lambda: requests(request), {("<tbody>", "</tbody>"): body})


def mine(viewer: Viewer) -> list[Any]:
    return fetch(OF_HOUSE, viewer.house_id) if viewer.is_provider else fetch(OF_PARTY, viewer.party_id)


def row(found: tuple[Any, ...], viewer: Viewer) -> str:
    number, party, product, subject, owner, handler, opened_at, state, awaits = found
    place = f'<td class="is-text" data-label="Établissement">{escape(party)}</td>' if viewer.is_provider else ""
    mark = f'<td class="is-mark tone-attention">{icon("mail")}<span class="mark-words">Attend la réponse</span></td>'
    marked = state == "to_handle" if viewer.is_provider else awaits
    box = tick(number, subject) if viewer.is_provider else ""
    return (
        f'<tr id="r{number}"{" class=is-marked" if marked else ""}>{box}'
        f'<td class="is-code" data-label="N°">{number}</td>{place}'
        f'<td class="is-text" data-label="Contrat">{escape(product)}</td>'
        f'<th scope="row"><a href="/support/demandes/{number}/">{escape(subject)}</a></th>'
        f'<td class="is-person" data-label="Agent">{person(owner)}</td>'
        f'<td class="is-person" data-label="Support">{person(handler)}</td>'
        f'<td class="is-time" data-label="Date de la demande">{moment(opened_at, "%d/%m/%Y")}</td>'
        f'<td class="is-state" data-label="Statut">{status(state)}</td>'
        f"{mark if awaits else '<td class=is-mark></td>'}</tr>"
    )


def tick(number: int, subject: str) -> str:
    return (
        f'<td class="is-tick"><input class="form-check-input" type="checkbox" name="cle" value="{number}" '
        f'aria-label="Cocher «\u202f{escape(subject)}\u202f»"></td>'
    )
