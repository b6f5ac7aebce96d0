"""What the city announces by itself."""

import pytest

from simin.domains.incidents import services as incidents
from simin.domains.incidents.services import Criterion, OpenIncidents, StageName
from simin.domains.news import queries as news
from simin.kit.clock import FixedClock
from simin.workflows import (
    dispatch,
    major_incident_becomes_notice,
    stage_change_becomes_notice,
)
from tests.factories.incidents import advanced, found_town, minutes, reported, told

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _town() -> None:
    found_town()


def titles(after: float = 60) -> list[str]:
    stories = [major_incident_becomes_notice, stage_change_becomes_notice]
    dispatch.run_pending(stories, clock=FixedClock(minutes(after)))  # type: ignore[arg-type]
    return [notice.title["en"] for notice in news.newest()]


def test_a_grave_incident_is_announced_at_its_report_and_its_end() -> None:
    fire = reported(severity="severe", recorded_at=minutes(-1000))
    assert titles() == ["Fire, Eastside: reported"]
    advanced(fire, "arrived", 5)
    advanced(fire, "closed", 30)
    assert titles() == ["Fire, Eastside: over", "Fire, Eastside: reported"]
    end = news.newest()[0]
    assert (end.published_at, end.recorded_at) == (minutes(30), minutes(-970))
    assert (end.origin, end.district) == ("replayed", "east")
    assert "Fire brigade" in (end.summary or {})["en"]


def test_the_order_of_stories_does_not_repeat_an_announcement() -> None:
    reported(severity="extreme")
    assert len(titles()) == len(titles()) == 1


@pytest.mark.parametrize(
    "kind_of", [{"severity": "moderate"}, {"severity": "severe", "drill": True}]
)
def test_small_ones_and_drills_are_not(kind_of: dict[str, object]) -> None:
    advanced(reported(**kind_of), "closed", 5)
    assert titles() == []


def test_a_withheld_incident_is_not_told_through_a_notice() -> None:
    reported(kind="rescue", severity="extreme")
    assert titles() == []


def test_a_false_alarm_is_said_so() -> None:
    incidents.mark_false_alarm(reported(severity="severe"), told=told(5))
    assert titles()[0] == "Fire, Eastside: false alarm"


def test_a_change_of_the_stage_is_announced_with_its_reason() -> None:
    calm = StageName(level=1, name={"ko": "정상", "en": "Normal"}, colour="green")
    tense = StageName(level=2, name={"ko": "주의", "en": "Caution"}, colour="yellow")
    one_fire = Criterion(
        id="fire",
        level=2,
        text={"ko": "화재 {count}건", "en": "{count} open fire"},
        at_least=1,
        open_incidents=OpenIncidents("fire"),
    )
    incidents.define_stage([calm, tense], [one_fire])
    incidents.assess_stage(minutes(0))
    fire = reported()
    incidents.assess_stage(minutes(1))
    assert titles(1) == ["City stage 2, Caution: 1 open fire"]
    assert news.newest()[0].origin == "replayed"
    advanced(fire, "closed", 2)
    incidents.assess_stage(minutes(3))
    incidents.assess_stage(minutes(20))
    assert titles(20)[0] == "City stage 1, Normal"
