"""Put word for one listener where the live gateway finds it, in the order of commits.

A listener is a phone (of an invitation) or an account (all its open pages). What is put here is
read within a second and forgotten within minutes.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from simin.domains.field.models import Call, Inbox, Invitation, Signal
from simin.domains.field.policies import SIGNAL_KEPT
from simin.domains.field.states import Side
from simin.domains.field.subject import incident_of
from simin.domains.identity import queries as identity
from simin.domains.identity.policies import ROOM_ROLES


def phone_inbox(invitation: str) -> str:
    return f"phone/{invitation}"


def account_inbox(username: str) -> str:
    return f"account/{username}"


def put(inbox: str, body: Mapping[str, Any], now: datetime) -> None:
    """Inside a transaction. Whoever else puts into this inbox waits for the commit."""
    Inbox.objects.get_or_create(name=inbox)
    row = Inbox.objects.select_for_update().get(name=inbox)
    row.last += 1
    row.save(update_fields=["last"])
    said = msgspec.json.encode(body).decode()
    Signal.objects.create(inbox=inbox, position=row.last, body=said, expires_at=now + SIGNAL_KEPT)


def last_position(inbox: str) -> int:
    """What was put in so far; a page that is made now listens for what comes after."""
    return Inbox.objects.filter(name=inbox).values_list("last", flat=True).first() or 0


def call_told(call: Call, now: datetime) -> None:
    """Both sides hear how the call stands."""
    body = described(call)
    put(phone_inbox(call.invitation_id), body, now)
    for inbox in room_inboxes(call):
        put(inbox, body, now)


def put_to(call: Call, side: Side, body: Mapping[str, Any], now: datetime) -> None:
    """Only the side that speaks: a call that nobody has answered has no room side yet."""
    if side is Side.PHONE or call.account:
        put(inbox_of(call, side), body, now)


def inbox_of(call: Call, side: Side) -> str:
    """Where the side that speaks listens."""
    return phone_inbox(call.invitation_id) if side is Side.PHONE else account_inbox(call.account)


def room_inboxes(call: Call) -> list[str]:
    """Who of the office hears of a call, in a fixed order, so that no two writers block each other.

    The phone's call rings at everyone who runs the room, or at whoever made the link to a site.
    """
    names = {call.account} if call.account else set[str]()
    if call.caller == Side.PHONE:
        names |= _called(call.invitation)
    return sorted(account_inbox(name) for name in names)


def _called(invitation: Invitation) -> set[str]:
    if incident_of(invitation.subject) is None:
        return {invitation.made_by}
    held = (identity.holders(role) for role in sorted(ROOM_ROLES))
    return {account.username for accounts in held for account in accounts} | {invitation.made_by}


def described(call: Call) -> dict[str, Any]:
    """What both sides may know of a call."""
    return {
        "type": "call",
        "call": call.id,
        "invitation": call.invitation_id,
        "subject": call.invitation.subject,
        "title": call.invitation.subject_title,
        "who": call.invitation.who,
        "caller": call.caller,
        "account": call.account,
        "state": call.state,
        "phone_agrees": call.phone_agrees_at is not None,
        "room_agrees": call.room_agrees_at is not None,
    }
