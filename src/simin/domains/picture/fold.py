"""Snapshot and frames make the next snapshot: the rule that everything live rests on (invariant 3).

Pure. The browser does the same in ``frontend/src/live/picture.ts``.
"""

from collections.abc import Iterable

from simin.domains.picture.card import Card, WithheldCard
from simin.domains.picture.errors import ForgottenFrameError, FrameOutOfOrderError
from simin.domains.picture.frame import OfficeFrame, PublicFrame, Snapshot, leaf_hash
from simin.domains.picture.wire import encode


def fold(snapshot: Snapshot, frame: PublicFrame | OfficeFrame) -> Snapshot:
    """The picture after ``frame``; raises ``FrameOutOfOrderError`` unless it is the next one."""
    if frame.number != snapshot.number + 1:
        raise FrameOutOfOrderError(snapshot.number, frame.number)
    cards = {card.id: card for card in snapshot.cards}
    for gone in frame.removed:
        cards.pop(gone, None)
    cards.update({card.id: card for card in frame.changed})
    return Snapshot(
        number=frame.number,
        at=frame.at,
        city_time=frame.city_time,
        speed=frame.speed,
        hash=leaf_hash(encode(frame)) if isinstance(frame, PublicFrame) else frame.public_hash,
        view=snapshot.view,
        cards=in_order(cards.values()),
    )


def fold_all(snapshot: Snapshot, frames: Iterable[PublicFrame | OfficeFrame]) -> Snapshot:
    for frame in frames:
        snapshot = fold(snapshot, frame)
    return snapshot


def fold_until(
    snapshot: Snapshot, frames: Iterable[PublicFrame | OfficeFrame], number: int
) -> Snapshot:
    """The picture at ``number``. Raises ``ForgottenFrameError`` where a frame is gone."""
    try:
        found = fold_all(snapshot, frames)
    except FrameOutOfOrderError as error:
        raise ForgottenFrameError(f"frame {number} is no longer kept") from error
    if found.number != number:
        raise ForgottenFrameError(f"frame {number} is no longer kept")
    return found


def in_order(cards: Iterable[Card | WithheldCard]) -> list[Card | WithheldCard]:
    return sorted(cards, key=lambda card: card.id)
