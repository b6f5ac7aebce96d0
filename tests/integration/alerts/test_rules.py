"""Rules of the pack and rules of people; nobody overwrites what nobody has seen."""

from datetime import timedelta

import pytest

from simin.domains.alerts import queries, services
from simin.domains.alerts.errors import StaleRuleError, UnknownRuleError
from simin.domains.alerts.queries import trying
from simin.domains.audit import queries as audit
from simin.kit.clock import FixedClock, SystemClock, wire
from simin.kit.errors import RejectedError
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

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _town():
    found_alert_town()
    wire(FixedClock(hour(0)))
    yield
    wire(SystemClock())


def higher(limit: float):
    return rule({"kind": "gte", "family": DUST, "limit": limit})


def save(told, seen: int | None = 1, by: str = "kim") -> int:
    return services.save(told, seen=seen, why="too many", by=by)


def test_the_pack_again_changes_nothing_and_a_newer_one_what_differs() -> None:
    define(rule())
    define(rule())
    assert (queries.rule("dust").revision, said()) == (1, [])
    define(higher(90))
    state = queries.rule("dust")
    assert (state.revision, state.rule.conditions[0].limit, said()) == (2, 90, ["AlertRuleChanged"])


def test_a_persons_version_stands_against_a_newer_pack() -> None:
    define(rule())
    assert save(higher(100)) == 2
    define(higher(90))
    state = queries.rule("dust")
    assert (state.rule.conditions[0].limit, state.edited, state.of_pack) == (100, True, True)


def test_a_rule_that_the_pack_has_no_more_is_switched_off() -> None:
    define(rule())
    hear(0, east=80)
    define()
    assert not queries.rule("dust").enabled and states() == ["ended"]


def test_a_rule_that_comes_back_to_the_pack_is_on_again() -> None:
    define(rule())
    define()
    define(rule())
    assert queries.rule("dust").enabled
    hear(1, east=80)
    assert states() == ["open"]


@pytest.mark.parametrize("told", [rule(), rule(quiet=0)])
def test_but_not_one_that_a_person_switched_off(told) -> None:
    define(rule())
    services.switch("dust", on=False, seen=1, why="maintenance", by="kim")
    define(told)
    define()
    define(rule())
    state = queries.rule("dust")
    assert not state.enabled and (state.changed_by, state.why) == ("kim", "maintenance")


def test_saving_does_not_change_who_sees_its_alerts() -> None:
    office = {"ko": "소방서", "en": "Fire brigade"}
    define(rule(release={"visibility": "withheld", "reason": "security", "office": office}))
    save(higher(100))
    told = queries.rule("dust").rule
    assert told.conditions[0].limit == 100
    assert told.release is not None and told.release.reason == "security"


ACTS = {
    "off": lambda seen, why: services.switch("dust", on=False, seen=seen, why=why, by="lee"),
    "mute": lambda seen, why: services.mute("dust", until=hour(3), seen=seen, why=why, by="lee"),
    "unmute": lambda seen, why: services.unmute("dust", seen=seen, why=why, by="lee"),
}


@pytest.mark.parametrize("act", ACTS)
def test_who_acts_has_seen_what_stands_and_says_why(act: str) -> None:
    define(rule())
    services.mute("dust", until=hour(2), seen=1, why="works", by="kim")
    with pytest.raises(StaleRuleError):
        ACTS[act](1, "why")
    with pytest.raises(RejectedError) as raised:
        ACTS[act](2, " ")
    assert raised.value.field == "why"
    state = queries.rule("dust")
    assert state.enabled and state.muted_until == hour(2)


def test_a_preview_that_reaches_too_far_is_refused_and_a_long_one_is_shorter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    define(rule())
    hear(0, east=80, west=80)
    monkeypatch.setattr(trying, "PREVIEWED_HOURS", 2 * 24 * 12)
    far = {"kind": "total", "family": DUST, "limit": 4, "over": 11 * 86400}
    short = queries.preview(rule(far), until=hour(1))
    assert not short.too_much and short.until - short.since == timedelta(days=1)
    too_far = queries.preview(rule({**far, "over": 11 * 86400 + 1}), until=hour(1))
    assert too_far.too_much and too_far.series == 2


def test_the_second_of_two_is_told_and_changes_nothing() -> None:
    define(rule())
    save(higher(100))
    with pytest.raises(StaleRuleError) as raised:
        save(higher(110), seen=1, by="lee")
    assert raised.value.revision == 2
    assert queries.rule("dust").rule.conditions[0].limit == 100
    with pytest.raises(StaleRuleError):
        save(higher(110), seen=None, by="lee")


