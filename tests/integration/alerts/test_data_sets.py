"""Rules over rows of data sets: asked when a version comes and as time passes."""

from typing import Any

import msgspec
import pytest

from simin.domains.alerts import queries, services
from simin.domains.alerts.measured import Measured
from simin.domains.alerts.models import Measurement
from simin.domains.catalogue import queries as catalogue
from simin.domains.catalogue import services as tables
from simin.workflows import dataset_past
from tests.factories.alert_town import (
    DUST,
    alerts,
    beat,
    define,
    hear,
    hour,
    rule,
    said,
    shown,
    states,
)
from tests.factories.request_town import (
    COMPLAINTS,
    REQUESTS,
    bring,
    days,
    found_request_town,
    request,
)

pytestmark = pytest.mark.django_db

WEEK = {"kind": "rows", **COMPLAINTS, "over": days(7), "limit": 2}
MONTH = {"kind": "rows", **COMPLAINTS, "over": days(30), "limit": 4}


@pytest.fixture(autouse=True)
def _town() -> None:
    found_request_town()


def rows(**told: Any) -> dict[str, Any]:
    return {**WEEK, **told}


def test_two_complaints_in_a_week_or_four_in_a_month_in_one_district() -> None:
    define(rule(WEEK, MONTH, quiet=0))
    bring(0, request("a", -1), request("other", -1, service_code="noise"))
    bring(24, request("b", 24, "west"))
    assert not alerts()
    bring(48, request("c", 48))
    (alert,) = alerts()
    assert (alert.place, alert.state) == ("east", "open")
    beat(7 * 24)  # the first leaves the week
    assert states() == ["resting"]
    bring(15 * 24, request("d", 10 * 24), request("e", 12 * 24))
    assert states()[-1] == "open"
    beat(19 * 24 + 1)  # none in a week, but four in a month
    assert states()[-1] == "open"
    beat(33 * 24)
    assert states()[-1] != "open"


def test_datastreams_and_rows_speak_for_one_place_in_one_rule() -> None:
    define(rule({"kind": "gte", "family": DUST, "limit": 75}, rows(limit=1), needs="all"))
    hear(0, east=80, west=80)
    assert not alerts()
    bring(1, request("a", 1))
    assert [one.place for one in alerts()] == ["east"]
    (card,) = shown(1)
    assert [one["text"]["en"] for one in card.body["why"]] == [
        "pm25, East: 80 µg/m³, at or above the limit of 75, since 14:00",
        "Tap water complaints, East: 1 in 7 days, limit 1, since 15:00",
    ]
    hear(2, east=20)
    assert states() == ["resting"]


def test_its_card_says_where_the_rows_come_from() -> None:
    define(rule(rows(limit=1)))
    bring(1, request("a", 1))
    (card,) = shown(30)
    assert (card.trust.source, card.trust.origin, card.trust.run) == (
        "network",
        "replayed",
        "requests@1",
    )
    assert card.trust.phenomenon_time == hour(1) and card.trust.freshness == "live"


def test_nothing_is_told_again_while_it_stands() -> None:
    define(rule(rows(limit=1)))
    bring(1, request("a", 1))
    for minute in range(1, 5):
        beat(1 + minute / 60)
    assert said() == ["AlertOpened"]


def test_a_version_of_many_pages_is_asked_about_once(monkeypatch: pytest.MonkeyPatch) -> None:
    define(rule(WEEK), rule(WEEK, id="other"))
    asked = []
    ask = catalogue.aggregate
    monkeypatch.setattr(catalogue, "aggregate", lambda *a, **k: asked.append(1) or ask(*a, **k))
    for page in range(5):
        tables.keep(REQUESTS, [request(f"{page}", 0)], run="requests@0", at=hour(0))
    beat(0)
    assert len(asked) == 2  # once for the version, once because it stands now
    assert {one.place for one in alerts()} == {"east"} and len(alerts()) == 2


@pytest.mark.parametrize(
    ("told", "opens"),
    [
        ({"of": "sum", "limit": 30}, ["east"]),
        ({"of": "max", "limit": 25}, ["west"]),
        ({"of": "mean", "limit": 15}, ["east", "west"]),
        ({"of": "min", "limit": 11, "direction": "down"}, ["east"]),
        ({"of": "sum", "limit": 31}, []),
    ],
)
def test_a_number_made_of_a_column(told: dict[str, Any], opens: list[str]) -> None:
    plain = {"kind": "row_value", "dataset": REQUESTS, "by": "district", "column": "litres"}
    define(rule({**plain, **told}))
    bring(
        0,
        request("a", 0, litres=10.0),
        request("b", 0, litres=20.0),
        request("c", 0, "west", litres=25.0),
    )
    assert sorted(one.place for one in alerts()) == opens


def test_empty_cells_weigh_nothing_in_a_mean() -> None:
    plain = {"kind": "row_value", "dataset": REQUESTS, "by": "district", "column": "litres"}
    define(rule({**plain, "of": "mean", "limit": 18}))
    bring(
        0,
        request("a", 0, "East", litres=30.0),
        request("b", 0, "East"),
        request("c", 0, litres=0.0),
    )
    assert not alerts()  # 15, under both of its names


