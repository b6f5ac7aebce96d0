"""Say what a subject is measured by, when it began, and that it is no longer asked."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from simin.domains.effects.events import EffectAsked, EffectWithdrawn
from simin.domains.effects.models import EffectQuestion
from simin.domains.effects.states import Act, State, after
from simin.domains.effects.windows import Window, baseline_steps, bounds, window
from simin.domains.indicators import queries as indicators
from simin.domains.indicators.errors import UnknownIndicatorError
from simin.domains.places import queries as places
from simin.kit.clock import city_clock
from simin.kit.errors import RejectedError
from simin.kit.outbox import services as outbox

CHANGED, CANCELLED = "changed", "cancelled"
DAY_SECONDS = 86_400


@dataclass(frozen=True, kw_only=True)
class Asking:
    """A question as it is handed in."""

    indicator: str
    direction: str
    window: str
    #: District; empty for the whole city.
    place: str = ""
    #: Days before; None for as many as usually go with the window.
    baseline_days: int | None = None
    #: Ask citizens whether they notice.
    public: bool = False


def check(told: Asking) -> Window:
    """Raises ``RejectedError`` naming the field."""
    try:
        indicators.indicators([told.indicator])
    except UnknownIndicatorError as error:
        raise RejectedError("indicator", "the city has no such indicator") from error
    if told.direction not in ("down", "up"):
        raise RejectedError("direction", "is neither down nor up")
    chosen = window(told.window)
    baseline_steps(chosen, told.baseline_days)
    if told.place and told.place not in {one.id for one in places.districts()}:
        raise RejectedError("place", "the city has no such district")
    if chosen.step == "hour" and _daily(told.indicator):
        raise RejectedError("window", "this indicator has one value a day")
    return chosen


def _daily(indicator: str) -> bool:
    periods = [stream.period for stream, _ in indicators.lineage(indicator).streams]
    return bool(periods) and min(periods) >= DAY_SECONDS


@transaction.atomic
def ask(told: Asking | None, *, subject: str, by: str, begun_at: datetime | None = None) -> int:
    """The question's number, 0 for none; asked as before, nothing changes.

    What was asked otherwise before is withdrawn and stays on the record; a new question begins
    where the old one did, or at ``begun_at``. None: nothing is asked any more.
    """
    chosen = check(told) if told else None
    standing = _standing(subject)
    if standing is not None:
        if told is not None and _same(standing, told):
            return standing.pk
        begun_at = standing.moment or begun_at
        _withdraw(standing, CHANGED, by)
    if told is None or chosen is None:
        return 0
    row = _row(told, chosen, subject, by)
    if begun_at is not None:
        _begin(row, begun_at)
    row.save(force_insert=True)
    _tell_asked(row)
    return row.pk


@transaction.atomic
def begin(subject: str, *, at: datetime) -> bool:
    """Its subject has begun; false where nothing waits for that."""
    row = _standing(subject)
    if row is None or row.state != State.PLANNED:
        return False
    _begin(row, at)
    row.save()
    return True


@transaction.atomic
def withdraw(subject: str, *, by: str) -> bool:
    """The subject was cancelled. What has ended stays."""
    row = _standing(subject)
    if row is None or row.state == State.FINAL:
        return False
    _withdraw(row, CANCELLED, by)
    return True


def _standing(subject: str) -> EffectQuestion | None:
    outbox.take_turns()
    rows = EffectQuestion.objects.select_for_update().filter(subject=subject)
    return rows.exclude(state=State.WITHDRAWN).first()


def _same(row: EffectQuestion, told: Asking) -> bool:
    return (
        asdict(told) | {"baseline_days": None}
        == {
            "indicator": row.indicator,
            "direction": row.direction,
            "window": row.window,
            "place": row.place,
            "public": row.public,
            "baseline_days": None,
        }
        and baseline_steps(window(told.window), told.baseline_days) == row.baseline
    )


def _row(told: Asking, chosen: Window, subject: str, by: str) -> EffectQuestion:
    return EffectQuestion(
        subject=subject,
        state=State.PLANNED,
        indicator=told.indicator,
        place=told.place,
        direction=told.direction,
        window=chosen.id,
        step=chosen.step,
        steps=chosen.steps,
        baseline=baseline_steps(chosen, told.baseline_days),
        public=told.public,
        asked_by=by,
        asked_at=city_clock().now(),
    )


def _begin(row: EffectQuestion, at: datetime) -> None:
    row.state = after(Act.BEGIN, State(row.state))
    zone = places.zone()
    step = window(row.window).step
    found = bounds(at, step, row.baseline, row.steps, zone)
    row.moment, row.begins_at, row.ends_at = at, found.begins_at, found.ends_at
    row.look_at = at


def _withdraw(row: EffectQuestion, reason: str, by: str) -> None:
    row.state = after(Act.WITHDRAW, State(row.state))
    row.withdrawn_at, row.withdrawn_because, row.look_at = city_clock().now(), reason, None
    row.save()
    event = EffectWithdrawn(
        question=row.pk, subject=row.subject, reason=reason, by=by, at=row.withdrawn_at
    )
    outbox.append(event, at=row.withdrawn_at)


def _tell_asked(row: EffectQuestion) -> None:
    event = EffectAsked(
        question=row.pk,
        subject=row.subject,
        indicator=row.indicator,
        place=row.place,
        direction=row.direction,
        window=row.window,
        baseline=row.baseline,
        by=row.asked_by,
        at=row.asked_at,
    )
    outbox.append(event, at=row.asked_at)