@pytest.mark.parametrize(
    ("told", "field"),
    [
        (rule({"kind": "gte", "family": "no/such", "limit": 5}), "conditions[0].family"),
        (rule({"kind": "gte", "family": DUST}), "conditions[0].limit"),
        (rule(needs=3), "needs"),
        (rule(id="new"), "id"),
        (rule(name={"en": " "}), "name"),
    ],
)
def test_what_makes_no_sense_is_refused_by_field(told, field: str) -> None:
    define(rule())
    with pytest.raises(RejectedError) as raised:
        save(told)
    assert raised.value.field == field
    assert queries.rule("dust").revision == 1


def test_a_new_rule_fires_with_the_next_value() -> None:
    save(rule(id="mine"), seen=None)
    hear(1, east=80)
    assert [one.rule_id for one in alerts()] == ["mine"]
    with pytest.raises(UnknownRuleError):
        queries.rule("other")


def test_a_changed_rule_judges_anew_and_the_event_stays_the_same() -> None:
    define(rule())
    hear(0, east=80)
    save(higher(100))
    hear(1, east=85)
    assert states() == ["resting"]
    hear(2, east=101)
    assert states() == ["open"] and len(alerts()) == 1


def test_open_alerts_of_a_changed_rule_are_judged_anew_as_time_passes() -> None:
    define(rule())
    hear(0, east=80, west=95)
    save(higher(90))
    beat(1)
    assert {one.place: one.state for one in alerts()} == {"east": "resting", "west": "open"}
    assert alerts()[1].returns == 0


def test_switched_off_its_alerts_end_and_none_fires() -> None:
    define(rule())
    hear(0, east=80)
    services.switch("dust", on=False, seen=1, why="maintenance", by="kim")
    assert states() == ["ended"] and shown(0) == []
    hear(1, east=90)
    assert len(alerts()) == 1
    services.switch("dust", on=True, seen=2, why="done", by="kim")
    hear(2, east=91)
    assert states() == ["ended", "open"]


def test_a_muted_rule_is_judged_and_not_shown_until_it_is_over() -> None:
    define(rule())
    services.mute("dust", until=hour(3), seen=1, why="works on the street", by="kim")
    hear(1, east=80)
    assert states() == ["open"] and shown(1) == []
    assert len(shown(3)) == 1
    services.unmute("dust", seen=2, why="done", by="kim")
    assert len(shown(1)) == 1


@pytest.mark.parametrize(
    ("until", "why", "field"), [(hour(0), "x", "until"), (hour(1), " ", "why")]
)
def test_a_mute_has_an_end_and_a_reason(until, why: str, field: str) -> None:
    define(rule())
    with pytest.raises(RejectedError) as raised:
        services.mute("dust", until=until, seen=1, why=why, by="kim")
    assert raised.value.field == field


def test_what_people_do_to_rules_is_audited() -> None:
    define(rule())
    save(higher(100))
    services.mute("dust", until=hour(3), seen=2, why="works", by="kim")
    services.unmute("dust", seen=3, why="works are over", by="kim")
    services.switch("dust", on=False, seen=4, why="broken", by="lee")
    beat(0)
    (unmuted,) = audit.entries(action="alert-rule.unmuted")
    assert unmuted.details == {"why": "works are over"}
    entries = [(one.account, one.action) for one in audit.entries(subject="alert-rule/dust")]
    assert set(entries) == {
        ("kim", "alert-rule.changed"),
        ("kim", "alert-rule.muted"),
        ("kim", "alert-rule.unmuted"),
        ("lee", "alert-rule.switched-off"),
    }


def test_the_preview_finds_what_the_engine_found() -> None:
    """The same values, judged as they arrived and by the hours that were kept of them."""
    define(rule(quiet=0))
    values = [50, 80, 60, 30, 20, 90, 90, 10, 10, 10]
    for number, value in enumerate(values):
        hear(number, east=value, west=5)
    live = [(one.place, one.opened_at, one.rested_at) for one in alerts()]
    found = queries.preview(rule(quiet=0), until=hour(len(values)))
    assert found.series == 2 and found.heard == 2
    assert found.until - found.since == timedelta(days=30)
    # The engine hears of an hour's value as it comes; here it comes as the hour begins.
    assert [
        (one.place, one.episode.opened_at, one.episode.rested_at) for one in found.fired
    ] == live
