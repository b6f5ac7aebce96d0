"""Who sees what, as a table: rules, decisions of people, delays, coarse fields, columns by role."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from simin.domains.picture.card import (
    Card,
    Mask,
    Place,
    Release,
    Visibility,
    WithheldCard,
    WithholdingReason,
)
from simin.domains.picture.decision import Decided, Decision
from simin.domains.picture.policy import Rules, Sight
from simin.domains.picture.release import for_public, opens, salted, sealed
from simin.domains.picture.rule import Policy, Rule, Thing
from tests.factories.cards import NOON, card

SECURITY = WithholdingReason.SECURITY
PLACE = Place(district="mapo", longitude=126.91, latitude=37.55)
FIRE = Thing(card="incident/1", kind="incident", name="fire", since=NOON)
TREES = "trees"


def rules(*told: Rule, decided: tuple[Decided, ...] = (), now: datetime = NOON) -> Rules:
    return Rules(
        policy=Policy(rules=told),
        decisions={(one.card, one.field): one for one in decided},
        now=now,
        zone=ZoneInfo("Asia/Seoul"),
    )


def rule(**told: object) -> Rule:
    return Rule(**{"id": "one", "kind": "incident", "reason": SECURITY, **told})  # type: ignore[arg-type]


def decided(decision: Decision, **told: object) -> Decided:
    plain = {"card": "incident/1", "field": "", "at": NOON, "reason": SECURITY}
    return Decided(**{**plain, "decision": decision, **told})  # type: ignore[arg-type]


WITHHELD = Release(visibility=Visibility.WITHHELD, reason=WithholdingReason.DRAFT)
LATER = NOON + timedelta(minutes=31)


@pytest.mark.parametrize(
    ("asked", "said", "reason"),
    [
        (rules(), None, None),
        (rules(), WITHHELD, "draft"),
        (rules(rule()), None, "security"),
        (rules(rule(names=("flood",))), None, None),
        (rules(rule(kind="project")), None, None),
        (rules(rule(delay_minutes=30)), None, "security"),
        (rules(rule(delay_minutes=30), now=LATER), None, None),
        (rules(rule(), decided=(decided(Decision.RELEASE),)), WITHHELD, None),
        (rules(rule(), decided=(decided(Decision.DECLASSIFY),)), None, None),
        (rules(decided=(decided(Decision.WITHHOLD),)), None, "security"),
        (rules(decided=(decided(Decision.EMBARGO, until=LATER),)), None, "security"),
        (rules(decided=(decided(Decision.EMBARGO, until=LATER),), now=LATER), None, None),
        (rules(decided=(decided(Decision.EMBARGO, until=LATER),), now=LATER), WITHHELD, "draft"),
        (rules(decided=(decided(Decision.WITHHOLD, card="incident/2"),)), None, None),
    ],
)
def test_who_sees_a_card(asked: Rules, said: Release | None, reason: str | None) -> None:
    assert asked.release_of(FIRE, said).reason == reason


def test_a_review_that_is_due_opens_nothing() -> None:
    yesterday = date(2022, 3, 4)
    asked = rules(decided=(decided(Decision.WITHHOLD, review_on=yesterday),))
    assert asked.release_of(FIRE).visibility is Visibility.WITHHELD


def test_a_rule_tells_the_day_of_the_event_and_not_its_time() -> None:
    found = rules(rule(review_after_days=7)).release_of(FIRE)
    assert found.since == datetime(2022, 3, 4, 15, tzinfo=UTC)
    assert found.review_on == date(2022, 3, 12)


def test_of_what_has_no_event_a_rule_counts_from_its_own_day_or_from_its_last_review() -> None:
    air = Thing(card="air/pm25", kind="indicator", name="air/pm25")
    old = {"kind": "indicator", "since": date(2022, 1, 2), "review_after_days": 7}
    found = rules(rule(**old)).release_of(air)
    assert found.since == datetime(2022, 1, 1, 15, tzinfo=UTC)
    assert found.review_on == date(2022, 1, 9)
    reviewed = rules(rule(**old, reviewed_on=date(2022, 3, 1))).release_of(air)
    assert (reviewed.since, reviewed.review_on) == (found.since, date(2022, 3, 8))


BODY = {
    "agency": {"en": "kestrel house"},
    "units": [{"id": "kestrel"}],
    "impact": {"people": {"about": 3}},
    "timeline": [
        {"text": {"en": "caller 010-1234-5678 (a.b@c.kr), 900101-1234567"}, "actor": {"en": "x"}},
        {"text": {"en": "nothing"}, "actor": {"en": "kestrel"}},
    ],
}


def incident(asked: Rules) -> Card:
    drawn = card("incident/1", kind="incident", body=BODY, place=PLACE)
    return salted(asked.covered(drawn, FIRE), lambda: "0f" * 16)


def seen(asked: Rules) -> Card:
    found = for_public(incident(asked))
    assert isinstance(found, Card)
    return found


def test_a_point_becomes_its_cell_and_the_office_sees_the_point() -> None:
    asked = rules(rule(field="place.point", mask=Mask.CELL))
    shown, office = seen(asked).place, incident(asked).place
    assert office == PLACE
    assert shown is not None and shown.longitude != PLACE.longitude
    assert abs((shown.longitude or 0) - 126.91) < 0.001
    assert seen(asked).fields[0].limit == 100.0


def test_the_strictest_rule_of_any_part_holds_until_the_whole_is_decided_about() -> None:
    part = Thing(card="incident/2", kind="incident", name="rescue", since=NOON)
    told = (
        rule(names=("fire",), field="place.point", mask=Mask.CELL),
        rule(id="two", names=("rescue",), field="place.point"),
        rule(id="three", names=("rescue",), field="body.agency"),
        rule(id="four", names=("rescue",), field="body.timeline.*.actor", mask=Mask.NEVER),
    )
    drawn = card("incident/1", kind="incident", body=BODY, place=PLACE)
    both = rules(*told).covered(drawn, FIRE, [part])
    assert {one.field: one.mask for one in both.fields} == {
        "place.point": Mask.WITHHOLD,
        "body.agency": Mask.WITHHOLD,
    }
    assert both.body["timeline"][0]["actor"] == {}
    opened = decided(Decision.RELEASE, field="body.agency")
    left = rules(*told, decided=(opened,)).covered(drawn, FIRE, [part])
    assert [one.field for one in left.fields] == ["place.point"]


def test_with_the_name_of_a_place_goes_its_mention_in_the_title() -> None:
    label = {"en": "Yeonhui-dong", "ko": "연희동"}
    title = {"en": "Fire, Yeonhui-dong", "ko": "연희동 화재"}
    drawn = card("incident/1", kind="incident", title=title, place=Place(label=label))
    asked = rules(rule(field="place.label"))
    office = salted(asked.covered(drawn, FIRE), lambda: "0f" * 16)
    shown = for_public(office)
    assert isinstance(shown, Card)
    assert shown.title == {"en": "Fire, •••", "ko": "••• 화재"}
    assert office.title == title


def test_with_a_small_count_go_its_bounds() -> None:
    people = {"about": 3, "least": 1, "most": 9}
    drawn = card("incident/1", kind="incident", body={"impact": {"people": people}})
    asked = rules(rule(field="body.impact.people.about", mask=Mask.SMALL))
    shown = for_public(salted(asked.covered(drawn, FIRE), lambda: "0f" * 16))
    assert isinstance(shown, Card)
    assert shown.body["impact"]["people"] == dict.fromkeys(people)


def test_numbers_and_names_are_in_neither_view() -> None:
    asked = rules(
        rule(field="body.timeline.*.text", mask=Mask.NUMBERS),
        rule(id="two", field="body.timeline.*.actor", mask=Mask.NEVER),
    )
    for found in (incident(asked), seen(asked)):
        assert found.body["timeline"][0] == {"text": {"en": "caller ••• (•••), •••"}, "actor": {}}
        assert found.fields == ()


@pytest.mark.parametrize(("people", "told"), [(3, None), (5, 5), (0, 0)])
def test_a_small_count_is_left_out(people: int, told: int | None) -> None:
    asked = rules(rule(field="body.impact.people.about", mask=Mask.SMALL))
    drawn = card("incident/1", body={"impact": {"people": {"about": people}}})
    found = for_public(salted(asked.covered(drawn, FIRE), lambda: "0f" * 16))
    assert isinstance(found, Card)
    assert found.body["impact"]["people"]["about"] == told
    assert bool(found.fields) is (told is None)


def test_a_field_is_withheld_for_a_time_and_decisions_go_first() -> None:
    units = rule(field="body.units", delay_minutes=30)
    assert seen(rules(units)).body["units"] == []
    assert seen(rules(units, now=LATER)).body["units"] == BODY["units"]
    released = decided(Decision.RELEASE, field="body.units")
    assert seen(rules(units, decided=(released,))).body["units"] == BODY["units"]
    withheld = decided(Decision.WITHHOLD, field="body.agency")
    assert seen(rules(decided=(withheld,))).body["agency"] == {}


def test_every_promise_can_be_opened_and_tells_nothing_that_is_never_told() -> None:
    asked = rules(
        rule(),
        rule(id="two", field="body.units"),
        rule(id="three", field="body.timeline.*.text", mask=Mask.NUMBERS),
    )
    office = with_release(incident(asked), asked.release_of(FIRE))
    public = for_public(office)
    assert isinstance(public, WithheldCard)
    promised = {one.field: one for one in sealed(office)}
    assert promised.keys() == {"", "body.units"}
    assert all(opens(one.commitment, one.salt, one.content) for one in promised.values())
    assert promised[""].commitment == public.commitment
    assert not opens(public.commitment, promised[""].salt, promised[""].content + b" ")
    assert not opens(public.commitment, "no salt", promised[""].content)
    # The whole, opened, still only promises the field.
    assert b"kestrel house" in promised[""].content
    assert b'"units":[]' in promised[""].content
    assert b"010-1234" not in promised[""].content


def with_release(found: Card, release: Release) -> Card:
    return salted(replace(found, release=release), lambda: "0e" * 16)


COLUMN = {"kind": "dataset", "names": (TREES,)}


@pytest.mark.parametrize(
    ("told", "roles", "sight"),
    [
        ((), (), Sight.WHOLE),
        ((rule(**COLUMN, field="keeper"),), (), Sight.NOTHING),
        ((rule(**COLUMN, field="keeper", roles=("mayor",)),), ("mayor",), Sight.WHOLE),
        ((rule(**COLUMN, field="keeper", roles=("mayor",)),), ("citizen",), Sight.NOTHING),
        (
            (rule(**COLUMN, field="keeper", mask=Mask.NEVER, roles=("mayor",)),),
            ("mayor",),
            Sight.NOTHING,
        ),
        ((rule(**COLUMN, field="keeper", mask=Mask.SMALL),), (), Sight.SMALL),
        ((rule(**COLUMN),), (), Sight.NOTHING),
        ((rule(**{**COLUMN, "names": ("parks",)}),), (), Sight.WHOLE),
    ],
)
def test_what_an_export_sees_of_a_column(
    told: tuple[Rule, ...], roles: tuple[str, ...], sight: Sight
) -> None:
    assert rules(*told).sight("dataset", TREES, "keeper", roles) is sight


def test_what_a_person_decides_of_a_data_set_holds_for_its_columns() -> None:
    withheld = decided(Decision.WITHHOLD, card="dataset/trees")
    assert rules(decided=(withheld,)).sight("dataset", TREES, "keeper") is Sight.NOTHING
    released = decided(Decision.RELEASE, card="dataset/trees")
    told = rule(**COLUMN, field="keeper")
    assert rules(told, decided=(released,)).sight("dataset", TREES, "keeper") is Sight.NOTHING


def test_a_column_that_is_never_told_is_released_by_nobody() -> None:
    told = rule(kind="dataset", names=(TREES,), field="keeper", mask=Mask.NEVER)
    released = decided(Decision.RELEASE, card=f"dataset/{TREES}", field="keeper")
    assert rules(told, decided=(released,)).sight("dataset", TREES, "keeper") is Sight.NOTHING
