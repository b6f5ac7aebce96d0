"""Values arrive and alerts open, change, rest, return and end; each is told once."""

import pytest

from simin.config.stories import STORIES
from simin.domains.alerts import queries, services
from simin.domains.alerts.models import Lane
from simin.domains.alerts.queries import alerts as found_alerts
from simin.domains.observations import models as journal_models
from simin.domains.observations import services as observations
from simin.domains.observations.events import ObservationsRecorded
from simin.domains.observations.finding import Found, Severity
from simin.domains.picture.card import Freshness, Origin
from simin.kit.clock import FixedClock
from simin.workflows import dispatch
from tests.factories.alert_town import (
    DUST,
    alerts,
    beat,
    define,
    found_alert_town,
    hear,
    hour,
    rule,
    said,
    shown,
    states,
)
from tests.factories.observed import observed, recorded

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _town() -> None:
    found_alert_town()


def test_the_life_of_an_alert() -> None:
    define(rule())
    hear(0, east=50, west=50)
    assert alerts() == []
    hear(1, east=80, west=50)
    hear(2, east=60)
    hear(3, east=30)
    assert states() == ["resting"]
    hear(4, east=90)
    assert states() == ["open"] and alerts()[0].returns == 1
    hear(5, east=20)
    beat(8)
    assert states() == ["ended"]
    assert alerts()[0].ended_at == hour(7)
    assert said() == [
        "AlertOpened",
        "AlertUpdated",
        "AlertRested",
        "AlertReturned",
        "AlertRested",
        "AlertEnded",
    ]
    assert shown(8) == []


def test_each_district_has_its_own_and_many_stations_of_the_city_have_one() -> None:
    define(rule(), rule(id="city", per="city"))
    hear(0, east=80, west=90)
    assert [(one.rule_id, one.place, one.count) for one in alerts()] == [
        ("city", "", 2),
        ("dust", "east", 1),
        ("dust", "west", 1),
    ]


def test_a_card_says_why_and_how_far_it_is_trusted() -> None:
    define(rule(advice={"ko": "마스크", "en": "Wear a mask"}))
    hear(0, east=80)
    hear(1, east=83)
    (card,) = shown(1)
    assert card.title == {"ko": "East 먼지 주의보", "en": "Dust advisory, East"}
    (why,) = card.body["why"]
    assert why["text"]["en"] == ("pm25, East: 83 µg/m³, at or above the limit of 75, since 14:00")
    assert "이상" in why["text"]["ko"]
    assert (card.trust.source, card.trust.origin) == ("network", Origin.REPLAYED)
    assert card.trust.freshness is Freshness.LIVE and card.trust.phenomenon_time == hour(1)
    hear(2, east=60)
    told = shown(2)[0].body["why"][0]["text"]["en"]
    assert told == ("pm25, East: 60 µg/m³, not yet back to 35 after it met 75 at 14:00")
    (later,) = shown(8)
    assert later.trust.freshness is Freshness.STALE
    assert card.place is not None and card.place.district == "east"


@pytest.mark.parametrize("flagged", [("점검중",), ()])
def test_a_value_that_may_not_be_used_neither_fires_nor_ends(flagged: tuple[str, ...]) -> None:
    define(rule())
    hear(0, *flagged, east=200 if flagged else None)
    assert alerts() == []
    hear(1, east=80)
    hear(2, *flagged, east=1 if flagged else None)
    assert states() == ["open"]


def finding(severity: Severity) -> None:
    observations.report_findings(
        source="network",
        detectors={"unit-jump"},
        found=[Found(detector="unit-jump", family=DUST, severity=severity)],
        at=hour(0),
        run=None,
    )


def test_a_value_that_a_finding_holds_to_be_wrong_fires_nothing() -> None:
    define(rule())
    finding(Severity.WRONG)
    hear(0, east=80)
    assert alerts() == []


def test_an_alert_on_a_doubtful_value_says_so() -> None:
    define(rule())
    finding(Severity.DOUBTFUL)
    hear(0, east=80)
    (card,) = shown(0)
    assert card.body["why"][0]["doubts"] == ["unit-jump"]
    assert card.body["doubt"]["en"] == "Every value that it rests on is in doubt."
    assert [badge.detector for badge in card.trust.badges] == ["unit-jump"]


def test_the_mean_of_the_city() -> None:
    mean = {"kind": "gte", "family": DUST, "of": "mean", "limit": 75, "lasting": 7200}
    define(rule(mean, per="city"))
    hear(0, east=100, west=60)
    assert alerts() == []
    hear(1, east=100, west=70)
    (one,) = alerts()
    assert one.reasons[0]["value"] == 85
    assert shown(1)[0].body["why"][0]["text"]["en"].startswith("mean pm25: 85 µg/m³")
    hear(2, east=10, west=20)
    assert states() == ["resting"]


def test_sums_of_a_window() -> None:
    define(rule({"kind": "total", "family": DUST, "limit": 4, "over": 4 * 3600}))
    for number, value in enumerate((1, 1, 1, 2)):
        hear(number, east=value)
    assert states() == ["open"]
    hear(10, east=0)
    assert states() == ["resting"]


def test_what_looks_back_is_remembered_between_rounds() -> None:
    define(
        rule({"kind": "frozen", "family": DUST, "over": 7200}, id="frozen"),
        rule({"kind": "change_delta", "family": DUST, "limit": 40}, id="drop", quiet=0),
    )
    hear(0, east=50)
    hear(1, east=50)
    hear(1, east=50)
    assert alerts() == []
    hear(2, east=50)
    assert [one.rule_id for one in alerts()] == ["frozen"]
    hear(3, east=10)
    assert [(one.rule_id, one.state) for one in alerts()] == [
        ("frozen", "resting"),
        ("drop", "open"),
    ]


