"""What ``simin sources test`` says: what was read, what was not and why, and where it would go."""

import json
from collections import Counter
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from simin.config.installation import Installation
from simin.domains.observations import queries as observations
from simin.ingest.feeds import Feed, Record, Rejected
from simin.ingest.rows.units import UnitError, converted
from simin.ingest.runner.outcome import Report

_RAW = 300


def trial(installation: Installation, feed: Feed, report: Report) -> Iterator[str]:
    """Line by line: the sum, what was noticed, where it would go, records, what was rejected."""
    problem = f" ({report.problem})" if report.problem else ""
    asked = f"{report.calls} calls, " if report.calls else ""
    yield (
        f"{report.feed} (nothing kept): {report.outcome}{problem}; {asked}"
        f"{report.fetched} records: {report.parsed} read, {report.rejected} rejected"
    )
    yield from (f"  noticed {name}: {words}" for name, words in sorted(report.noticed.items()))
    units = observations.units({_stream(one) for one in report.records})
    yield from _where(feed, report, units)
    zone = ZoneInfo(installation.pack.city.time_zone)
    yield from (f"  {_said(one, units, zone)}" for one in report.records)
    if report.parsed > len(report.records):
        yield f"  … and {report.parsed - len(report.records)} more"
    yield from _rejected(report)


def _stream(record: Record) -> str:
    return str(record.values.get("datastream", ""))


def _where(feed: Feed, report: Report, units: dict[str, str]) -> Iterator[str]:
    into = {record.kind for record in report.records}
    if "observation" in into:
        for name, count in Counter(map(_stream, report.records)).items():
            if name in units:
                yield f"  goes to the datastream {name}, in {units[name] or 'no unit'} ({count})"
            else:
                yield f"  WOULD BE REJECTED: the city has no datastream {name} ({count})"
    if into & {"row", "place"}:
        yield f"  goes to the data set {feed.id}, key {' + '.join(feed.mapping.key)}"
    if "notice" in into:
        yield f"  goes to the news of {feed.source}"
    for kind in sorted(into & {"alert", "request"}):
        yield f"  goes to the city's {kind}s"


def _said(record: Record, units: dict[str, str], zone: ZoneInfo) -> str:
    at = f" {record.at.astimezone(zone):%Y-%m-%d %H:%M:%S}" if record.at else ""
    flags = "".join(f" [{flag}]" for flag in record.values.get("quality") or ())
    where = f"{record.where}: " if record.where else ""
    if record.kind == "observation":
        return f"{where}{_stream(record)}{at} = {_result(record, units)}{flags}"
    values = {name: value for name, value in record.values.items() if name != "quality"}
    told = json.dumps(values, ensure_ascii=False, default=str)
    return f"{where}{record.kind} {record.key}{at} {told}{flags}"


def _result(record: Record, units: dict[str, str]) -> str:
    """As sent, and as kept where the units differ."""
    result, sent = record.values.get("result"), record.values.get("unit")
    wanted = units.get(_stream(record))
    if result is None:
        return "no value"
    if not sent or not wanted or sent == wanted:
        return f"{result:g} {sent or wanted or ''}".rstrip()
    try:
        return f"{result:g} {sent}, kept as {converted(result, str(sent), wanted):g} {wanted}"
    except UnitError as error:
        return f"{result:g} {sent}, WOULD BE REJECTED: {error}"


def _rejected(report: Report) -> Iterator[str]:
    """Each reason once, with the first record that it was said of."""
    first: dict[str, Rejected] = {}
    for fault in report.faults:
        first.setdefault(fault.reason, fault)
    for reason, times in report.reasons.most_common(10):
        yield f"  rejected {times} times: {reason}"
        if reason in first:
            raw, where = first[reason].raw, first[reason].where
            came = raw.decode(errors="replace") if isinstance(raw, bytes) else raw
            yield f"    first in {where}, as it came: {' '.join(came.split())[:_RAW]}"
    if len(report.reasons) > 10:
        yield f"  … and {len(report.reasons) - 10} more reasons"
