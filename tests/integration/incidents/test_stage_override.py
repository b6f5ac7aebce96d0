"""The stage set by hand: who may, for how long, what everyone sees, and what is kept."""

from datetime import timedelta
from typing import Any

import pytest

from simin.domains.audit.models import AuditEntry
from simin.domains.identity.roles import Role
from simin.domains.incidents import cards, queries, services
from simin.domains.incidents.errors import StaleStageError
from simin.domains.incidents.events import StageChanged
from simin.domains.incidents.models import StageChange, StageOverride
from simin.domains.incidents.services import Criterion, OpenIncidents, Setter, StageName, Wanted
from simin.kit.clock import FixedClock
from simin.kit.errors import NotAllowedError, RejectedError
from simin.kit.outbox import queries as outbox
from simin.workflows import dispatch, stage_overrides_are_audited
from tests.factories.incidents import NOON, found_town, minutes, reported

pytestmark = pytest.mark.django_db

CALM = StageName(level=1, name={"ko": "정상", "en": "Normal"}, colour="green")
TENSE = StageName(level=3, name={"ko": "경계", "en": "High"}, colour="orange")
TWO_FIRES = Criterion(
    id="two-fires",
    level=3,
    text={"ko": "화재 {count}건", "en": "{count} fires"},
    at_least=2,
    open_incidents=OpenIncidents("fire"),
)
MAYOR = Setter(
    username="mayor", roles={Role.MAYOR}, office={"ko": "시장실", "en": "Mayor's office"}
)


@pytest.fixture(autouse=True)
def _town() -> None:
    found_town()
    services.define_stage([CALM, TENSE], [TWO_FIRES], override_hours=6)
    services.assess_stage(NOON)


def wanted(**told: Any) -> Wanted:
    plain: dict[str, Any] = {
        "level": 4,
        "reason": {"ko": "태풍 접근", "en": "A typhoon comes near"},
        "until": minutes(120),
        "seen": None,
        "key": "one",
    }
    return Wanted(**{**plain, **told})


def set_by_hand(after: float = 0, by: Setter = MAYOR, **told: Any) -> int:
    return services.override_stage(wanted(**told), by=by, at=minutes(after))


def shown(after: float) -> dict[str, Any]:
    body: dict[str, Any] = cards.stage_card(minutes(after)).body
    return body


def told() -> list[tuple[int, int]]:
    events = (delivered.event for delivered in outbox.after(0))
    return [(one.before, one.level) for one in events if isinstance(one, StageChanged)]


def test_everyone_sees_level_reason_end_and_what_is_computed() -> None:
    set_by_hand()
    body = shown(1)
    assert (body["level"], queries.stage_level()) == (4, 4)
    assert [reason["text"]["en"] for reason in body["reasons"]] == ["A typhoon comes near"]
    assert body["override"]["computed"] == 1
    assert body["override"]["text"]["en"] == (
        "Set by Mayor's office until 03-05 14:00; computed: 1, Normal"
    )
    assert told() == [(1, 4)]


def test_in_one_language_it_says_so_in_the_other() -> None:
    set_by_hand(reason={"ko": "태풍 접근", "en": " "})
    assert shown(1)["reasons"][0]["text"] == {"ko": "태풍 접근", "en": "태풍 접근 (KO)"}


def test_what_is_computed_goes_on_and_is_on_the_record() -> None:
    set_by_hand()
    reported("1"), reported("2")
    services.assess_stage(minutes(5))
    assert shown(6)["level"] == 4 and shown(6)["override"]["computed"] == 3
    newest = queries.stage_changes(1)[0]
    assert (newest.before, newest.level, newest.computed, newest.cause) == (4, 4, 3, "computed")
    assert newest.findings[0]["value"] == 2
    assert told() == [(1, 4)], "nobody is told of what is not shown"


@pytest.mark.parametrize("looked", [121, 60 * 30])
def test_it_ends_by_the_clock_at_its_time_however_late_the_engine(looked: float) -> None:
    set_by_hand()
    assert shown(120)["override"] is None, "a card never shows what has run out"
    assert services.assess_stage(minutes(looked))
    assert shown(looked)["level"] == 1
    row = StageOverride.objects.get()
    assert (row.ended_how, row.ended_at) == ("ran_out", minutes(120))
    assert not services.assess_stage(minutes(looked)), "once"
    assert told() == [(1, 4), (4, 1)]


def test_a_clock_set_back_brings_nothing_back() -> None:
    set_by_hand()
    services.assess_stage(minutes(121))
    services.assess_stage(minutes(60))
    assert shown(60)["level"] == 1


def test_it_is_taken_back() -> None:
    number = set_by_hand()
    assert services.withdraw_stage(seen=number, by="mayor", roles={Role.MAYOR}, at=minutes(9))
    assert not services.withdraw_stage(seen=number, by="mayor", roles={Role.MAYOR}, at=minutes(9))
    assert shown(10)["level"] == 1
    assert queries.stage_changes(1)[0].cause == "withdrawn"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"level": 0}, "level"),
        ({"level": 6}, "level"),
        ({"reason": {"ko": " ", "en": ""}}, "reason"),
        ({"reason": {"en": "x" * 501}}, "reason"),
        ({"until": NOON}, "until"),
        ({"until": NOON + timedelta(hours=6, minutes=1)}, "until"),
    ],
)
def test_what_cannot_be_is_refused(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(RejectedError) as refused:
        set_by_hand(**changes)
    assert refused.value.field == field
    assert StageOverride.objects.count() == 0


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.MAYOR, Role.DUTY_OFFICER}))
def test_others_may_not(role: Role) -> None:
    other = Setter(username="x", roles={role}, office={"en": "X", "ko": "X"})
    with pytest.raises(NotAllowedError):
        set_by_hand(by=other)
    number = set_by_hand()
    with pytest.raises(NotAllowedError):
        services.withdraw_stage(seen=number, by="x", roles={role}, at=minutes(1))


def test_the_same_form_sets_once_and_who_did_not_look_is_told() -> None:
    assert set_by_hand() == set_by_hand(after=1)
    assert StageChange.objects.filter(cause="set").count() == 1
    with pytest.raises(StaleStageError):
        set_by_hand(after=2, key="two", level=2)
    number = set_by_hand(after=3, key="three", level=2, seen=StageOverride.objects.get().pk)
    assert shown(4)["level"] == 2
    assert StageOverride.objects.exclude(pk=number).get().ended_how == "replaced"


def test_the_same_level_by_hand_is_on_the_record_and_no_news() -> None:
    set_by_hand(level=1)
    assert queries.stage_changes(1)[0].cause == "set"
    assert told() == []


def test_it_stands_in_the_audit_trail() -> None:
    number = set_by_hand()
    services.withdraw_stage(seen=number, by="duty", roles={Role.DUTY_OFFICER}, at=minutes(9))
    dispatch.run_pending([stage_overrides_are_audited], clock=FixedClock(minutes(9)))
    found = AuditEntry.objects.filter(subject=f"stage-override/{number}").order_by("position")
    assert list(found.values_list("account", "action")) == [
        ("mayor", "stage.overridden"),
        ("duty", "stage.override-ended"),
    ]
