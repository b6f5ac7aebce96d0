"""Throughput and freshness of one feed as SVG, drawn on the server. Pure; a table says the same."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from simin.ingest.oversight.hours import HOUR, Worst, hour_of
from simin.ingest.oversight.models import FeedHour
from simin.web.desk.strips import HOURS
from simin.web.presentation.numbers import figure
from simin.web.presentation.times import CityTime

#: Hours of the throughput chart.
SHOWN = 48
_BAR, _GAP, _TALL = 12, 2, 120
_CELL = 14
_CLASSES = {1: "good", 2: "rejected", 3: "unavailable", 4: "failed"}


@dataclass(frozen=True)
class HourLine:
    """A line of the table."""

    at: str
    how: str
    runs: int
    fetched: int
    stored: int
    repeated: int
    rejected: int


def throughput(hours: Sequence[FeedHour], time: CityTime) -> SafeString:
    """Records stored and rejected in each of the last hours."""
    known = {row.hour: row for row in hours}
    newest = hour_of(time.now)
    wanted = [newest - HOUR * (SHOWN - 1 - place) for place in range(SHOWN)]
    rows = [known.get(at) for at in wanted]
    top = max((row.stored + row.rejected for row in rows if row), default=0) or 1
    good = "".join(_bars(rows, top, "stored"))
    bad = "".join(_bars(rows, top, "rejected"))
    width = SHOWN * _BAR
    marks = format_html_join(
        "",
        '<text x="{}" y="{}">{}</text>',
        (
            (place * _BAR, _TALL + 14, f"{time.local(at):%H:%M}")
            for place, at in enumerate(wanted)
            if time.local(at).hour % 6 == 0 and place < SHOWN - 3
        ),
    )
    return format_html(
        '<svg class="throughput" viewBox="0 -18 {} {}" role="img" aria-label="{}">'
        '<path class="bar-good" d="{}"/><path class="bar-bad" d="{}"/>'
        '<path class="ground" d="M0 {}h{}"/><path class="top" d="M0 .5h{}"/>'
        '<text class="most" x="0" y="-4">{}</text>{}</svg>',
        width,
        _TALL + 38,
        _("Records stored and rejected in each of the last %(hours)d hours, at most %(top)d")
        % {"hours": SHOWN, "top": top},
        good,
        bad,
        _TALL,
        width,
        width,
        figure(top),
        marks,
    )


def _bars(rows: Sequence[FeedHour | None], top: int, what: str) -> Iterator[str]:
    for place, row in enumerate(rows):
        number = getattr(row, what) if row else 0
        if not number:
            continue
        tall = max(2, round(_TALL * number / top))
        below = round(_TALL * row.stored / top) if row and what == "rejected" else 0
        yield f"M{place * _BAR} {max(0, _TALL - below - tall)}h{_BAR - _GAP}v{tall}h-{_BAR - _GAP}z"


def calendar(hours: Sequence[FeedHour], time: CityTime, days: int = 14) -> SafeString:
    """Each hour of the last days as a cell; city's days, the newest below."""
    cells: dict[int, list[tuple[int, int]]] = {}
    today = time.local(time.now).date()
    for row in hours:
        local = time.local(row.hour)
        line = days - 1 - (today - local.date()).days
        if 0 <= line < days:
            cells.setdefault(row.worst, []).append((local.hour, line))
    paths = format_html_join(
        "",
        '<path class="hour-{}" d="{}"/>',
        ((_CLASSES[worst], _cells(places)) for worst, places in sorted(cells.items())),
    )
    all_cells = _cells([(hour, line) for line in range(days) for hour in range(24)])
    return format_html(
        '<svg class="calendar" viewBox="-52 -14 {} {}" role="img" aria-label="{}">'
        '<path class="cell" d="{}"/>{}{}{}</svg>',
        24 * _CELL + 56,
        days * _CELL + 16,
        _("How each hour of the last %(days)d days went") % {"days": days},
        all_cells,
        paths,
        _days(today, days),
        _clock(),
    )


def _cells(places: Sequence[tuple[int, int]]) -> str:
    side = _CELL - 2
    return "".join(
        f"M{hour * _CELL} {line * _CELL}h{side}v{side}h-{side}z" for hour, line in places
    )


def _days(today: date, days: int) -> SafeString:
    lines = (
        (line * _CELL + 10, f"{today - timedelta(days=days - 1 - line):%m-%d}")
        for line in range(0, days)
        if (days - 1 - line) % 2 == 0
    )
    return format_html_join("", '<text x="-50" y="{}">{}</text>', lines)


def _clock() -> SafeString:
    marks = ((hour * _CELL, f"{hour:02}") for hour in range(0, 24, 6))
    return format_html_join("", '<text x="{}" y="-4">{}</text>', marks)


def table(hours: Sequence[FeedHour], time: CityTime) -> list[HourLine]:
    """The last day's hours, the newest first."""
    return [
        HourLine(
            at=time.clock(row.hour),
            how=_how(row.worst),
            runs=row.runs,
            fetched=row.fetched,
            stored=row.stored,
            repeated=row.repeated,
            rejected=row.rejected,
        )
        for row in reversed(hours[-24:])
    ]


def _how(worst: int) -> str:
    letter = Worst(worst).letter
    return str(HOURS[letter]) % {"count": 1} if letter in HOURS else ""
