"""Publish: turn changed cards into the next frame, in both views."""

import secrets
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from simin.domains.picture import queries
from simin.domains.picture.card import Card, Visibility
from simin.domains.picture.fold import fold
from simin.domains.picture.frame import (
    GENESIS,
    OfficeFrame,
    PublicFrame,
    Snapshot,
    View,
    leaf_hash,
)
from simin.domains.picture.models import Checkpoint, SealedContent, StoredFrame, WithheldCount
from simin.domains.picture.release import for_public, is_whole, salted, salted_as, sealed
from simin.domains.picture.wire import encode
from simin.domains.places import queries as places
from simin.domains.places.errors import NoCityError

#: A checkpoint stands at every so many frames, and at the first of each moment.
CHECKPOINT_EVERY = 100
#: Frames kept; older ones are answered with 410. A day of one each second, and a little more.
FRAMES_KEPT = 90_000
#: Minutes of city time, a part of an hour, of which one picture is kept after its frames have gone.
MOMENT = 5
#: A city that is replayed faster than its own pace keeps none of each moment.
APART = timedelta(minutes=1)
#: City time for which it is.
MOMENTS_KEPT = timedelta(days=30)


def new_salt() -> str:
    """128 random bits, hex."""
    return secrets.token_hex(16)


@transaction.atomic
def publish(
    *,
    changed: Iterable[Card],
    removed: Iterable[str] = (),
    at: datetime,
    city_time: datetime,
    speed: float,
    salt: Callable[[], str] = new_salt,
) -> int | None:
    """Publish what differs from the current picture; the frame's number, or None if nothing does.

    ``at`` is real time. Runs in the caller's transaction where there is one, so that a reader's
    cursor moves with the frame. A withheld card is salted anew each time its content changes.
    """
    before = queries.current(View.OFFICE)
    known = {card.id: card for card in before.cards} if before else {}
    cards = [_salted(card, known.get(card.id), salt) for card in changed]
    news = [card for card in cards if known.get(card.id) != card]
    gone = sorted(card_id for card_id in set(removed) if card_id in known)
    if not news and not gone:
        return None
    number = before.number + 1 if before else 1
    public = PublicFrame(
        number=number,
        at=at,
        city_time=city_time,
        speed=float(speed),
        previous=before.hash if before else GENESIS,
        changed=[for_public(card) for card in news],
        removed=gone,
    )
    _store(public, news, is_first=_is_first(at, city_time))
    _seal(number, city_time, news)
    after = {card_id: card for card_id, card in known.items() if card_id not in gone}
    _count(known.values(), {**after, **{card.id: card for card in news}}.values(), city_time)
    return number


def _salted(card: Card, known: object, salt: Callable[[], str]) -> Card:
    if is_whole(card):
        return card
    if isinstance(known, Card):
        same = salted_as(card, known)
        if same == known:
            return same
    return salted(card, salt)


def _is_first(at: datetime, city_time: datetime) -> bool:
    """Whether a picture of its moment is to be kept; at most one in ``APART`` of real time."""
    last = Checkpoint.objects.order_by("-number").values_list("number", "city_time").first()
    if last is None:
        return True
    if _moment(last[1]) == _moment(city_time):
        return False
    published = StoredFrame.objects.filter(number=last[0]).values_list("at", flat=True).first()
    return published is None or at - published >= APART


