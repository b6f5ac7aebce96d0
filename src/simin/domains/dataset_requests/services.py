"""Take a request, show it or not, answer or decline it, forget whom it came from.

Each is one transaction with its event.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from simin.domains.dataset_requests.errors import UnknownRequestError
from simin.domains.dataset_requests.events import RequestDecided, RequestReceived
from simin.domains.dataset_requests.models import DatasetRequest
from simin.domains.dataset_requests.states import (
    DECLINED_FOR,
    REFUSED_FOR,
    Act,
    State,
    after,
)
from simin.kit.errors import RejectedError
from simin.kit.outbox.services import append
from simin.kit.typed_text import checked_text

__all__ = ["Decision", "Wish", "ask", "decide", "forget_contacts", "told"]

#: For how long an address is kept at most.
CONTACT_KEPT = timedelta(days=90)


@dataclass(frozen=True, kw_only=True)
class Wish:
    """A request as it is handed in."""

    title: str
    text: str
    use: str = ""
    dataset: str = ""
    owner: str
    language: str
    contact: str = ""


@dataclass(frozen=True, kw_only=True)
class Decision:
    """``act`` with what goes with it."""

    act: str
    text: str = ""
    reason: str = ""
    link: str = ""


@transaction.atomic
def ask(wish: Wish, *, form_key: str, at: datetime) -> int:
    """Its number; the same form twice is one request. Raises ``RejectedError``."""
    known = DatasetRequest.objects.filter(form_key=form_key).first()
    if known is not None:
        return known.pk
    contact = _contact(wish.contact)
    row = DatasetRequest.objects.create(
        form_key=form_key,
        title=_needed(wish.title, 200, "title"),
        text=_needed(wish.text, 4000, "text"),
        use=checked_text(wish.use, most=2000, field="use"),
        dataset=wish.dataset[:150],
        owner=wish.owner,
        language=wish.language,
        state=State.HELD,
        contact=contact,
        contact_until=at + CONTACT_KEPT if contact else None,
        asked_at=at,
    )
    append(RequestReceived(request=row.pk, owner=row.owner, at=at), at=at)
    return row.pk


def _needed(said: str, most: int, field: str) -> str:
    text = checked_text(said, most=most, field=field)
    if not text:
        raise RejectedError(field, "is needed")
    return text


def _contact(said: str) -> str:
    text = checked_text(said, most=254, field="contact")
    if not text:
        return ""
    try:
        validate_email(text)
    except ValidationError as error:
        raise RejectedError("contact", "is no e-mail address") from error
    return text


@transaction.atomic
def decide(number: int, decision: Decision, *, by: str, at: datetime) -> State:
    """The state that it has now. Raises ``RejectedError`` naming the field."""
    row = DatasetRequest.objects.select_for_update().filter(pk=number).first()
    if row is None:
        raise UnknownRequestError(str(UnknownRequestError.__doc__))
    act = _act(decision.act)
    row.state = after(State(row.state), act)
    if act is Act.SHOW:
        row.shown_at = at
    else:
        row.ended_at = at
        row.reason = _reason(act, decision.reason)
        row.answer = checked_text(decision.text, most=4000, field="answer")
        row.link = _link(decision.link)
        if act is not Act.REFUSE and not row.answer:
            raise RejectedError("answer", "is needed")
    row.save()
    told = RequestDecided(request=row.pk, act=act.value, reason=row.reason, by=by, at=at)
    append(told, at=at)
    return State(row.state)


def _act(said: str) -> Act:
    try:
        return Act(said)
    except ValueError as error:
        raise RejectedError("act", f"{said[:20]!r} is no act") from error


def _reason(act: Act, said: str) -> str:
    known = {Act.DECLINE: DECLINED_FOR, Act.REFUSE: REFUSED_FOR}.get(act)
    if known is None:
        return ""
    if said not in known:
        raise RejectedError("reason", f"one of {', '.join(known)}")
    return said


def _link(said: str) -> str:
    text = checked_text(said, most=500, field="link")
    if text and not (text.startswith("/data/") or urlsplit(text).scheme in ("http", "https")):
        raise RejectedError("link", "is no address on the web")
    return text


@transaction.atomic
def told(number: int) -> None:
    """Whoever asked knows the answer: the address has done what it was for."""
    DatasetRequest.objects.filter(pk=number).update(contact="", contact_until=None)


@transaction.atomic
def forget_contacts(*, now: datetime) -> int:
    """Addresses whose time is over, whatever became of the request; how many."""
    rows = DatasetRequest.objects.exclude(contact="").filter(contact_until__lte=now)
    return rows.update(contact="", contact_until=None)
