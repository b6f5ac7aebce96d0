"""Set the city's stage by hand, with a reason and an end; and take it back.

What is computed goes on being computed and is shown beside it. Every change is on the record with
what the criteria found at that moment.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from simin.domains.identity.roles import Role
from simin.domains.incidents.errors import StaleStageError
from simin.domains.incidents.events import StageChanged, StageOverridden, StageOverrideEnded
from simin.domains.incidents.models import CityStage, StageChange, StageLimit, StageOverride
from simin.domains.incidents.names import stage_sentence
from simin.domains.incidents.policies import check_may_override
from simin.domains.incidents.stage import HIGHEST, NORMAL
from simin.domains.incidents.stage_override import Ended, in_every_language
from simin.domains.picture.card import Origin, Words
from simin.kit.errors import RejectedError
from simin.kit.outbox import services as outbox

#: Where the pack says nothing.
USUAL_HOURS = 12
LONGEST_REASON = 500
SYSTEM = "system"


def most_hours() -> int:
    """For so long a stage may be set by hand, as the pack says."""
    found = StageLimit.objects.values_list("override_hours", flat=True).first()
    return found or USUAL_HOURS


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What somebody asks for."""

    level: int
    #: In one language at least.
    reason: Words
    until: datetime
    #: The number of what was in force when they looked; None for nothing.
    seen: int | None
    #: Of the form.
    key: str


@dataclass(frozen=True, kw_only=True)
class Setter:
    """Who asks for it."""

    username: str
    roles: Collection[Role]
    office: Words


@transaction.atomic
def override_stage(wanted: Wanted, *, by: Setter, at: datetime) -> int:
    """The override's number; the same form (``key``) again changes nothing.

    Raises ``RejectedError`` naming the
    field, ``NotAllowedError``, ``StaleStageError`` where another one is in force by now.
    """
    check_may_override(by.roles)
    outbox.take_turns()
    known = StageOverride.objects.filter(key=wanted.key).values_list("id", flat=True).first()
    if known is not None:
        return known
    row, before = _row(at), _in_force(at)
    _check(wanted, at)
    if (before.pk if before else None) != wanted.seen:
        raise StaleStageError("seen", "another one is in force by now")
    level_before = before.level if before else row.level
    if before is not None:
        _close(before, Ended.REPLACED, by.username, at)
    made = _make(wanted, by, at)
    reasons = [made.as_reason()]
    change = _Change(cause="set", by=by.username, at=at, reasons=reasons)
    _record(row, level_before, wanted.level, change)
    told = StageOverridden(
        number=made.pk,
        before=level_before,
        level=wanted.level,
        until=wanted.until,
        by=by.username,
    )
    outbox.append(told, at=at)
    return made.pk


def _make(wanted: Wanted, by: Setter, at: datetime) -> StageOverride:
    said = {code: text.strip() for code, text in wanted.reason.items() if text.strip()}
    return StageOverride.objects.create(
        level=wanted.level,
        reason=in_every_language(said),
        said=said,
        office=dict(by.office),
        by=by.username,
        key=wanted.key,
        since=at,
        until=wanted.until,
    )


@transaction.atomic
def withdraw_stage(*, seen: int, by: str, roles: Collection[Role], at: datetime) -> bool:
    """Back to what is computed; false where it had ended. Raises ``StaleStageError``."""
    check_may_override(roles)
    outbox.take_turns()
    row, found = _row(at), _in_force(at)
    if found is None:
        return False
    if found.pk != seen:
        raise StaleStageError("seen", "another one is in force by now")
    _end(row, found, Ended.WITHDRAWN, by, at)
    return True


@transaction.atomic
def end_override_due(now: datetime) -> bool:
    """End by the clock what has run out; at the time at which it ran out, however late."""
    outbox.take_turns()
    found = StageOverride.objects.filter(ended_at=None, until__lte=now).first()
    if found is None:
        return False
    _end(_row(now), found, Ended.RAN_OUT, SYSTEM, found.until)
    return True


def _row(at: datetime) -> CityStage:
    row = CityStage.objects.select_for_update().filter(id=1).first()
    return row or CityStage.objects.create(since=at, assessed_at=at - timedelta(days=1))


def _in_force(at: datetime) -> StageOverride | None:
    return StageOverride.objects.select_for_update().filter(ended_at=None, until__gt=at).first()


def _close(found: StageOverride, how: Ended, by: str, at: datetime) -> None:
    found.ended_at, found.ended_how, found.ended_by = at, how, by
    found.save(update_fields=["ended_at", "ended_how", "ended_by"])


def _end(row: CityStage, found: StageOverride, how: Ended, by: str, at: datetime) -> None:
    _close(found, how, by, at)
    change = _Change(cause=how, by=by, at=at, reasons=row.reasons)
    _record(row, found.level, row.level, change)
    outbox.append(StageOverrideEnded(number=found.pk, how=how, level=row.level, by=by), at=at)


@dataclass(frozen=True)
class _Change:
    cause: str
    by: str
    at: datetime
    reasons: list[dict[str, Any]]


def _record(row: CityStage, before: int, level: int, change: _Change) -> None:
    by_hand = change.cause == "set" or not row.origin
    StageChange.objects.create(
        before=before,
        level=level,
        computed=row.level,
        since=change.at,
        reasons=change.reasons,
        findings=row.findings,
        cause=change.cause,
        by=change.by,
        origin=Origin.MEASURED if by_hand else row.origin,
        explained=stage_sentence(level, [reason["text"] for reason in change.reasons]),
    )
    if level != before:
        outbox.append(StageChanged(before=before, level=level, at=change.at), at=change.at)


def _check(wanted: Wanted, at: datetime) -> None:
    until = wanted.until
    if not NORMAL <= wanted.level <= HIGHEST:
        raise RejectedError("level", f"{wanted.level} is not between {NORMAL} and {HIGHEST}")
    said = [text.strip() for text in wanted.reason.values() if text.strip()]
    if not said:
        raise RejectedError("reason", "say why, in at least one language")
    if any(len(text) > LONGEST_REASON or "\0" in text for text in said):
        raise RejectedError("reason", f"at most {LONGEST_REASON} characters")
    if until.tzinfo is None or until <= at:
        raise RejectedError("until", "has passed")
    if until - at > timedelta(hours=most_hours()):
        raise RejectedError("until", f"is more than {most_hours()} hours ahead")