def _moment(at: datetime) -> datetime:
    """When the moment of ``at`` began."""
    return at.replace(minute=at.minute // MOMENT * MOMENT, second=0, microsecond=0)


def _store(public: PublicFrame, cards: Sequence[Card], *, is_first: bool) -> None:
    """``is_first``: of its moment."""
    encoded = encode(public)
    office = OfficeFrame(
        number=public.number,
        at=public.at,
        city_time=public.city_time,
        speed=public.speed,
        public_hash=leaf_hash(encoded),
        changed=list(cards),
        removed=public.removed,
    )
    StoredFrame.objects.create(
        number=public.number,
        at=public.at,
        city_time=public.city_time,
        public=encoded,
        office=encode(office),
        hash=office.public_hash,
    )
    if is_first or public.number % CHECKPOINT_EVERY == 0:
        _checkpoint(public, office)


def _seal(number: int, city_time: datetime, cards: Iterable[Card]) -> None:
    """Kept apart from frames, which are forgotten: what was promised must be there to be opened."""
    SealedContent.objects.bulk_create(
        SealedContent(
            frame=number,
            city_time=city_time,
            card=one.card,
            field=one.field,
            salt=one.salt,
            commitment=one.commitment,
            content=zlib.compress(one.content),
        )
        for card in cards
        for one in sealed(card)
    )


def _count(before: Iterable[object], after: Iterable[object], city_time: datetime) -> None:
    """Keep the day's tally; without a change, and on a day that has one, nothing is written."""
    now = withheld_counts(after)
    day = _day(city_time)
    same = now == withheld_counts(before)
    if same and (not now or WithheldCount.objects.filter(day=day).exists()):
        return
    row = WithheldCount.objects.filter(day=day).first() or WithheldCount(day=day, most=0)
    row.counts, row.count = dict(sorted(now.items())), sum(now.values())
    row.most = max(row.most, row.count)
    row.save()


def _day(at: datetime) -> date:
    """Of the city's calendar; before a pack was loaded, of UTC."""
    try:
        return places.day_of(at)
    except NoCityError:
        return at.date()


def withheld_counts(cards: Iterable[object]) -> Counter[str]:
    """``kind:reason`` to how many cards and parts of cards."""
    found: Counter[str] = Counter()
    for card in cards:
        if isinstance(card, Card):
            reasons = [one.reason for one in card.fields]
            whole = card.release.visibility is not Visibility.PUBLIC
            found.update(f"{card.kind}:{reason}" for reason in reasons if not whole)
            found.update([f"{card.kind}:{card.release.reason}"] if whole else [])
    return found


def _checkpoint(public: PublicFrame, office: OfficeFrame) -> None:
    views = {
        View.PUBLIC: _after(queries.snapshot_before(public.number, View.PUBLIC), public),
        View.OFFICE: _after(queries.snapshot_before(public.number, View.OFFICE), office),
    }
    Checkpoint.objects.create(
        number=public.number,
        city_time=public.city_time,
        public=zlib.compress(encode(views[View.PUBLIC])),
        office=zlib.compress(encode(views[View.OFFICE])),
    )


def _after(before: Snapshot | None, frame: PublicFrame | OfficeFrame) -> Snapshot:
    view = View.PUBLIC if isinstance(frame, PublicFrame) else View.OFFICE
    return fold(before or empty(view, frame.at, frame.city_time, frame.speed), frame)


def empty(view: View, at: datetime, city_time: datetime, speed: float) -> Snapshot:
    """The picture before the first frame."""
    return Snapshot(
        number=0, at=at, city_time=city_time, speed=speed, hash=GENESIS, view=view, cards=[]
    )


@transaction.atomic
def forget(*, keep: int = FRAMES_KEPT) -> int:
    """Drop frames beyond the newest ``keep``; how many. Of what is older one picture of each moment
    stays for ``MOMENTS_KEPT``, so that the city can be looked at as it was then.
    """
    oldest = queries.head() - keep
    base = (
        Checkpoint.objects.filter(number__lte=oldest)
        .order_by("-number")
        .values_list("number", flat=True)
        .first()
    )
    if base is None:
        return 0
    _thin(base)
    deleted, _ = StoredFrame.objects.filter(number__lt=base).delete()
    return deleted


def _thin(base: int) -> None:
    """Of the checkpoints before ``base``, the first of each moment is kept."""
    known = list(Checkpoint.objects.order_by("number").values_list("number", "city_time"))
    since = known[-1][1] - MOMENTS_KEPT
    seen: set[datetime] = set()
    gone = []
    for number, at in known:
        if number < base and (at < since or _moment(at) in seen):
            gone.append(number)
        seen.add(_moment(at))
    Checkpoint.objects.filter(number__in=gone).delete()


def forget_sealed(*, before: datetime) -> int:
    """What was published before city time ``before`` can be opened no more; how many.

    What was opened stays.
    """
    old = SealedContent.objects.filter(city_time__lt=before, opened_at=None)
    return old.delete()[0]


def open_sealed(
    card: str, *, field: str | None = None, at: datetime, before: datetime | None = None
) -> int:
    """Everyone may have what was withheld of ``card``, at city time ``at``; how many promises.

    ``field``: only of that; None: of the card and all its fields. ``before``: only what was
    promised earlier than that city time.
    """
    closed = SealedContent.objects.filter(card=card, opened_at=None)
    if before is not None:
        closed = closed.filter(city_time__lt=before)
    if field is not None:
        closed = closed.filter(field=field)
    return closed.update(opened_at=at)
