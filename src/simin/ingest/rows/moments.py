"""Times as sources write them, made aware and UTC.

Knows the habit of calling midnight the 24th hour of the day before, and the time stamps that a
spreadsheet has rounded beyond repair (``2.02105E+11``), which are refused.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from simin.ingest.feeds.contract import Feed
from simin.ingest.feeds.mapping import Moment
from simin.ingest.rows.cells import UnreadableError, number, text

_DAMAGED = re.compile(r"\d+\.\d+[eE]\+\d+")
#: ``2026-08-19 24:00`` and ``2026081924…``.
_MIDNIGHT = re.compile(r"^(\d{4}\D?\d{2}\D?\d{2}[ T]?)24(?=$|:|\d{2})")
_UNIX = {"unix": 1.0, "unix-ms": 1000.0}


def moment_of(feed: Feed, fields: Mapping[str, Any]) -> datetime | None:
    """The phenomenon time of a row as ``mapping.at`` says; None where the mapping says nothing."""
    moment = feed.mapping.at
    if moment is None:
        return None
    try:
        sent = " ".join(text(fields.get(name)) for name in moment.fields).strip()
        at = instant(sent, moment.format, moment.time_zone or feed.time_zone)
    except UnreadableError as error:
        raise UnreadableError(f"{'+'.join(moment.fields)}: {error}") from error
    return at - timedelta(seconds=feed.period) if moment.marks == "end" else at


def instant(sent: str, written: str, time_zone: str) -> datetime:
    """The time that ``sent`` says in the format ``written``; UTC."""
    if not sent:
        raise UnreadableError("there is no time")
    if _DAMAGED.fullmatch(sent):
        raise UnreadableError(f"{sent!r} is a time that a spreadsheet rounded")
    try:
        if written in _UNIX:
            return datetime.fromtimestamp(number(sent) / _UNIX[written], UTC)
        return _local(sent, written, time_zone).astimezone(UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise UnreadableError(f"{sent!r:.40} is not a time written as {written}") from error


def _local(sent: str, written: str, time_zone: str) -> datetime:
    earlier, midnights = _MIDNIGHT.subn(r"\g<1>00", sent, count=1)
    at = _read(earlier if midnights else sent, written) + timedelta(days=midnights)
    return at if at.tzinfo else at.replace(tzinfo=ZoneInfo(time_zone))


def _read(sent: str, written: str) -> datetime:
    if written == "iso":
        # An interval of ISO 8601 is known by its begin.
        return datetime.fromisoformat(sent.partition("/")[0] if "T" in sent else sent)
    return datetime.strptime(sent, written)  # noqa: DTZ007 — the zone follows


def wrong_moment(moment: Moment) -> str | None:
    """Why times cannot be read as the mapping says; None where they can."""
    if not moment.fields:
        return "names no field"
    if moment.format not in {"iso", *_UNIX} and "%" not in moment.format:
        return f"{moment.format!r} is neither iso, unix, unix-ms nor a format of strptime"
    return None
