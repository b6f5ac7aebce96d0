"""Take over the policy; decide, confirm and refuse. Each write makes the stamp anew."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import msgspec
from django.db import transaction
from django.utils.crypto import get_random_string
from msgspec.structs import replace

from simin.domains.identity.roles import Role
from simin.domains.picture import queries as picture
from simin.domains.picture import services as publishing
from simin.domains.picture.card import Mask, WithholdingReason, Words
from simin.domains.picture.decision import OPENING, Decision
from simin.domains.picture.rule import DATASET, Policy
from simin.domains.places import queries as places
from simin.domains.releases.errors import (
    NOTHING_PROMISED,
    WAITS,
    StaleDecisionError,
    UnknownDecisionError,
)
from simin.domains.releases.events import (
    ReleaseDecided,
    ReleaseEvent,
    ReleaseProposalEnded,
    ReleaseProposed,
)
from simin.domains.releases.models import ReleaseDecision, ReleasePolicy, State
from simin.domains.releases.policies import check_is_another, check_may_decide
from simin.domains.releases.withholdable import TWO_PERSONS, faults
from simin.kit.errors import RejectedError
from simin.kit.outbox import services as outbox
from simin.kit.typed_text import checked_text

#: So far ahead lies a review or the end of an embargo at most.
LONGEST = timedelta(days=366)
LONGEST_WHY = 500


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What somebody asks for."""

    card: str
    kind: str
    field: str = ""
    decision: Decision
    reason: str = ""
    review_on: date | None = None
    until: datetime | None = None
    why: str = ""
    #: Number of the newest decision about the card when they looked; None: there was none.
    seen: int | None
    #: Of the form.
    key: str


@dataclass(frozen=True, kw_only=True)
class Decider:
    """Who decides."""

    username: str
    roles: Collection[Role]
    office: Words


@transaction.atomic
def define_policy(policy: Policy, *, at: datetime) -> None:
    """Take over the pack's policy in place of the one before; a rule is as old as its id."""
    row, _ = ReleasePolicy.objects.get_or_create(id=1, defaults={"stamp": _stamp()})
    known = {rule.id: rule.since for rule in msgspec.convert(row.definition, Policy).rules}
    rules = (replace(rule, since=known.get(rule.id) or places.day_of(at)) for rule in policy.rules)
    definition = msgspec.to_builtins(replace(policy, rules=tuple(rules)))
    if row.definition != definition:
        row.definition, row.stamp = definition, _stamp()
        row.save()


@transaction.atomic
def decide(wanted: Wanted, *, by: Decider, at: datetime) -> ReleaseDecision:
    """In force at once, or proposed where it takes two; the same form again changes nothing.

    Raises ``RejectedError`` naming the field, ``NotAllowedError``, ``StaleDecisionError``.
    """
    check_may_decide(by.roles)
    outbox.take_turns()
    known = ReleaseDecision.objects.filter(key=wanted.key).first()
    if known is not None:
        return known
    _check(wanted, at)
    _check_seen(wanted)
    _check_none_waits(wanted)
    made = _made(wanted, by, at)
    if made.state == State.PROPOSED:
        outbox.append(_told(ReleaseProposed, made, by.username, at), at=at)
    else:
        _in_force(made, by.username, at)
    return made


@transaction.atomic
def confirm(number: int, *, by: Decider, at: datetime) -> ReleaseDecision:
    """The second person. Raises ``RejectedError`` naming ``by`` for the first one again."""
    check_may_decide(by.roles)
    outbox.take_turns()
    found = _proposed(number)
    check_is_another(found.by, by.username)
    _check_times(found.decision, found.review_on, found.until, at)
    found.state, found.confirmed_by = State.IN_FORCE, by.username
    outbox.append(_told(ReleaseProposalEnded, found, by.username, at, how="confirmed"), at=at)
    _in_force(found, by.username, at)
    return found


@transaction.atomic
def refuse(number: int, *, by: Decider, at: datetime) -> ReleaseDecision:
    """The proposal is over; by who made it: withdrawn."""
    check_may_decide(by.roles)
    outbox.take_turns()
    found = _proposed(number)
    how = State.WITHDRAWN if found.by == by.username else State.REFUSED
    found.state, found.ended_at = how, at
    found.save(update_fields=["state", "ended_at"])
    outbox.append(_told(ReleaseProposalEnded, found, by.username, at, how=how.value), at=at)
    return found


