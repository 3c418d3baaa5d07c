"""One request with its messages."""

from __future__ import annotations

from html import escape
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from bench.raw.frame import fetch, filled
from bench.raw.words import moment, person
from entregent.people.viewer import who_looks
from entregent.spaces.support.views.requests import request as real

SELECT = """
WITH one AS (SELECT * FROM support_intervention WHERE house_id = %s AND number = %s)
SELECT t.*, i.subject, p.name, s.name, c.name, o.name, h.name, i.opened_at
FROM one i
JOIN support_contract k ON k.id = i.contract_id
JOIN support_product c ON c.id = k.product_id
JOIN support_service s ON s.id = c.service_id
JOIN dossiers_dossier d ON d.id = i.dossier_id
JOIN people_party p ON p.id = d.party_id
LEFT JOIN people_membership o ON o.id = i.owner_id
LEFT JOIN people_membership h ON h.id = i.handler_id
JOIN (SELECT m.at, m.side, a.name AS author, m.text FROM threads_message m
      JOIN people_membership a ON a.id = m.author_id WHERE m.thread_id = (SELECT thread_id FROM one)
      UNION ALL
      SELECT e.at, 'system', e.particulars ->> 'actor_name', e.verb FROM audit_event e
      WHERE e.record_type = 'support.intervention' AND e.record_id = (SELECT CAST(id AS TEXT) FROM one)) t ON 1 = 1
ORDER BY 1
"""
HEADING, TALK, FACTS = ("<h1>", "</h1>"), ('<ol class="talk"', "</ol>"), ('<dl class="facts facts-rows">', "</dl>")
NAMES = ("Établissement", "Agent", "Support", "Date de la demande", "Contrat")


def page(request: HttpRequest, number: int) -> HttpResponse:
    lines = fetch(SELECT, who_looks(request).house_id, number)
    if not lines:
        raise Http404
    subject, *facts = lines[0][4:]
    holes = {HEADING: escape(subject), TALK: ">" + "".join(map(said, lines)), FACTS: told(facts)}
    return filled(request, lambda: real(request, number), holes)


def said(line: tuple[Any, ...]) -> str:
    at, side, author, text = line[:4]
    if side == "system":
        return f'<li class="event"><span>{escape(author)} {escape(text)} · {moment(at)}</span></li>'
    whose, letters = ("ours" if side == "provider" else "theirs"), "".join(word[0] for word in author.split()[:2])
    paragraphs = "".join(f"<p>{escape(part)}</p>" for part in text.split("\n\n"))
    return (
        f'<li class="message is-{whose}"><span class="face face-{whose}" aria-hidden="true">{escape(letters)}</span>'
        f'<article class="message-sheet" aria-label="Message de {escape(author)}"><header class="message-head">'
        f'<strong>{escape(author)}</strong><span class="message-side">{side}</span><a href="#m">{moment(at)}</a>'
        f'</header><div class="message-text">{paragraphs}</div></article></li>'
    )


def told(facts: list[Any]) -> str:
    party, _service, product, owner, handler, opened_at = facts
    values = (escape(party), person(owner), person(handler), moment(opened_at), escape(product))
    return "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in zip(NAMES, values, strict=True))
