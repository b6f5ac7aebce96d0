"""What a finding does to a card: a badge, and a missing part where the value is wrong."""

from datetime import timedelta

import pytest

from simin.domains.indicators import cards, services
from simin.domains.observations import services as observations
from simin.domains.observations.finding import Found, Severity
from simin.domains.observations.models import Source
from simin.domains.picture.card import Card, Freshness
from simin.domains.picture.wire import encode
from tests.factories.indicators import PM25, SCALES
from tests.factories.observed import HOUR, NOON, found_observed_town, observed, recorded

pytestmark = pytest.mark.django_db
EAST, WEST = "air/pm25/east", "air/pm25/west"


@pytest.fixture(autouse=True)
def _town() -> None:
    found_observed_town()
    services.define_scales(SCALES)
    services.define_indicators([PM25])
    recorded(observed(EAST, NOON, 12.0), observed(WEST, NOON, 30.0))


def doubt(*found: Found) -> None:
    observations.report_findings(
        source="network", detectors={one.detector for one in found}, found=found, at=NOON, run=None
    )


def shown() -> Card:
    return cards.card("air/pm25", NOON + timedelta(minutes=1))


def about(severity: Severity, subject: str = EAST, family: str = "air/pm25") -> Found:
    return Found(
        detector="contradicted-outlier",
        subject=subject,
        family=family,
        severity=severity,
        since=NOON - HOUR,
    )


def test_a_doubtful_value_counts_and_says_so() -> None:
    doubt(about(Severity.DOUBTFUL))
    (badge,) = shown().trust.badges
    assert (badge.detector, badge.severity, badge.since, badge.count) == (
        "contradicted-outlier",
        "doubtful",
        NOON - HOUR,
        1,
    )
    assert (shown().body["value"], shown().trust.parts) == (21.0, (2, 2))


def test_a_wrong_value_is_a_missing_part() -> None:
    doubt(about(Severity.WRONG))
    card = shown()
    assert (card.body["value"], card.trust.parts) == (30.0, (1, 2))
    assert card.body["districts"]["east"] == {"value": None, "level": "unknown"}
    assert card.trust.badges[0].severity == "wrong"


@pytest.mark.parametrize(("subject", "family"), [("air/pm25", "air/pm25"), ("", "")])
def test_a_wrong_family_or_source_leaves_no_value(subject: str, family: str) -> None:
    doubt(about(Severity.WRONG, subject, family))
    assert (shown().body["value"], shown().trust.parts) == (None, (0, 2))


def test_another_familys_finding_says_nothing_here() -> None:
    doubt(about(Severity.WRONG, "air/no2/east", "air/no2"))
    assert (shown().body["value"], shown().trust.badges) == (21.0, ())


def test_badges_are_one_a_detector_heaviest_first_and_stay_small() -> None:
    names = ("frozen", "paused", "wrong-encoding", "replaced-history", "duplicated-rows")
    doubt(
        about(Severity.WRONG),
        about(Severity.DOUBTFUL, WEST),
        *(Found(detector=name, severity=Severity.NOTICE) for name in names),
    )
    badges = shown().trust.badges
    assert (badges[0].detector, badges[0].count) == ("contradicted-outlier", 2)
    assert len(badges) == 4
    assert len(encode(badges)) < 450


def test_the_feeds_budget_stands_over_its_sources() -> None:

    assert cards.card("air/pm25", NOON + 3 * HOUR).trust.freshness is Freshness.LATE
    Source.objects.update(budgets={"hourly": 5 * 3600})
    recorded(observed(EAST, NOON + HOUR, 12.0), observed(WEST, NOON + HOUR, 30.0), run="hourly@7")
    trust = cards.card("air/pm25", NOON + 4 * HOUR).trust
    assert (trust.freshness, trust.budget) == (Freshness.LIVE, 5 * 3600)


def test_the_mark_says_since_when_the_source_is_down() -> None:
    observations.source_failed("network", reason="silent", at=NOON - HOUR)
    assert shown().trust.down_since == NOON - HOUR
