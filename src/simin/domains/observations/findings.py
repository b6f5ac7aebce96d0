"""Open findings, refresh those that stand, end those that are found no more.

Told once: an event says that findings came, went or weigh otherwise, never that one was only seen
again. What was found is ended, never deleted, so that a past picture can be explained.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.db import transaction

from simin.domains.observations.events import FindingsChanged
from simin.domains.observations.finding import Found
from simin.domains.observations.models import Finding
from simin.kit.outbox.services import append as publish

#: A subject is a name; one that is longer is cut.
_LONGEST = Finding._meta.get_field("subject").max_length or 0


@transaction.atomic
def report_findings(
    *,
    source: str,
    feed: str = "",
    detectors: Collection[str],
    subjects: Collection[str] | None = None,
    found: Iterable[Found],
    at: datetime,
    run: str | None,
) -> bool:
    """What ``detectors`` found now about ``source`` (or one ``feed`` of it); whether that is news.

    Standing findings of these detectors that are not among ``found`` end at ``at`` (city time);
    where ``subjects`` are named, only those about them were looked at, and the others stay.
    """
    wanted = {(one.detector, one.subject[:_LONGEST]): one for one in found}
    unknown = {detector for detector, _ in wanted} - set(detectors)
    if unknown:
        raise ValueError(f"found by detectors that were not covered: {sorted(unknown)}")
    standing = _standing(source, feed, detectors, subjects)
    changed = _end(standing, wanted, at)
    changed |= _refresh(standing, wanted, at, run)
    changed |= _open(source, feed, standing, wanted, at, run)
    if changed:
        event = FindingsChanged(source=source, feed=feed, families=sorted(changed))
        publish(event, at=at)
    return bool(changed)


type _Key = tuple[str, str]


def _standing(
    source: str, feed: str, detectors: Collection[str], subjects: Collection[str] | None
) -> dict[_Key, Finding]:
    rows = Finding.objects.select_for_update().filter(
        source=source, feed=feed, detector__in=list(detectors), ended_at=None
    )
    if subjects is not None:
        rows = rows.filter(subject__in=[subject[:_LONGEST] for subject in subjects])
    return {(row.detector, row.subject): row for row in rows}


def _end(standing: Mapping[_Key, Finding], wanted: Mapping[_Key, Found], at: datetime) -> set[str]:
    gone = [row for key, row in standing.items() if key not in wanted]
    if gone:
        Finding.objects.filter(pk__in=[row.pk for row in gone]).update(ended_at=at)
    return {row.family for row in gone}


def _refresh(
    standing: Mapping[_Key, Finding], wanted: Mapping[_Key, Found], at: datetime, run: str | None
) -> set[str]:
    changed: set[str] = set()
    seen = [row for key, row in standing.items() if key in wanted]
    for row in seen:
        found = wanted[row.detector, row.subject]
        if (row.severity, row.family) != (found.severity, found.family):
            changed |= {row.family, found.family}
        row.severity, row.family = found.severity, found.family
        row.evidence, row.run, row.last_at = dict(found.evidence), run, at
    Finding.objects.bulk_update(seen, ["severity", "family", "evidence", "run", "last_at"], 500)
    return changed


def _open(
    source: str,
    feed: str,
    standing: Mapping[_Key, Finding],
    wanted: Mapping[_Key, Found],
    at: datetime,
    run: str | None,
) -> set[str]:
    fresh = {key: one for key, one in wanted.items() if key not in standing}
    Finding.objects.bulk_create(
        [
            Finding(
                source=source,
                feed=feed,
                detector=detector,
                subject=subject,
                family=one.family,
                severity=one.severity,
                evidence=dict(one.evidence),
                run=run,
                since=one.since or at,
                last_at=at,
            )
            for (detector, subject), one in fresh.items()
        ],
        batch_size=500,
    )
    return {one.family for one in fresh.values()}
