"""Account for a pledge: its status, how far it is fulfilled, and what shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from simin.domains.directives.policies import Reader
from simin.domains.projects import policies
from simin.domains.projects.checks import LONGEST_TEXT, wrong_link
from simin.domains.projects.definition import NewPledge
from simin.domains.projects.errors import StaleEditError
from simin.domains.projects.events import PledgeMoved
from simin.domains.projects.models import Pledge
from simin.domains.projects.services.record import (
    locked_pledge,
    moment,
    pledge_subject,
    recorded,
    tell,
    was_done,
)
from simin.domains.projects.states import FULFILLED, Status, check_status
from simin.kit.errors import RejectedError
from simin.kit.outbox import services as outbox


@dataclass(frozen=True, kw_only=True)
class Accounted:
    """How a pledge stands, as somebody who answers for it says."""

    status: str
    percent: float
    #: Why; kept with the change.
    text: str
    evidence: str = ""
    link: str = ""
    #: The one that was opened for editing.
    revision: int


@transaction.atomic
def account_for(pledge_id: str, told: Accounted, *, by: Reader, key: str = "") -> bool:
    """False where the form was taken before.

    Raises ``StaleEditError`` where somebody was faster.
    """
    pledge = locked_pledge(pledge_id)
    subject = pledge_subject(pledge.id)
    if was_done(subject, key):
        return False
    policies.check_keeps(by, pledge.unit)
    if told.revision != pledge.revision:
        raise StaleEditError(told.revision, pledge.revision, pledge.recorded_by)
    _check(pledge, told)
    at = moment()
    was = {"status": pledge.status, "percent": pledge.percent}
    _move(pledge, Status(told.status), told.percent, at)
    _add_evidence(pledge, told.evidence, told.link, at, by.username)
    pledge.recorded_at, pledge.recorded_by = at, by.username
    pledge.revision += 1
    pledge.save()
    details = {name: [value, getattr(pledge, name)] for name, value in was.items()}
    if told.evidence.strip():
        details["evidence"] = ["", told.evidence.strip()]
    recorded(
        subject,
        "accounted",
        by=by.username,
        at=at,
        text=told.text.strip(),
        details=details,
        key=key,
    )
    _tell(pledge, at, by.username)
    return True


def _check(pledge: Pledge, told: Accounted) -> None:
    if told.status not in list(Status):
        raise RejectedError("status", "is none of the list")
    status = Status(told.status)
    check_status(Status(pledge.status), status)
    if not 0 <= told.percent <= 100:
        raise RejectedError("percent", "between 0 and 100")
    if not told.text.strip() or len(told.text) > LONGEST_TEXT:
        raise RejectedError("text", f"say why, in at most {LONGEST_TEXT} characters")
    if len(told.evidence) > 500:
        raise RejectedError("evidence", "at most 500 characters")
    for name, why in wrong_link("link", told.link.strip()):
        raise RejectedError(name, why)
    if status in FULFILLED and not (pledge.evidence or told.evidence.strip()):
        raise RejectedError("evidence", "what is fulfilled needs evidence")


def _move(pledge: Pledge, status: Status, percent: float, at: datetime) -> None:
    if pledge.status != status:
        pledge.status, pledge.status_since = status, at
    pledge.percent = percent


def _add_evidence(pledge: Pledge, text: str, link: str, at: datetime, by: str) -> None:
    piece = {"text": text.strip(), "link": link.strip()}
    known = [{"text": one["text"], "link": one["link"]} for one in pledge.evidence]
    if any(piece.values()) and piece not in known:
        pledge.evidence = [*pledge.evidence, {**piece, "at": at.isoformat(), "by": by}]


def _tell(pledge: Pledge, at: datetime, by: str) -> None:
    tell(PledgeMoved(pledge=pledge.id, status=pledge.status, percent=pledge.percent, by=by, at=at))


def took_pledge(row: NewPledge, said: Mapping[str, Any], *, at: datetime, actor: str) -> None:
    """Write what a file says of a pledge; inside the caller's transaction."""
    outbox.take_turns()
    pledge = Pledge.objects.select_for_update().filter(id=row.id).first()
    before = (pledge.status, pledge.percent) if pledge else None
    pledge = pledge or Pledge(id=row.id, revision=0)
    for name, value in said.items():
        setattr(pledge, name, value)
    if before is None or before[0] != pledge.status:
        pledge.status_since = at
    for piece in row.evidence:
        _add_evidence(pledge, piece.text, piece.link, at, actor)
    pledge.revision += 1
    pledge.save()
    if before != (pledge.status, pledge.percent):
        _tell(pledge, at, actor)
