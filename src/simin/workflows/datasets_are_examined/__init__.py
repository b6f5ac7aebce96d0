"""Data sets that changed are examined: districts that lie elsewhere, totals among their parts.

A chore of the worker: a version is looked at once, and of it so many rows that a table of any size
costs the same. What is found stands against the source and feed of the data set; it changes no row.
"""

from datetime import datetime

from simin.domains.catalogue import queries as catalogue
from simin.domains.catalogue.queries import Dataset, Version
from simin.domains.observations import services as observations
from simin.domains.observations.finding import Found
from simin.domains.places import queries as places
from simin.ingest.detectors import district_tables, duplicates, positions

#: Rows of a version that are looked at.
LOOKED_AT = 2000
DETECTORS = {positions.DISTRICT, duplicates.TOTAL}

type Seen = dict[str, tuple[int, datetime]]


def examine(now: datetime, seen: Seen) -> int:
    """Examine versions that are not among ``seen``, and note them there; how many.

    ``now`` is city time. A process that starts anew looks at each data set once more.
    """
    new = [
        (each.dataset, each.newest)
        for each in catalogue.datasets()
        if each.newest and seen.get(each.dataset.id) != (each.newest.number, each.newest.at)
    ]
    for dataset, version in new:
        _examine(dataset, catalogue.version(dataset.id, version.number), now)
        seen[dataset.id] = version.number, version.at
    return len(new)


def _examine(dataset: Dataset, version: Version, now: datetime) -> None:
    subjects = {dataset.id, *(f"{dataset.id}/{name}" for name in _columns(version))}
    observations.report_findings(
        source=dataset.source,
        feed=dataset.feed,
        detectors=DETECTORS,
        subjects=subjects,
        found=_found(dataset, version),
        at=now,
        run=version.run,
    )


def _columns(version: Version) -> tuple[str, ...]:
    return catalogue.schema_of(version).names


def _found(dataset: Dataset, version: Version) -> list[Found]:
    schema = catalogue.schema_of(version)
    rows, names = catalogue.sample(version, LOOKED_AT), _names()
    placed = district_tables.misplaced(schema, rows, names, _locate)
    found = [] if placed is None else [_about(placed, dataset.id)]
    totals = district_tables.totals(schema, rows, names)
    return found + [_about(one, f"{dataset.id}/{one.subject}") for one in totals]


def _about(found: Found, subject: str) -> Found:
    return Found(
        detector=found.detector,
        subject=subject,
        severity=found.severity,
        evidence=found.evidence,
    )


def _names() -> dict[str, str]:
    """Every name of a district to its id."""
    return {
        name: district.id
        for district in places.districts()
        for name in (district.id, *district.name.values())
    }


def _locate(longitude: float, latitude: float) -> str | None:
    found = places.district_at(longitude, latitude)
    return found.id if found else None
