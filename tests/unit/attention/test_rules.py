"""What needs attention, rule by rule, and in which order."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simin.domains.picture.card import Origin
from simin.workflows.attention.rules import LONGEST, RULES, ranked
from simin.workflows.attention.situation import (
    AlertNow,
    DirectiveNow,
    IncidentNow,
    IndicatorNow,
    ProjectNow,
    Situation,
    SourceDown,
    StageNow,
)

NOW = datetime(2022, 3, 5, 5, tzinfo=UTC)
QUIET = StageNow(level=1, name={"en": "Normal"}, since=NOW, reasons=(), origin=Origin.REPLAYED)
FIRE = IncidentNow(
    card="incident/1",
    title={"ko": "화재", "en": "Fire"},
    severity="moderate",
    reported_at=NOW - timedelta(minutes=6),
    reported_clock="13:54",
    arrived=False,
    target_seconds=420,
    origin=Origin.REPLAYED,
)
DUST = IndicatorNow(
    card="air/pm25",
    name={"ko": "초미세먼지", "en": "PM2.5"},
    level="moderate",
    hours_very_bad=0,
    districts_bad=0,
    districts_known=25,
    origin=Origin.REPLAYED,
)
DOWN = SourceDown(
    card="air/pm25",
    id="pm",
    name={"en": "Air network"},
    since=NOW - timedelta(hours=1),
    since_clock="13:00",
    beyond_budget=False,
    origin=Origin.REPLAYED,
)


ADVISORY = AlertNow(
    card="alert/1",
    title={"ko": "먼지 주의보", "en": "Dust advisory"},
    severity="bad",
    why={"ko": "83", "en": "83, since 14:00"},
    opened_at=NOW,
    origin=Origin.REPLAYED,
)


def city(**of: object) -> Situation:
    return Situation(**{"now": NOW, "stage": QUIET, **of})  # type: ignore[arg-type]


@pytest.mark.parametrize("severity", ["moderate", "bad", "very_bad"])
def test_an_open_alert_has_the_severity_of_its_rule_and_says_why(severity: str) -> None:
    (need,) = ranked(city(alerts=(replace(ADVISORY, severity=severity),)))  # type: ignore[arg-type]
    assert (need.id, need.severity, need.action) == ("alert/1", severity, "direct")
    assert need.reason["en"] == "83, since 14:00"


def test_of_a_withheld_alert_nothing_is_said_but_that_it_needs_attention() -> None:
    withheld = replace(ADVISORY, withheld=True, severity="very_bad")
    (need,) = ranked(city(alerts=(withheld,)))
    assert (need.severity, need.since, need.text["en"]) == ("bad", None, "Alert")
    assert need.reason["en"] == "Withheld from the public"


def late(minutes: float, **other: object) -> IncidentNow:
    return replace(FIRE, reported_at=NOW - timedelta(minutes=minutes), **other)  # type: ignore[arg-type]


def named(situation: Situation) -> list[tuple[str, str, str]]:
    return [(need.id, need.severity, need.action) for need in ranked(situation)]


def test_a_quiet_city_needs_nobody() -> None:
    assert ranked(city(incidents=(FIRE,), indicators=(DUST,))) == []


@pytest.mark.parametrize(
    ("level", "severity"), [(2, None), (3, "bad"), (4, "very_bad"), (5, "very_bad")]
)
def test_the_stage(level: int, severity: str | None) -> None:
    found = named(city(stage=replace(QUIET, level=level)))
    assert found == ([("city/stage", severity, "open")] if severity else [])


@pytest.mark.parametrize(
    ("incident", "severity"),
    [
        (late(7), None),
        (late(7.1), "bad"),
        (late(14), "bad"),
        (late(14.1), "very_bad"),
        (late(60, arrived=True), None),
        (late(60, target_seconds=None), None),
        (late(1, severity="severe"), "very_bad"),
        (late(1, severity="extreme", arrived=True), "very_bad"),
        (late(1, severity="minor"), None),
    ],
)
def test_incidents(incident: IncidentNow, severity: str | None) -> None:
    found = named(city(incidents=(incident,)))
    assert found == ([("incident/1", severity, "direct")] if severity else [])


@pytest.mark.parametrize(
    "incident",
    [late(7.1), late(60), late(1, severity="severe"), late(1, severity="extreme", arrived=True)],
)
def test_why_a_withheld_incident_needs_attention_cannot_be_told(incident: IncidentNow) -> None:
    (need,) = ranked(city(incidents=(replace(incident, withheld=True),)))
    (other,) = ranked(city(incidents=(late(8, withheld=True),)))
    assert need == other


def test_a_withheld_incident_that_goes_its_way_is_not_on_the_list() -> None:
    assert ranked(city(incidents=(late(6, withheld=True),))) == []


@pytest.mark.parametrize(
    ("indicator", "expected"),
    [
        (replace(DUST, level="bad"), None),
        (replace(DUST, level="very_bad"), ("bad", "direct")),
        (replace(DUST, level="very_bad", hours_very_bad=3), ("very_bad", "direct")),
        (replace(DUST, districts_bad=12), None),
        (replace(DUST, districts_bad=13), ("moderate", "open")),
        (replace(DUST, districts_bad=1, districts_known=1), None),
        (replace(DUST, districts_bad=0, districts_known=0), None),
        (replace(DUST, level="very_bad", districts_bad=25), ("bad", "direct")),
    ],
)
def test_indicators(indicator: IndicatorNow, expected: tuple[str, str] | None) -> None:
    found = named(city(indicators=(indicator,)))
    assert found == ([("air/pm25", *expected)] if expected else [])


@pytest.mark.parametrize(("beyond", "severity"), [(False, "moderate"), (True, "bad")])
def test_sources(beyond: bool, severity: str) -> None:
    found = named(city(sources=(replace(DOWN, beyond_budget=beyond),)))
    assert found == [("source/pm", severity, "inspect")]


def test_the_worst_first_then_the_table_then_whoever_waits_longest() -> None:
    everything = city(
        stage=replace(QUIET, level=3),
        incidents=(
            late(8, card="incident/late"),
            late(1, card="incident/new", severity="severe"),
            late(9, card="incident/old", severity="severe"),
        ),
        indicators=(replace(DUST, districts_bad=20),),
        sources=(DOWN,),
    )
    assert [need.id for need in ranked(everything)] == [
        "incident/old",
        "incident/new",
        "city/stage",
        "incident/late",
        "air/pm25",
        "source/pm",
    ]


def test_a_reason_is_given_in_every_language_with_its_facts() -> None:
    (need,) = ranked(city(incidents=(late(8),)))
    assert set(need.reason) == set(need.text) == {"ko", "en"}
    for said in need.reason.values():
        assert "13:52" not in said
        assert "13:54" in said
        assert "7" in said


incidents = st.builds(
    late,
    st.floats(0, 60),
    card=st.sampled_from([f"incident/{n}" for n in range(20)]),
    severity=st.sampled_from(["extreme", "severe", "moderate", "minor", "unknown"]),
    arrived=st.booleans(),
)


@given(st.lists(incidents, max_size=30))
def test_the_list_is_short_names_each_once_and_forgets_the_least(
    found: list[IncidentNow],
) -> None:
    needs = ranked(city(incidents=tuple(found)))
    assert len(needs) <= LONGEST
    assert len({need.id for need in needs}) == len(needs)
    order = ["very_bad", "bad", "moderate"]
    places = [order.index(need.severity) for need in needs]
    assert places == sorted(places)
    grave = {one.card for one in found if one.severity in ("extreme", "severe")}
    shown = {need.id for need in needs if need.severity == "very_bad"}
    assert grave <= shown or len(needs) == LONGEST


def test_every_rule_of_the_table_is_described() -> None:
    described = RULES[0].__globals__["__doc__"]
    for rule in RULES:
        assert rule.__name__.replace("_", " ") in described


LATE = DirectiveNow(
    id="2022-000001",
    card="city/directives",
    addressee={"ko": "기후과", "en": "Climate"},
    urgent=False,
    late=True,
    due_at=NOW - timedelta(hours=1),
    due_clock="03-05 13:00",
)


@pytest.mark.parametrize(
    ("one", "severity", "text"),
    [
        (LATE, "bad", "A directive to Climate is late"),
        (replace(LATE, urgent=True), "very_bad", "A directive to Climate is late"),
        (replace(LATE, late=False, urgent=True), "bad", "A directive to Climate was escalated"),
    ],
)
def test_a_late_or_escalated_directive_names_whom_it_was_given_to(
    one: DirectiveNow, severity: str, text: str
) -> None:
    (need,) = ranked(Situation(now=NOW, stage=QUIET, directives=(one,)))
    assert (need.severity, need.text["en"], need.card) == (severity, text, "city/directives")
    assert need.reason["en"] == "Due at 03-05 13:00"


BRIDGE = ProjectNow(
    card="project/bridge",
    title={"ko": "다리", "en": "Bridge"},
    since=NOW - timedelta(days=4),
    origin=Origin.SYNTHETIC,
)


@pytest.mark.parametrize(
    ("of", "severity", "action", "reason"),
    [
        ({"days_late": 90}, "moderate", "direct", "Forecast 90 days behind its plan"),
        ({"days_late": 180}, "bad", "direct", "Forecast 180 days behind its plan"),
        ({"days_late": 0}, "moderate", "direct", "Behind its plan"),
        ({"cost_percent": 106.4}, "moderate", "direct", "Will cost 106 % of its budget"),
        ({"cost_percent": 120.0}, "bad", "direct", "Will cost 120 % of its budget"),
        (
            {"milestone": {"en": "Opening", "ko": "준공"}, "due_clock": "03-09"},
            "moderate",
            "open",
            "Opening is due on 03-09",
        ),
    ],
)
def test_projects_that_need_somebody(
    of: dict[str, object], severity: str, action: str, reason: str
) -> None:
    (need,) = ranked(city(projects=(replace(BRIDGE, **of),)))  # type: ignore[arg-type]
    assert (need.id, need.severity, need.action) == ("project/bridge", severity, action)
    assert need.reason["en"] == reason


def test_of_a_withheld_project_nothing_is_said_but_that_there_is_one() -> None:
    withheld = replace(BRIDGE, withheld=True, days_late=400)
    (need,) = ranked(city(projects=(withheld,)))
    assert (need.severity, need.since, need.text["en"]) == ("moderate", None, "Project")
    assert need.reason["en"] == "Withheld from the public"


def test_a_project_that_is_late_and_dear_is_named_once() -> None:
    both = (replace(BRIDGE, days_late=90), replace(BRIDGE, cost_percent=130.0))
    (need,) = ranked(city(projects=both))
    assert need.reason["en"] == "Will cost 130 % of its budget"
