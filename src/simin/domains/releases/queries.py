"""Ask who sees what, and who decided it.

``rules`` is what every door asks. A public export that is no card asks, for each column,
``rules().sight("dataset", "trees", "keeper")`` (no roles: the public), and leaves out what is
``Sight.NOTHING``; ``CELL``, ``SMALL`` and ``NUMBERS`` say how it is made coarse, with
``rules().policy`` for the width and the minimum. Nothing is cached beyond a change: the stamp is
read each time.
"""

import threading
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec

from simin.domains.picture.card import WithholdingReason
from simin.domains.picture.decision import Decided, Decision, Decisions
from simin.domains.picture.policy import Rules
from simin.domains.picture.rule import Policy
from simin.domains.places import queries as places
from simin.domains.places.errors import NoCityError
from simin.domains.releases.errors import UnknownDecisionError
from simin.domains.releases.models import ReleaseDecision, ReleasePolicy, State
from simin.kit.clock import city_clock
from simin.kit.paging import Page, checked_limit, seal, unseal

__all__ = ["ReleaseDecision", "State", "about", "decided", "decision", "proposals", "rules"]

#: By the stamp under which it was read; at most one.
_kept: dict[str, tuple[Policy, Decisions]] = {}
_lock = threading.Lock()


def rules(now: datetime | None = None) -> Rules:
    """What is in force at city time ``now``."""
    policy, decisions = _in_force()
    return Rules(
        policy=policy,
        decisions=decisions,
        now=now or city_clock().now(),
        zone=_zone(),
    )


def _zone() -> ZoneInfo:
    """UTC before a pack was loaded."""
    try:
        return places.zone()
    except NoCityError:
        return ZoneInfo("UTC")


def decision(number: int) -> ReleaseDecision:
    """Raises ``UnknownDecisionError``."""
    found = ReleaseDecision.objects.filter(pk=number).first()
    if found is None:
        raise UnknownDecisionError(f"no decision {number}")
    return found


def about(card: str) -> list[ReleaseDecision]:
    """All that was decided or proposed about it, the newest first."""
    return list(ReleaseDecision.objects.filter(card=card).order_by("-id")[:100])


def proposals() -> list[ReleaseDecision]:
    """Those that wait for a second person."""
    return list(ReleaseDecision.objects.filter(state=State.PROPOSED).order_by("id"))


def decided(*, card: str = "", cursor: str = "", limit: int = 50) -> Page[ReleaseDecision]:
    """Every decision that was ever in force, the last made or proposed first.

    ``card``: of that alone.     Raises ``RejectedError`` for a wrong cursor.
    """
    checked_limit(limit)
    found = ReleaseDecision.objects.exclude(decided_at=None).order_by("-id")
    if card:
        found = found.filter(card=card) if "\0" not in card else found.none()
    if cursor:
        found = found.filter(id__lt=unseal(cursor, int))
    rows = list(found[: limit + 1])
    return Page(rows[:limit], seal(rows[limit - 1].pk) if len(rows) > limit else None)


def _in_force() -> tuple[Policy, Decisions]:
    row = ReleasePolicy.objects.filter(id=1).first()
    if row is None:
        return Policy(), {}
    kept = _kept.get(row.stamp)
    if kept is None:
        kept = (msgspec.convert(row.definition, Policy), _decisions())
        with _lock:
            _kept.clear()
            _kept[row.stamp] = kept
    return kept


def _decisions() -> Decisions:
    standing = ReleaseDecision.objects.filter(state=State.IN_FORCE)
    return {(one.card, one.field): _decided(one) for one in standing}


def _decided(one: ReleaseDecision) -> Decided:
    return Decided(
        card=one.card,
        field=one.field,
        decision=Decision(one.decision),
        at=one.decided_at or one.at,
        reason=WithholdingReason(one.reason) if one.reason else None,
        office=one.office,
        review_on=one.review_on,
        until=one.until,
    )
