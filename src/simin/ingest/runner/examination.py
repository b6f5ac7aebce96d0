"""What a run itself shows to be wrong: findings from what it noticed, rejected and counted.

Called as the run is closed, in its transaction; looks at the run's own report and nothing else.
"""

import re
from collections.abc import Collection, Sequence
from datetime import datetime

from simin.domains.observations import queries as stored
from simin.domains.observations import services as observations
from simin.domains.observations.finding import Found
from simin.domains.observations.reading import OfRun
from simin.ingest.detectors import (
    containers,
    duplicates,
    encodings,
    history,
    joins,
    positions,
    spreadsheets,
)
from simin.ingest.feeds import Feed
from simin.ingest.feeds.profile import ColumnProfile
from simin.ingest.reconciliation import DISAGREE, WITHIN, Rows, disagreements, of_run
from simin.ingest.rows.positions import SWAPPED
from simin.ingest.rows.rounded_numbers import is_rounded
from simin.ingest.rows.spreadsheet_dates import DAMAGED
from simin.ingest.runner.outcome import Outcome, Report
from simin.ingest.storable import storable

DETECTORS = {
    containers.NESTED,
    containers.DISGUISED,
    duplicates.DUPLICATED,
    encodings.DETECTOR,
    joins.AMBIGUOUS,
    joins.LOSSY,
    positions.SWAPPED,
    spreadsheets.DATES,
    history.DETECTOR,
}
_TWICE = re.compile(r"key .*: (?:stood in .* already|comes twice in one answer)", re.DOTALL)
_OTHERWISE = re.compile(r"key (.*): stood in .* already, with other values", re.DOTALL)
_NAMELESS = re.compile(r"'(.*)' has no name in the pack", re.DOTALL)


def examine(feed: Feed, report: Report, *, at: datetime) -> None:
    """Report what the run shows; one that brought nothing to look at says nothing."""
    if report.run is None:
        return
    if report.profile:
        _report_columns(feed, report, at)
    if report.outcome is not Outcome.COMPLETE:
        return
    observations.report_findings(
        source=feed.source,
        feed=feed.id,
        detectors=DETECTORS,
        found=found_in(report, feed),
        at=at,
        run=report.run,
    )


def reconcile(feed: Feed, report: Report, *, at: datetime) -> None:
    """Report layers of a whole run that disagree; to be called once, as it closes."""
    if report.run is None or report.outcome is not Outcome.COMPLETE:
        return
    observations.report_findings(
        source=feed.source,
        feed=feed.id,
        detectors={DISAGREE},
        subjects=WITHIN,
        found=disagreements(of_run(counted(report))),
        at=at,
        run=report.run,
    )


def _report_columns(feed: Feed, report: Report, at: datetime) -> None:
    """What the columns show, also where nothing of the answer could be taken."""
    observations.report_findings(
        source=feed.source,
        feed=feed.id,
        detectors={spreadsheets.NUMBERS},
        found=found_in_columns(report.profile),
        at=at,
        run=report.run,
    )


def found_in_columns(profile: Sequence[ColumnProfile]) -> list[Found]:
    rounded = [
        spreadsheets.rounded_rows(one.name, one.rounded, one.filled, _rounded_example(one))
        for one in profile
    ]
    return [one for one in rounded if one is not None]


def _rounded_example(column: ColumnProfile) -> str:
    return next((text for text in column.samples if is_rounded(text)), column.example)


def counted(report: Report) -> Rows:
    """The runner's numbers, and the store's beside them."""
    run = report.run or ""
    return Rows(
        fetched=report.fetched,
        parsed=report.parsed,
        stored=report.stored,
        repeated=report.repeated,
        rejected=report.rejected,
        refused=report.refused,
        observed=report.observed,
        store=stored.of_runs([run]).get(run, OfRun()),
    )


def found_in(report: Report, feed: Feed | None = None) -> list[Found]:
    found = [
        *containers.containers(report.noticed),
        duplicates.repeated(rows=report.fetched, twice=_times(report, _TWICE)),
        _unclear(report, feed),
        positions.swapped_rows(*_of(report.noticed.get(SWAPPED))),
        spreadsheets.damaged_rows(*_of(report.noticed.get(DAMAGED))),
        encodings.wrong_encoding(_texts(report), encoding=report.noticed.get("encoding", "")),
        _nameless(report, feed),
        history.replaced_history(corrected=report.corrected, repeated=report.repeated),
    ]
    return [one for one in found if one is not None]


def _times(report: Report, reason: re.Pattern[str]) -> int:
    return sum(count for said, count in report.reasons.items() if reason.match(said))


def _of(said: str | None) -> tuple[int, int]:
    """``4585 of 4585``"""
    rows, _, of = (said or "0 of 0").partition(" of ")
    return int(rows), int(of)


def _texts(report: Report) -> list[str]:
    """Of the first records, which the report keeps."""
    values = (value for record in report.records for value in record.values.values())
    return [storable(value) for value in values if isinstance(value, str)]


def _unclear(report: Report, feed: Feed | None) -> Found | None:
    """Keys that lead to rows of other values: whoever joins on them joins to one of several."""
    told = (_OTHERWISE.match(said) for said in report.reasons)
    keys = [key.group(1) for key in told if key]
    subject = "+".join(feed.mapping.key) if feed else ""
    return joins.ambiguous(subject, [(key, row) for key in keys for row in ("first", "other")])


def _nameless(report: Report, feed: Feed | None) -> Found | None:
    """Rows that found no partner among the names of the pack, and the pack's that found none."""
    lost = {
        name.group(1): count
        for said, count in report.reasons.items()
        if (name := _NAMELESS.search(said))
    }
    if not lost:
        return None
    left = left_out(feed, report.datastreams) if feed else []
    return joins.lossy("", list(lost), [], rows=sum(lost.values()), left=left)


def left_out(feed: Feed, datastreams: Collection[str]) -> list[str]:
    """Names of the pack (of districts, stations) that the run brought no observation of."""
    if not datastreams:
        return []
    reached: dict[str, set[str]] = {name: set() for name in feed.mapping.names}
    for pattern in {_pattern(column.to) for column in feed.mapping.columns}:
        for told in filter(None, map(pattern.fullmatch, datastreams)):
            for name, filled in told.groupdict().items():
                reached.get(name, set()).add(filled)
    names = feed.mapping.names.items()
    return sorted({one for name, known in names for one in set(known.values()) - reached[name]})


def _pattern(template: str) -> re.Pattern[str]:
    """``air/pm25/{district}`` as what its places were filled with."""
    parts = re.split(r"{(\w+)}", template)
    places = {name: f"(?P<{name}>.+)" for name in parts[1::2]}
    seen: set[str] = set()
    told = ""
    for place, part in enumerate(parts):
        again = part in seen
        told += re.escape(part) if place % 2 == 0 else f"(?P={part})" if again else places[part]
        seen |= {part} if place % 2 else set()
    return re.compile(told)