def _proposed(number: int) -> ReleaseDecision:
    found = ReleaseDecision.objects.select_for_update().filter(pk=number).first()
    if found is None:
        raise UnknownDecisionError(f"no decision {number}")
    if found.state != State.PROPOSED:
        raise StaleDecisionError(found.card)
    return found


def _made(wanted: Wanted, by: Decider, at: datetime) -> ReleaseDecision:
    opens = wanted.decision in OPENING
    takes_two = wanted.kind in TWO_PERSONS and not opens
    made = ReleaseDecision(
        card=wanted.card,
        kind=wanted.kind,
        field=wanted.field,
        decision=wanted.decision,
        reason="" if opens else wanted.reason,
        why=wanted.why.strip(),
        office=dict(by.office),
        review_on=_review(wanted),
        until=wanted.until if wanted.decision is Decision.EMBARGO else None,
        by=by.username,
        at=at,
        state=State.PROPOSED if takes_two else State.IN_FORCE,
        key=wanted.key,
    )
    if takes_two:
        made.save()
    return made


def _review(wanted: Wanted) -> date | None:
    if wanted.decision is Decision.EMBARGO and wanted.until is not None:
        return places.day_of(wanted.until)
    return wanted.review_on if wanted.decision is Decision.WITHHOLD else None


def _in_force(made: ReleaseDecision, by: str, at: datetime) -> None:
    """In place of what was in force before; opened is what was promised until now."""
    standing = ReleaseDecision.objects.filter(
        card=made.card, field=made.field, state=State.IN_FORCE
    )
    standing.update(state=State.REPLACED, ended_at=at)
    made.decided_at = at
    made.commitment = picture.newest_commitment(made.card, made.field)
    made.save()
    if made.decision == Decision.DECLASSIFY:
        publishing.open_sealed(made.card, field=made.field or None, at=at)
    _restamp()
    told = _told(
        ReleaseDecided,
        made,
        by,
        at,
        office=made.office,
        until=made.until,
        review_on=made.review_on,
        commitment=made.commitment,
    )
    outbox.append(told, at=at)


def _told[E: ReleaseEvent](
    event: type[E], one: ReleaseDecision, by: str, at: datetime, **more: Any
) -> E:
    return event(
        id=one.pk,
        card=one.card,
        kind=one.kind,
        field=one.field,
        decision=one.decision,
        reason=one.reason,
        at=at,
        by=by,
        **more,
    )


def _check_seen(wanted: Wanted) -> None:
    about = ReleaseDecision.objects.filter(card=wanted.card)
    if about.order_by("-id").values_list("id", flat=True).first() != wanted.seen:
        raise StaleDecisionError(wanted.card)


def _check_none_waits(wanted: Wanted) -> None:
    """Two proposals for the same would be confirmed one over the other."""
    waiting = ReleaseDecision.objects.filter(
        card=wanted.card, field=wanted.field, state=State.PROPOSED
    )
    if wanted.decision not in OPENING and waiting.exists():
        raise RejectedError("decision", WAITS)


def _check(wanted: Wanted, at: datetime) -> None:
    for key, reason in faults(wanted.kind, wanted.field, Mask.WITHHOLD):
        raise RejectedError("card" if key == "kind" else key, reason)
    if wanted.kind == DATASET and wanted.decision is Decision.DECLASSIFY:
        raise RejectedError("decision", NOTHING_PROMISED)
    checked_text(wanted.why, most=LONGEST_WHY, field="why")
    if wanted.decision in OPENING:
        return
    if wanted.reason not in list(WithholdingReason):
        raise RejectedError("reason", f"one of {', '.join(WithholdingReason)}")
    _check_times(wanted.decision, wanted.review_on, wanted.until, at)


def _check_times(
    decision: str, review_on: date | None, until: datetime | None, at: datetime
) -> None:
    today = places.day_of(at)
    looked_at = review_on is not None and today < review_on <= today + LONGEST
    if decision == Decision.WITHHOLD and not looked_at:
        raise RejectedError("review_on", f"a day after {today}, at most {LONGEST.days} days")
    ahead = until is not None and until.tzinfo is not None and at < until <= at + LONGEST
    if decision == Decision.EMBARGO and not ahead:
        raise RejectedError("until", f"a time that lies ahead, at most {LONGEST.days} days")


def _restamp() -> None:
    row, made = ReleasePolicy.objects.select_for_update().get_or_create(
        id=1, defaults={"stamp": _stamp(), "definition": msgspec.to_builtins(Policy())}
    )
    if not made:
        row.stamp = _stamp()
        row.save(update_fields=["stamp"])


def _stamp() -> str:
    return get_random_string(32)
