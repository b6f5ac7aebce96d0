"""Findings open, are refreshed and end, and are told when that is news."""

from collections.abc import Iterable
from datetime import datetime

import pytest

from simin.domains.observations import queries, services
from simin.domains.observations.events import FindingsChanged
from simin.domains.observations.finding import Found, Severity
from simin.kit.outbox import queries as outbox
from tests.factories.observed import HOUR, NOON

pytestmark = pytest.mark.django_db

FROZEN = Found(
    detector="frozen",
    subject="air/pm25/east",
    family="air/pm25",
    severity=Severity.DOUBTFUL,
    evidence={"values": 37, "result": 0.031},
    since=NOON - HOUR,
)
SWAPPED = Found(detector="swapped-coordinates", severity=Severity.WRONG)


def reported(
    *found: Found,
    at: datetime = NOON,
    feed: str = "",
    detectors: Iterable[str] = ("frozen", "swapped-coordinates"),
    subjects: Iterable[str] | None = None,
) -> bool:
    return services.report_findings(
        source="network",
        feed=feed,
        detectors=set(detectors),
        subjects=None if subjects is None else set(subjects),
        found=found,
        at=at,
        run="run-1",
    )


def told() -> list[list[str]]:
    events = [one.event for one in outbox.after(0)]
    return [event.families for event in events if isinstance(event, FindingsChanged)]


def test_a_finding_opens_since_when_its_detector_says() -> None:
    assert reported(FROZEN, SWAPPED)
    heaviest, frozen = queries.findings(["network"])
    assert (heaviest.detector, heaviest.since) == ("swapped-coordinates", NOON)
    assert (frozen.subject, frozen.since, frozen.last_at) == ("air/pm25/east", NOON - HOUR, NOON)
    assert (frozen.evidence, frozen.run) == ({"values": 37, "result": 0.031}, "run-1")
    assert queries.findings(["another"]) == []
    assert told() == [["", "air/pm25"]]


def test_what_is_found_again_is_refreshed_and_not_told_again() -> None:
    reported(FROZEN)
    again = Found(
        detector="frozen",
        subject="air/pm25/east",
        family="air/pm25",
        severity=Severity.DOUBTFUL,
        evidence={"values": 38},
        since=NOON + HOUR,
    )
    assert not reported(again, at=NOON + HOUR)
    (frozen,) = queries.findings()
    assert (frozen.since, frozen.last_at) == (NOON - HOUR, NOON + HOUR)
    assert frozen.evidence == {"values": 38}
    assert len(told()) == 1


def test_another_weight_is_news() -> None:
    reported(SWAPPED)
    assert reported(Found(detector="swapped-coordinates", severity=Severity.NOTICE))
    assert [one.severity for one in queries.findings()] == [Severity.NOTICE]


def test_what_is_found_no_more_ends_and_may_begin_anew() -> None:
    reported(FROZEN, SWAPPED)
    assert reported(SWAPPED, at=NOON + HOUR)
    assert [one.detector for one in queries.findings()] == ["swapped-coordinates"]
    (past,) = queries.past_findings("network")
    assert (past.detector, past.ended_at) == ("frozen", NOON + HOUR)
    assert reported(FROZEN, SWAPPED, at=NOON + 2 * HOUR)
    assert len(queries.findings()) == 2


def test_only_what_was_looked_at_ends() -> None:
    reported(FROZEN, SWAPPED)
    assert not reported(detectors=["frozen"], subjects=["air/pm25/west"])
    assert not reported(feed="another")
    assert not reported(detectors=["excel-dates"])
    assert len(queries.findings()) == 2
    assert reported(detectors=["frozen"], subjects=["air/pm25/east"])
    assert len(queries.findings()) == 1


def test_a_detector_that_was_not_covered_may_not_report() -> None:
    with pytest.raises(ValueError, match="frozen"):
        reported(FROZEN, detectors=["excel-dates"])
    assert queries.findings() == []


def test_a_long_subject_is_cut_and_still_known() -> None:
    long = Found(detector="frozen", subject="x" * 400, severity=Severity.NOTICE)
    assert reported(long)
    assert not reported(long)
    assert reported(subjects=["x" * 400])
