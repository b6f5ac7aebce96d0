"""Decisions of people: two for an incident, nothing stale, nothing twice, all of it told."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace as struct

from simin.domains.identity.roles import Role
from simin.domains.picture.card import Visibility, WithholdingReason
from simin.domains.picture.decision import Decision
from simin.domains.picture.rule import Policy, Rule, Thing
from simin.domains.releases import queries, services
from simin.domains.releases.errors import StaleDecisionError, UnknownDecisionError
from simin.domains.releases.events import ReleaseDecided, ReleaseProposalEnded, ReleaseProposed
from simin.domains.releases.models import ReleaseDecision
from simin.domains.releases.services import Decider, Wanted
from simin.kit.clock import FixedClock, SystemClock, wire
from simin.kit.errors import NotAllowedError, RejectedError
from simin.kit.outbox import queries as outbox
from tests.factories import incidents as happening
from tests.factories.incidents import NOON

pytestmark = pytest.mark.django_db

OFFICE = {"en": "Records office", "ko": "기록실"}
MAYOR = Decider(username="mayor", roles=[Role.MAYOR], office=OFFICE)
PUBLISHER = Decider(username="press", roles=[Role.PUBLISHER], office=OFFICE)
REVIEW = date(2022, 3, 20)
FIRE = "incident/2022-000001"


@pytest.fixture(autouse=True)
def town(db: None) -> Iterator[FixedClock]:
    happening.found_town()
    clock = FixedClock(NOON)
    wire(clock)
    yield clock
    wire(SystemClock())


def wanted(**told: Any) -> Wanted:
    plain: dict[str, Any] = {
        "card": "air/pm25",
        "kind": "indicator",
        "decision": Decision.WITHHOLD,
        "reason": "security",
        "review_on": REVIEW,
        "seen": None,
        "key": "form-1",
    }
    return Wanted(**{**plain, **told})


def decide(by: Decider = PUBLISHER, **told: Any) -> ReleaseDecision:
    return services.decide(wanted(**told), by=by, at=NOON)


def visible(card: str = "air/pm25", kind: str = "indicator") -> Visibility:
    return queries.rules().release_of(Thing(card=card, kind=kind, name=card)).visibility


def events() -> list[Any]:
    return [one.event for one in outbox.after(0, limit=1000)]


def test_a_decision_is_in_force_and_told_in_plain_words() -> None:
    made = decide()
    assert visible() is Visibility.WITHHELD
    assert events()[-1] == ReleaseDecided(
        id=made.pk, card="air/pm25", kind="indicator", field="", decision="withhold",
        reason="security", at=NOON, by="press", office=OFFICE, until=None, review_on=REVIEW,
        commitment="",
    )  # fmt: skip


def test_the_same_form_twice_is_one_decision() -> None:
    assert decide() == decide()
    assert ReleaseDecision.objects.count() == 1


def test_who_looked_before_somebody_decided_is_told() -> None:
    first = decide()
    with pytest.raises(StaleDecisionError):
        decide(MAYOR, decision=Decision.RELEASE, key="form-2")
    decide(MAYOR, decision=Decision.RELEASE, key="form-2", seen=first.pk)
    assert visible() is Visibility.PUBLIC
    assert queries.decision(first.pk).state == "replaced"


@pytest.mark.parametrize("roles", [[], [Role.CITIZEN], [Role.DUTY_OFFICER], [Role.AUDITOR]])
def test_who_may_not(roles: list[Role]) -> None:
    with pytest.raises(NotAllowedError):
        decide(replace(PUBLISHER, roles=roles))
    assert events()[-1:] == [] or not isinstance(events()[-1], ReleaseDecided)


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"reason": "shame"}, "reason"),
        ({"reason": ""}, "reason"),
        ({"review_on": None}, "review_on"),
        ({"review_on": NOON.date()}, "review_on"),
        ({"review_on": date(2030, 1, 1)}, "review_on"),
        ({"decision": Decision.EMBARGO}, "until"),
        ({"decision": Decision.EMBARGO, "until": NOON}, "until"),
        ({"kind": "stage", "card": "city/stage"}, "card"),
        ({"field": "body.value"}, "field"),
        ({"why": "x" * 501}, "why"),
        ({"why": "\0"}, "why"),
        (
            {"kind": "dataset", "card": "dataset/trees", "decision": Decision.DECLASSIFY},
            "decision",
        ),
    ],
)
def test_what_cannot_be_taken_names_its_field(told: dict[str, Any], field: str) -> None:
    with pytest.raises(RejectedError) as caught:
        decide(**told)
    assert caught.value.field == field
    assert ReleaseDecision.objects.count() == 0


def test_an_incident_takes_two() -> None:
    made = decide(card=FIRE, kind="incident")
    assert visible(FIRE, "incident") is Visibility.PUBLIC
    assert isinstance(events()[-1], ReleaseProposed)
    with pytest.raises(RejectedError) as caught:
        services.confirm(made.pk, by=replace(PUBLISHER, roles=list(Role)), at=NOON)
    assert caught.value.field == "by"
    services.confirm(made.pk, by=MAYOR, at=NOON)
    assert visible(FIRE, "incident") is Visibility.WITHHELD
    ended, told = events()[-2:]
    assert isinstance(ended, ReleaseProposalEnded) and ended.how == "confirmed"
    assert isinstance(told, ReleaseDecided) and told.id == made.pk
    with pytest.raises(StaleDecisionError):
        services.confirm(made.pk, by=MAYOR, at=NOON)


@pytest.mark.parametrize(("by", "state"), [(PUBLISHER, "withdrawn"), (MAYOR, "refused")])
def test_a_proposal_is_refused_or_withdrawn(by: Decider, state: str) -> None:
    made = decide(card=FIRE, kind="incident", decision=Decision.EMBARGO, until=NOON + timedelta(1))
    assert services.refuse(made.pk, by=by, at=NOON).state == state
    assert visible(FIRE, "incident") is Visibility.PUBLIC
    again = decide(card=FIRE, kind="incident", key="form-2", seen=made.pk)
    assert again.state == "proposed"


def test_a_second_proposal_waits_for_the_first() -> None:
    made = decide(card=FIRE, kind="incident")
    with pytest.raises(RejectedError, match="second person") as refused:
        decide(card=FIRE, kind="incident", key="form-2", seen=made.pk)
    assert refused.value.field == "decision"
    assert ReleaseDecision.objects.count() == 1


def test_one_person_alone_opens() -> None:
    made = services.confirm(decide(card=FIRE, kind="incident").pk, by=MAYOR, at=NOON)
    decide(card=FIRE, kind="incident", decision=Decision.RELEASE, key="form-2", seen=made.pk)
    assert visible(FIRE, "incident") is Visibility.PUBLIC


def test_an_embargo_opens_by_the_clock_and_a_review_does_not(town: FixedClock) -> None:
    decide(decision=Decision.EMBARGO, until=NOON + timedelta(hours=1))
    decide(card="air/pm10", key="form-2")
    town.advance(timedelta(hours=2))
    assert visible() is Visibility.PUBLIC
    town.advance(timedelta(days=300))
    assert visible("air/pm10") is Visibility.WITHHELD


def test_an_unknown_number() -> None:
    with pytest.raises(UnknownDecisionError):
        services.confirm(99, by=MAYOR, at=NOON)


def test_a_rule_is_as_old_as_its_id() -> None:
    rule = Rule(id="drafts", kind="project", reason=WithholdingReason.DRAFT)
    services.define_policy(Policy(rules=(rule,)), at=NOON - timedelta(days=9))
    services.define_policy(Policy(rules=(struct(rule, names=("bridge",)),)), at=NOON)
    (kept,) = queries.rules().policy.rules
    assert (kept.since, kept.names) == (NOON.date() - timedelta(days=9), ("bridge",))