def test_silence_is_found_by_time_and_a_flagged_value_breaks_it() -> None:
    define(rule({"kind": "absence", "family": DUST, "over": 3 * 3600}))
    hear(0, east=50, west=50)
    hear(2, west=50)
    beat(3)
    assert [(one.place, one.state) for one in alerts()] == [("east", "open")]
    assert "nothing has come since 14:00" in shown(3)[0].body["why"][0]["text"]["en"]
    told = len(said())
    beat(3.5)
    assert len(said()) == told
    hear(4, "점검중", east=50)
    assert states() == ["resting"]


def test_the_same_batch_again_changes_nothing() -> None:
    define(rule())
    hear(0, east=80)
    before = said()
    hear(0, east=80)
    beat(0)
    assert said() == before and len(alerts()) == 1


class Breaks:
    """A story that fails after alerts were judged: the round is undone, as by a kill."""

    REACTS_TO = (ObservationsRecorded,)

    def react_together(self, heard, *, clock):  # type: ignore[no-untyped-def]
        assert alerts(), "alerts were judged before"
        raise OSError("killed")

    react = react_together


def test_what_a_kill_undid_is_done_once_when_it_goes_on() -> None:
    define(rule())
    recorded(observed(f"{DUST}/east", hour(0), 80), at=hour(0))
    with pytest.raises(OSError, match="killed"):
        dispatch.run_pending((*STORIES, Breaks()), clock=FixedClock(hour(0)))
    assert alerts() == [] and not Lane.objects.exists() and said() == []
    beat(0)
    assert said() == ["AlertOpened"]
    beat(0)
    assert said() == ["AlertOpened"]


def test_a_rule_that_is_withheld_shows_nothing_of_its_alerts_to_the_public() -> None:
    office = {"ko": "소방서", "en": "Fire brigade"}
    define(rule(release={"visibility": "withheld", "reason": "security", "office": office}))
    hear(0, east=80)
    (card,) = shown(0)
    assert card.release.visibility == "withheld" and card.rank == 0
    assert card.release.since is not None and card.release.since.hour == 15


def test_in_a_storm_the_gravest_are_in_the_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(found_alerts, "IN_PICTURE", 3)
    define(
        rule(id="light", severity="moderate"),
        rule(id="grave", severity="very_bad"),
    )
    hear(0, east=80)
    hear(1, west=80)
    assert [(one.body["rule"], one.title["en"]) for one in shown(1)] == [
        ("grave", "Dust advisory, West"),
        ("grave", "Dust advisory, East"),
        ("light", "Dust advisory, West"),
    ]
    assert len(alerts()) == 4


SILENCE = {"kind": "absence", "family": DUST, "over": 3 * 3600}


def test_a_series_of_which_nothing_was_ever_usable_stops_nothing() -> None:
    frozen = {"kind": "frozen", "family": DUST, "over": 7200}
    define(rule(SILENCE, id="silent"), rule(SILENCE, frozen, id="frozen"))
    hear(0, "점검중", east=50)
    beat(1)
    assert alerts() == []


def test_a_flagged_value_is_no_value_to_compare_with() -> None:
    rate = {"kind": "rate", "family": DUST, "limit": 30, "over": 3600}
    define(rule(rate, SILENCE))
    hear(0, east=0)
    hear(1, "점검중", east=1)
    hear(2, east=40)
    assert alerts() == []


def test_a_corrected_value_is_judged() -> None:
    change = {"kind": "change_delta", "family": DUST, "limit": 40}
    define(rule(change, SILENCE))
    hear(0, east=50)
    hear(1, "점검중", east=50)
    hear(1, east=100)
    assert states() == ["open"]


def test_a_rule_switched_off_while_it_is_judged_fires_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    define(rule())
    read_before = queries.watching()
    services.switch("dust", on=False, seen=1, why="maintenance", by="kim")
    monkeypatch.setattr(queries, "watching", lambda: read_before)
    hear(0, east=80)
    assert alerts() == []


def test_the_alert_of_a_datastream_that_is_gone_ends() -> None:
    define(rule(per="datastream", quiet=0))
    hear(0, east=80, west=80)
    journal_models.Datastream.objects.get(slug=f"{DUST}/east").delete()
    beat(1)
    beat(2)
    assert {one.place: one.state for one in alerts()} == {
        f"{DUST}/east": "ended",
        f"{DUST}/west": "open",
    }
    assert [one.series for one in Lane.objects.all()] == [f"{DUST}/west"]


def test_a_window_falls_though_nothing_comes() -> None:
    define(rule({"kind": "total", "family": DUST, "limit": 4, "over": 4 * 3600}))
    hear(0, east=3)
    hear(1, east=2)
    beat(3)
    assert states() == ["open"]
    beat(4.5)
    assert states() == ["resting"]
    (left,) = alerts()[0].reasons
    assert left["measured"] == 5


def test_time_alone_tells_nothing_of_an_alert_that_stands() -> None:
    total = {"kind": "total", "family": DUST, "limit": 4, "over": 4 * 3600}
    mean = {"kind": "gte", "family": DUST, "of": "mean", "limit": 75}
    rate = {"kind": "rate", "family": DUST, "limit": 3, "over": 3600}
    define(rule(total, id="total"), rule(mean, id="mean", per="city"), rule(rate, id="rate"))
    hear(0, east=70)
    hear(1, east=80)
    assert states() == ["open"] * 3
    told = said()
    beat(1.5)
    assert said() == told
