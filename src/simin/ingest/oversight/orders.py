"""What people order of a feed, and how the engine takes and ends it.

An order waits in the database, so that it survives a restart and may be given to an engine that
runs elsewhere. Nothing here asks a source.
"""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import transaction

from simin.domains.audit import services as audit
from simin.ingest.oversight.declared import PLAYED
from simin.ingest.oversight.errors import NotNowError
from simin.ingest.oversight.models import DeclaredFeed, FeedOrder
from simin.ingest.oversight.queries import declared

WAITING, RUNNING, DONE, FAILED = "waiting", "running", "done", "failed"


class Act(StrEnum):
    """What can be ordered."""

    RUN = "run"
    #: A run in which what the source leaves out is really gone.
    CONFIRM = "confirm"
    #: Ask and read, keep nothing.
    TRY = "try"
    #: Read kept answers again, with the mapping in effect.
    REPLAY = "replay"


@transaction.atomic
def order(feed: str, act: Act, *, account: str, address: str = "", at: datetime) -> FeedOrder:
    """Leave an order. The same that waits already is not left twice.

    Raises ``UnknownFeedError``, and ``NotNowError`` where the feed cannot do it here.
    """
    row = declared(feed)
    check(row, act)
    known = FeedOrder.objects.filter(feed=feed, act=act, state__in=[WAITING, RUNNING]).first()
    if known is not None:
        return known
    left = FeedOrder.objects.create(feed=feed, act=act, asked_by=account, asked_at=at)
    audit.record(
        account=account,
        action=f"source-{act}-ordered",
        subject=f"source/{feed}",
        details={"order": left.id},
        address=address,
    )
    return left


def check(row: DeclaredFeed, act: Act) -> None:
    """Raises ``NotNowError``."""
    if row.kind in PLAYED:
        raise NotNowError("played")
    if act is not Act.REPLAY and row.way != "asked":
        raise NotNowError("pushed")
    if act is not Act.TRY and not row.runs:
        raise NotNowError("replayed")
    if act is not Act.REPLAY and row.missing:
        raise NotNowError("no-key")


@transaction.atomic
def pause(feed: str, *, account: str, why: str, address: str = "", at: datetime) -> None:
    """It is not run by schedule until ``resume``. Raises ``UnknownFeedError``, ``NotNowError``."""
    row = declared(feed)
    if row.kind in PLAYED:
        raise NotNowError("played")
    DeclaredFeed.objects.filter(feed=feed).update(paused_at=at, paused_by=account, paused_why=why)
    _audit("source-paused", feed, account, address, why=why)


@transaction.atomic
def resume(feed: str, *, account: str, address: str = "") -> None:
    declared(feed)
    DeclaredFeed.objects.filter(feed=feed).update(paused_at=None, paused_by="", paused_why="")
    _audit("source-resumed", feed, account, address)


def _audit(action: str, feed: str, account: str, address: str, **details: Any) -> None:
    audit.record(
        account=account, action=action, subject=f"source/{feed}", details=details, address=address
    )


# --- The engine's side ---


def release() -> None:
    """Orders that a killed engine left under way wait again: each may be done twice."""
    FeedOrder.objects.filter(state=RUNNING).update(state=WAITING)


def take(feeds: Collection[str]) -> FeedOrder | None:
    """The oldest order for one of ``feeds``, now under way."""
    # Asked every second, and nearly always for nothing: no lock is taken for that.
    return _taken(feeds) if FeedOrder.objects.filter(state=WAITING).exists() else None


@transaction.atomic
def _taken(feeds: Collection[str]) -> FeedOrder | None:
    rows = FeedOrder.objects.select_for_update().filter(state=WAITING, feed__in=list(feeds))
    row = rows.order_by("id").first()
    if row is not None:
        row.state = RUNNING
        row.save(update_fields=["state"])
    return row


def end(order_id: int, result: dict[str, Any], *, good: bool, at: datetime) -> None:
    FeedOrder.objects.filter(id=order_id).update(
        state=DONE if good else FAILED, result=result, ended_at=at
    )
