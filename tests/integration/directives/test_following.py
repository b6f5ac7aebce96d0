"""What the clock does: reminders, escalation up the tree, what recurs; a dead engine."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from simin.domains.directives import policies, queries, services
from simin.domains.directives.services import Repeated
from simin.domains.directives.states import Act
from simin.domains.identity import services as people
from simin.domains.identity.roles import Role
from simin.kit.clock import FixedClock
from simin.kit.errors import NotAllowedError, RejectedError
from tests.factories.directive_town import issued, reader, state
from tests.factories.observed import NOON

SEOUL = ZoneInfo("Asia/Seoul")


def pass_time(clock: FixedClock, by: timedelta) -> int:
    clock.advance(by)
    return services.as_time_passes(clock.now())


def chain(directive_id: str) -> list[str]:
    return [one.act for one in queries.chain(queries.directive(directive_id, reader("mayor")))]


def test_unread_it_goes_up_the_tree_level_by_level(clock: FixedClock) -> None:
    one = issued(unit="fire-east", priority="urgent")
    for unit in ("fire", "vice-2", "mayor"):
        assert pass_time(clock, timedelta(minutes=15)) == 1
        reached = queries.involved(queries.directive(one, reader("mayor")))
        assert unit in {each.unit for each in reached}
    assert pass_time(clock, timedelta(minutes=15)) == 0
    assert chain(one) == ["draft", "issue", "escalate", "escalate", "escalate"]


def test_whom_it_reached_may_act_and_see(clock: FixedClock) -> None:
    one = issued(unit="fire-east", priority="urgent")
    pass_time(clock, timedelta(minutes=15))
    assert state(one) == "escalated"
    assert services.act(one, Act.ACKNOWLEDGE, by=reader("fire")) == "acknowledged"
    assert pass_time(clock, timedelta(minutes=15)) == 0


def test_of_a_role_in_a_unit_those_above_with_the_same_role_may_act(clock: FixedClock) -> None:
    one = issued(unit="fire-east", role="department_officer", priority="urgent")
    assert not may_acknowledge(one, "fire")
    pass_time(clock, timedelta(minutes=15))
    assert may_acknowledge(one, "fire")


def may_acknowledge(directive_id: str, who: str) -> bool:
    found = queries.directive(directive_id, reader("mayor"))
    return policies.is_addressee(reader(who), found, queries.involved(found))


def test_a_dead_engine_catches_up_once(clock: FixedClock) -> None:
    one = issued(priority="urgent", due_at=NOON + timedelta(hours=2))
    pass_time(clock, timedelta(days=30))
    assert chain(one) == ["draft", "issue", "remind", "escalate"]
    for _ in range(3):
        assert services.as_time_passes(clock.now()) == 0
    assert pass_time(clock, timedelta(minutes=15)) == 1
    assert chain(one).count("remind") == 1


def test_a_clock_set_back_does_nothing_twice(clock: FixedClock) -> None:
    one = issued(priority="urgent")
    pass_time(clock, timedelta(minutes=20))
    before = chain(one)
    assert pass_time(clock, -timedelta(minutes=20)) == 0
    assert pass_time(clock, timedelta(minutes=20)) == 0
    assert chain(one) == before


def test_what_has_ended_is_left_alone(clock: FixedClock) -> None:
    one = issued(priority="urgent")
    services.act(one, Act.CANCEL, by=reader("mayor"), text="no need")
    assert pass_time(clock, timedelta(days=9)) == 0


def test_the_issuer_may_take_it_up_by_hand_until_the_top(clock: FixedClock) -> None:
    one = issued()
    for _ in range(2):
        services.act(one, Act.ESCALATE, by=reader("mayor"))
    with pytest.raises(RejectedError, match="nobody stands above"):
        services.act(one, Act.ESCALATE, by=reader("mayor"))


def test_a_shorter_deadline_reminds_anew(clock: FixedClock) -> None:
    one = issued(due_at=NOON + timedelta(days=6))
    services.act(one, Act.ACKNOWLEDGE, by=reader("climate"))
    assert pass_time(clock, timedelta(days=5)) == 1
    found = queries.directive(one, reader("mayor"))
    wanted = services.Amendment(
        title=found.title,
        text=found.text,
        priority=found.priority,
        required_evidence=found.required_evidence,
        due_at=NOON + timedelta(days=5, hours=4),
    )
    services.amend(one, wanted, revision=1, by=reader("mayor"))
    assert pass_time(clock, timedelta(hours=3)) == 1


def test_a_recurring_one_comes_each_day_and_once_for_a_week_of_death(clock: FixedClock) -> None:
    rounds = Repeated(
        name="Round", title="Look at the gates", unit="climate", every="day", first_at=NOON
    )
    services.save_template(rounds, by=reader("mayor"))
    assert services.issue_due_templates(clock.now(), SEOUL) == ["2022-000001"]
    assert services.issue_due_templates(clock.now(), SEOUL) == []
    clock.advance(timedelta(days=7, hours=1))
    assert services.issue_due_templates(clock.now(), SEOUL) == ["2022-000002"]
    (template,) = queries.templates()
    assert template.next_at == NOON + timedelta(days=8)


def test_a_recurring_one_survives_its_maker_and_not_its_office(clock: FixedClock) -> None:
    rounds = Repeated(
        name="Round", title="Look at the gates", unit="climate", every="day", first_at=NOON
    )
    services.save_template(rounds, by=reader("vice1"))
    people.revoke_role(account="vice1", role=Role.DEPUTY, by="system")
    (one,) = services.issue_due_templates(clock.now(), SEOUL)
    assert queries.directive(one, reader("mayor")).issuer == "vice2"
    people.revoke_role(account="vice2", role=Role.DEPUTY, by="system")
    clock.advance(timedelta(days=1))
    assert services.issue_due_templates(clock.now(), SEOUL) == []


def test_a_template_that_another_one_saves_anew_issues_nothing_twice(clock: FixedClock) -> None:
    rounds = Repeated(
        name="Round", title="Look at the gates", unit="climate", every="day", first_at=NOON
    )
    services.save_template(rounds, by=reader("mayor"))
    assert len(services.issue_due_templates(clock.now(), SEOUL)) == 1
    services.save_template(rounds, by=reader("vice1"))
    assert services.issue_due_templates(clock.now(), SEOUL) == []
    clock.advance(timedelta(days=1))
    assert len(services.issue_due_templates(clock.now(), SEOUL)) == 1


def test_a_template_is_an_authoritys(clock: FixedClock) -> None:
    told = Repeated(name="Round", title="Look", unit="climate")
    with pytest.raises(NotAllowedError):
        services.save_template(told, by=reader("climate"))
    with pytest.raises(RejectedError) as refused:
        services.save_template(
            Repeated(name="Round", title="Look", unit="climate", every="day"), by=reader("mayor")
        )
    assert refused.value.field == "first_at"
