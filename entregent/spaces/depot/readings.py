"""What happens to the files of papers, told on the papers: who of the firm read them, what an examination found."""

from __future__ import annotations

from typing import Any

from entregent import audit
from entregent.audit.search import history_of
from entregent.core.clock import now
from entregent.files.verdicts import INFECTED
from entregent.people.models import Membership
from entregent.people.sides import PROVIDER
from entregent.people.viewer import Viewer
from entregent.spaces.depot.models import Deposit, Paper, PaperText
from entregent.spaces.depot.models.paper import every_paper

OWNER = "depot.paper"


def listen() -> None:
    audit.subscribe("files.file.", follow_file)


def follow_file(event: Any, file: Any) -> None:
    """Inside the transaction of what happened to the file."""
    if getattr(file, "owner_label", "") != OWNER or event.verb not in FOLLOWED:
        return
    paper = every_paper().filter(pk=file.owner_pk).first()
    if paper is not None:
        FOLLOWED[event.verb](event, file, paper)


def note_reader(event: Any, file: Any, paper: Paper) -> None:
    """Somebody of the firm, for the first time: its list says so; each reading is in its history."""
    people = Membership.objects.unscoped("the name of whoever read a document")
    reader = people.filter(pk=event.actor_membership_id, side=PROVIDER).first()
    if reader is None:
        return
    if paper.first_read_at is None:
        paper.first_read_at, paper.first_reader = now(), reader
        paper.save(update_fields=["first_read_at", "first_reader"])
    by = Viewer(user_id=event.actor_user_id, membership_id=reader.pk, house_id=paper.house_id, name=reader.name)
    paper.tell("read", by=by, way=event.verb.rpartition(".")[2])


def note_verdict(event: Any, file: Any, paper: Paper) -> None:
    paper.verdict, paper.released_at = file.verdict, file.released_at
    paper.save(update_fields=["verdict", "released_at"])
    paper.tell("infected" if file.verdict == INFECTED else "examined", by=audit.SYSTEM, verdict=file.verdict)
    deposit: Deposit = paper.deposit
    deposit.announce()


FOLLOWED = {
    "files.file.fetched": note_reader, "files.file.viewed": note_reader, "files.file.examined": note_verdict,
}  # fmt: skip


def readings_of(paper: Paper) -> list[Any]:
    """Who of the firm read it, and when, oldest first. The caller's viewer sees the paper."""
    return list(history_of(OWNER, paper.pk).filter(verb="depot.paper.read"))


def keep_words(pk: int, text: str) -> None:
    """For `files.texts`: what can be read in the file of a paper."""
    paper = every_paper().filter(pk=pk).first()
    if paper is None:
        return
    words = PaperText(paper=paper, text=text)
    words.keep_words(text)
    words.save()
