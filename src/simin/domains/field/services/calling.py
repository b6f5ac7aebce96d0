"""Ring, answer, hang up; and what the two sides tell each other to come to speak."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

import msgspec
import structlog
from django.db import Error, transaction
from django.db.models import Q

from simin.domains.field import policies, queries
from simin.domains.field.errors import UnknownCallError, WrongCallStateError
from simin.domains.field.events import CallChanged, RecordingAllowed
from simin.domains.field.models import Call, Invitation, Signal
from simin.domains.field.services import signals
from simin.domains.field.services.record import (
    PHONE,
    SYSTEM,
    News,
    Sent,
    added,
    good,
    held,
    locked,
    told,
)
from simin.domains.field.services.recording import delete_recordings
from simin.domains.field.states import OPEN, CallAct, CallState, Side, after, when_silent
from simin.kit.errors import NotAllowedError, RejectedError, SiminError
from simin.kit.translated import words

log = structlog.get_logger()


@transaction.atomic
def call_up(handle: str, *, side: Side, account: str, now: datetime) -> Call:
    """Ring at the other side; ``account`` is who calls for the room, empty for the phone.

    Pressed twice it is one call; where the other side is just calling, it is answered. A side that
    speaks already is ``busy``: that call never rings.
    """
    found = good(handle, now)
    there = queries.open_call(found)
    if there is not None and there.caller == side and there.account in ("", account):
        return there
    if there is not None and there.state == CallState.RINGING and there.caller == side.other:
        return _moved(there, CallAct.ACCEPT, side, account, now)
    call = Call.objects.create(
        id=uuid4().hex,
        invitation=found,
        caller=side,
        account=account,
        state=CallState.RINGING if there is None else CallState.BUSY,
        started_at=now,
        ended_at=None if there is None else now,
        beat_at=now,
    )
    _changed(call, found, account or PHONE, now)
    return call


@transaction.atomic
def answer(call_id: str, act: CallAct, *, side: Side, account: str, now: datetime) -> Call:
    """Accept, decline or hang up. Twice the same by the same is once.

    Raises ``WrongCallStateError``, also for the second of two officers who answer.
    """
    return _moved(_locked(call_id, side, account), act, side, account, now)


def _moved(call: Call, act: CallAct, side: Side, account: str, now: datetime) -> Call:
    state = CallState(call.state)
    if _done_already(call, act, side, account):
        return call
    call.state = after(act, state, side=side, caller=Side(call.caller))
    call.beat_at = now
    if call.state == CallState.ACTIVE:
        call.answered_at = now
        call.account = account if side is Side.ROOM else call.account
    else:
        call.ended_at = now
    call.save()
    _changed(call, call.invitation, account or PHONE, now)
    return call


def _done_already(call: Call, act: CallAct, side: Side, account: str) -> bool:
    if act is CallAct.ACCEPT:
        mine = side is Side.PHONE or call.account == account
        return call.state == CallState.ACTIVE and mine and side != call.caller
    return call.state not in OPEN


@transaction.atomic
def beat(call_id: str, *, side: Side, account: str, now: datetime) -> Call:
    """A sign of life: the call is still spoken on."""
    call = _locked(call_id, side, account, held)
    if call.state in OPEN:
        call.beat_at = now
        call.save(update_fields=["beat_at"])
    return call


@transaction.atomic
def tell(call_id: str, body: Mapping[str, Any], *, side: Side, account: str, now: datetime) -> None:
    """Hand the other side an offer, an answer, a candidate, or word that the page is there."""
    if len(msgspec.json.encode(body)) > policies.LARGEST_SIGNAL:
        raise RejectedError("signal", f"more than {policies.LARGEST_SIGNAL} bytes")
    call = _locked(call_id, side, account, held)
    if call.state != CallState.ACTIVE:
        raise WrongCallStateError(f"the call is {call.state}")
    inbox = signals.inbox_of(call, side.other)
    waiting = Signal.objects.filter(inbox=inbox, expires_at__gt=now).count()
    if waiting > policies.MOST_SIGNALS:
        raise RejectedError("signal", "too many at once")
    signals.put_to(call, side.other, {**body, "type": "signal", "call": call.id}, now)


@transaction.atomic
def agree(call_id: str, *, allowed: bool, side: Side, account: str, now: datetime) -> Call:
    """To the call being recorded, or no longer.

    Who is in the field and takes it back has whatever was recorded of the call deleted. The office
    ends every recording by agreeing no longer: what both agreed to until then stays.
    """
    call = _locked(call_id, side, account)
    name = "phone_agrees_at" if side is Side.PHONE else "room_agrees_at"
    if (getattr(call, name) is not None) == allowed:
        return call
    if allowed and call.state != CallState.ACTIVE:
        raise WrongCallStateError(f"the call is {call.state}")
    setattr(call, name, now if allowed else None)
    call.save(update_fields=[name])
    by = account or PHONE
    _agreement_told(call, side, allowed, by, now)
    if not allowed and side is Side.PHONE:
        delete_recordings(call, by)
    return call


def _agreement_told(call: Call, side: Side, allowed: bool, by: str, now: datetime) -> None:
    signals.call_told(call, now)
    if side is Side.PHONE:
        said = words("Agrees to a recording") if allowed else words("Takes the consent back")
        state = "agreed" if allowed else "refused"
        sent = Sent(key=f"{state}/{call.id}/{now.timestamp()}", now=now, by=by, ours=True)
        news = News(kind="call", call=call.id, state=state, timeline=said)
        added(call.invitation, sent, news)
    told(RecordingAllowed, call.invitation, by=by, call=call.id, side=side.value, allowed=allowed)


def end_silent_calls(now: datetime) -> int:
    """Calls that nobody answered, or whose sides are both gone."""
    ringing = Q(state=CallState.RINGING, started_at__lt=now - policies.RINGS_FOR)
    silent = Q(state=CallState.ACTIVE, beat_at__lt=now - policies.SILENT_FOR)
    found = Call.objects.filter(ringing | silent).values_list("id", "invitation_id")
    return sum(_try_passed(call, handle, now) for call, handle in found)


def _try_passed(call_id: str, handle: str, now: datetime) -> bool:
    """One that fails never keeps the others from having an end."""
    try:
        return _passed(call_id, handle, now)
    except (Error, SiminError) as error:
        log.error("a silent call has no end yet", call=call_id, error=str(error))
        return False


@transaction.atomic
def _passed(call_id: str, handle: str, now: datetime) -> bool:
    locked(handle)
    call = Call.objects.select_for_update(of=("self",)).select_related("invitation").get(id=call_id)
    if call.state not in OPEN:
        return False
    call.state, call.ended_at = when_silent(CallState(call.state)), now
    call.save()
    _changed(call, call.invitation, SYSTEM, now)
    return True


def _locked(
    call_id: str, side: Side, account: str, lock: Callable[[str], Invitation] = locked
) -> Call:
    """The call with its invitation, locked in this order. Raises ``UnknownCallError``."""
    handle = Call.objects.filter(id=call_id).values_list("invitation_id", flat=True).first()
    if handle is None:
        raise UnknownCallError("no such call")
    lock(handle)
    rows = Call.objects.select_for_update(of=("self",)).select_related("invitation")
    call = rows.get(id=call_id)
    if side is Side.ROOM and call.account not in ("", account):
        raise NotAllowedError("somebody else speaks for the room")
    return call


def _changed(call: Call, found: Invitation, by: str, now: datetime) -> None:
    signals.call_told(call, now)
    said = _said(call)
    if said:
        sent = Sent(key=f"call/{call.id}/{call.state}", now=now, by=by, ours=True)
        added(found, sent, News(kind="call", call=call.id, state=call.state, timeline=said))
    told(CallChanged, found, by=by, call=call.id, state=call.state)


def _said(call: Call) -> dict[str, str] | None:
    """What the timeline says; ringing alone is no news."""
    if call.state == CallState.ENDED and call.answered_at and call.ended_at:
        minutes = max(1, round((call.ended_at - call.answered_at).total_seconds() / 60))
        return words("The call ended after {minutes} min", minutes=minutes)
    return {
        CallState.RINGING: None,
        CallState.ACTIVE: words("A call began"),
        CallState.DECLINED: words("The call was declined"),
        CallState.MISSED: words("The call was not answered"),
        CallState.ENDED: words("The call ended"),
        CallState.LOST: words("The call was lost"),
        CallState.BUSY: words("Called while another call was going on"),
    }[CallState(call.state)]
