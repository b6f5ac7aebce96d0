"""Why an alert fired: the value, its limit, since when, from whom, and how far it is trusted.

Plain facts are kept, and sentences are made of them in every language of the city. What is true of
many datastreams at once is told of the first few, with how many there are.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import msgspec

from simin.domains.alerts.vocabulary import WINDOWED, Kind
from simin.domains.picture.card import Words
from simin.kit.translated import words

type _Facts = Mapping[str, str | Words]

#: Reasons that are kept of one alert.
MOST = 6


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """One series under one condition."""

    kind: Kind
    series: str
    #: What is observed, and where.
    what: Words
    where: Words
    #: ``each``, ``mean``, ``max`` or ``min``.
    of: str
    value: float | None
    unit: str
    #: What was compared: the value, per cent, a change, seconds or a sum.
    measured: float | None
    limit: float | None
    over: int | None
    #: Where an open one rests, and whether the value has come below the limit, but not so far.
    rests_at: float | None = None
    in_band: bool = False
    #: Whether the limit is met from above.
    falls: bool = False
    since: datetime
    at: datetime
    source: str
    source_name: Words
    origin: str
    received_at: datetime
    budget: int
    down_since: datetime | None = None
    recorded_at: datetime | None = None
    run: str | None = None
    #: Detectors whose findings doubt the value, with the time since which they do.
    doubts: dict[str, datetime] = {}


def number(value: float | None) -> str:
    """As short as it stays true to four figures."""
    if value is None:
        return "–"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{float(f'{value:.4g}'):g}"


def sentence(reason: Reason, zone: ZoneInfo, today: datetime) -> Words:
    """``PM2.5, Mapo-gu: 83 µg/m³, at or above the limit of 75, since 14:00``."""
    facts: _Facts = {
        "what": _what(reason),
        "value": number(reason.value),
        "unit": reason.unit,
        "limit": number(reason.limit),
        "rest": number(reason.rests_at),
        "measured": number(reason.measured),
        "span": _span(reason.over or int(reason.measured or 0)),
        "time": _clock(reason.since, zone, today),
    }
    told = _sentence_of(reason)(facts)
    return told if reason.unit else {code: _without_gaps(text) for code, text in told.items()}


def _without_gaps(text: str) -> str:
    """Where a number has no unit, none is said."""
    return text.replace("  ", " ").replace(" ,", ",")


def _sentence_of(reason: Reason) -> Callable[[_Facts], Words]:
    if reason.in_band:
        return _in_band
    if reason.kind in WINDOWED and not reason.over:
        return _SENTENCES[Kind.LTE if reason.falls else Kind.GTE]
    return _SENTENCES[reason.kind]


def _what(reason: Reason) -> Words:
    where = reason.where
    if reason.of == "each":
        return words("{what}, {where}", what=reason.what, where=where) if where else reason.what
    made: dict[str, Callable[[], Words]] = {
        "mean": lambda: words("mean {what}", what=reason.what),
        "max": lambda: words("highest {what}", what=reason.what),
        "min": lambda: words("lowest {what}", what=reason.what),
        "sum": lambda: words("sum of {what}", what=reason.what),
    }
    what = made[reason.of]()
    return words("{what}, {where}", what=what, where=where) if where else what


def _clock(at: datetime, zone: ZoneInfo, today: datetime) -> str:
    """The same in every language: the hour, and the day where it is another."""
    local = at.astimezone(zone)
    day = "" if local.date() == today.astimezone(zone).date() else f"{local:%m-%d} "
    return f"{day}{local:%H:%M}"


def _span(seconds: int) -> Words:
    if seconds >= 2 * 86400:
        return words("{count} days", count=number(seconds / 86400))
    if seconds >= 3600:
        return words("{count} h", count=number(seconds / 3600))
    return words("{count} min", count=number(seconds / 60))


def _in_band(facts: _Facts) -> Words:
    return words(
        "{what}: {value} {unit}, not yet back to {rest} after it met {limit} at {time}",
        **facts,
    )


def _windowed(facts: _Facts) -> Words:
    return words("{what}: {measured} {unit} in {span}, limit {limit}, since {time}", **facts)


_SENTENCES: dict[Kind, Callable[[_Facts], Words]] = {
    Kind.GT: lambda f: words(
        "{what}: {value} {unit}, above the limit of {limit}, since {time}", **f
    ),
    Kind.GTE: lambda f: words(
        "{what}: {value} {unit}, at or above the limit of {limit}, since {time}", **f
    ),
    Kind.LT: lambda f: words(
        "{what}: {value} {unit}, below the limit of {limit}, since {time}", **f
    ),
    Kind.LTE: lambda f: words(
        "{what}: {value} {unit}, at or below the limit of {limit}, since {time}", **f
    ),
    Kind.EQ: lambda f: words("{what}: {value} {unit}, which is {limit}, since {time}", **f),
    Kind.CHANGE: lambda f: words("{what}: changed to {value} {unit} at {time}", **f),
    Kind.CHANGE_DELTA: lambda f: words(
        "{what}: {value} {unit}, {measured} % from the value before, limit {limit} %, since {time}",
        **f,
    ),
    Kind.RATE: lambda f: words(
        "{what}: {value} {unit}, changes by {measured} in {span}, limit {limit}, since {time}", **f
    ),
    Kind.FROZEN: lambda f: words("{what}: stands at {value} {unit} for {span} or longer", **f),
    Kind.ABSENCE: lambda f: words("{what}: nothing has come since {time}", **f),
    Kind.TOTAL: _windowed,
    Kind.ROWS: _windowed,
    Kind.ROW_VALUE: _windowed,
    Kind.CHANGED: lambda f: words(
        "{what}: {measured} rows changed in {span}, limit {limit}, since {time}", **f
    ),
}


def doubt(reasons: Sequence[Reason]) -> Words | None:
    """A sentence where a finding doubts any of the values."""
    doubted = sum(bool(one.doubts) for one in reasons)
    if not doubted:
        return None
    if doubted == len(reasons):
        return words("Every value that it rests on is in doubt.")
    return words("{count} of the values that it rests on are in doubt.", count=doubted)


def moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