@pytest.mark.parametrize(
    ("told", "opens"),
    [
        ({"of": "mean", "limit": 25}, ["east"]),
        ({"of": "max", "limit": 5, "direction": "down"}, []),
        ({"of": "min", "limit": 40}, []),
    ],
)
def test_empty_cells_were_no_numbers_in_the_past(told: dict[str, Any], opens: list[str]) -> None:
    plain = {"kind": "row_value", "dataset": REQUESTS, "by": "district", "column": "litres"}
    plain |= {"time": "requested_at", "over": 3600}
    bring(0, request("a", 5.2, litres=30.0), request("b", 5.4), request("c", 9.5))
    shown = queries.preview(
        rule({**plain, **told}, quiet=0), until=hour(24), beside=dataset_past.past
    )
    assert [one.place for one in shown.fired] == opens


def test_a_column_is_compared_with_another() -> None:
    where = ({"column": "litres", "operator": "ge", "than": "allowed"},)
    plain = {"kind": "rows", "dataset": REQUESTS, "by": "district", "where": where, "limit": 1}
    define(rule(plain))
    bring(
        0,
        request("a", 0, litres=10.0, allowed=20.0),
        request("b", 0, "west", litres=20.0, allowed=20.0),
    )
    assert [one.place for one in alerts()] == ["west"]
    bring(1, request("b", 0, "west", litres=19.0, allowed=20.0))
    assert states() == ["resting"]


def test_districts_are_known_by_any_of_their_names() -> None:
    define(rule(WEEK))
    bring(0, request("a", 0, "East"), request("b", 0, "east"), request("c", 0, "nowhere"))
    assert [one.place for one in alerts()] == ["east"]


def test_too_few_rows() -> None:
    define(rule(rows(limit=1, direction="down", over=days(1))))
    bring(0, request("a", 0), request("b", 0), request("c", 0, "west"))
    assert [one.place for one in alerts()] == ["west"]
    beat(25)
    assert sorted(one.place for one in alerts()) == ["east", "west"]


def test_rows_that_a_version_added_or_removed() -> None:
    changed = {"kind": "changed", "dataset": REQUESTS, "over": 3600, "limit": 3}
    define(
        rule(changed, per="city", quiet=0),
        rule({**changed, "direction": "down", "limit": 1}, per="city", id="fewer"),
    )
    bring(0, *(request(f"a{one}", 0) for one in range(9)))
    assert not alerts()  # all of it is new, and nothing has changed
    bring(1, *(request(f"b{one}", 1) for one in range(3)))
    assert [(one.rule_id, one.state) for one in alerts()] == [("dust", "open")]
    (card,) = shown(1)
    assert card.body["why"][0]["text"]["en"] == (
        "Requests: 3 rows changed in 1 h, limit 3, since 15:00"
    )
    beat(2.1)
    assert states() == ["resting"]
    bring(3, ("a1", None))
    assert alerts()[-1].rule_id == "fewer"


def test_a_rule_made_over_rows_that_stand_is_judged_within_a_minute() -> None:
    bring(0, request("a", 0), request("b", 0))
    define(rule(WEEK))
    assert not alerts()
    beat(1)
    assert states() == ["open"]


def test_a_changed_rule_asks_anew_and_keeps_its_alert() -> None:
    define(rule(WEEK))
    bring(0, request("a", 0), request("b", 0))
    services.save(rule(rows(limit=1)), seen=1, why="earlier", by="kim", at=hour(1))
    assert not Measurement.objects.exists()
    beat(1)
    assert states() == ["open"] and alerts()[0].returns == 0


def test_a_data_set_that_is_not_there_says_nothing() -> None:
    define(rule(rows(dataset="none")), rule(rows(where=[{"column": "no", "value": 1}]), id="odd"))
    bring(0, request("a", 0), request("b", 0))
    assert not alerts()


def test_an_answer_to_what_is_asked_no_more_is_left_out() -> None:
    define(rule(WEEK))
    bring(0, request("a", 0), request("b", 0))
    (kept,) = Measurement.objects.all()
    define(rule(MONTH))

    services.judge_measured(measured=[msgspec.convert(kept.told, Measured)], now=hour(1))
    assert not Measurement.objects.exists()


def test_what_it_would_have_done_by_the_rows_own_times() -> None:
    for day in (1, 2, 20, 21, 22):
        tables.keep(REQUESTS, [request(f"{day}", day * 24)], run="once", at=hour(25 * 24))
    told = queries.preview(
        rule(WEEK, MONTH, quiet=0), until=hour(29 * 24), beside=dataset_past.past
    )
    opened = [(one.place, one.episode.opened_at) for one in told.fired]
    assert (told.datasets, told.series) == (1, 0)
    assert opened == [("east", hour(2 * 24)), ("east", hour(21 * 24))]
    assert told.fired[0].episode.rested_at == hour(8 * 24)


def test_what_it_would_have_done_by_the_versions_kept() -> None:
    for day, count in ((1, 1), (5, 3), (9, 1)):
        changes = [request(f"{n}", 0) if n < count else (f"{n}", None) for n in range(3)]
        tables.keep(REQUESTS, changes, run=f"r@{day}", at=hour(day * 24))
    plain = {"kind": "rows", "dataset": REQUESTS, "by": "district", "limit": 2}
    told = queries.preview(rule(plain, quiet=0), until=hour(20 * 24), beside=dataset_past.past)
    (fired,) = told.fired
    assert (fired.episode.opened_at, fired.episode.rested_at) == (
        hour(5 * 24 - 1),
        hour(9 * 24 - 1),
    )
