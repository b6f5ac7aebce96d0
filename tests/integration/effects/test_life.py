"""A question from the day it is asked to its last word."""

from dataclasses import replace
from datetime import timedelta

import pytest

from simin.domains.audit import queries as audit
from simin.domains.directives import services as directives
from simin.domains.directives.states import Act
from simin.domains.effects import queries, services
from simin.domains.effects.estimate import Verdict
from simin.domains.effects.models import EffectQuestion
from simin.domains.effects.reasons import Why
from simin.domains.effects.states import State
from simin.domains.incidents.models import StageChange
from simin.domains.observations import services as observations
from simin.domains.observations.finding import Found, Severity
from simin.domains.picture.card import Origin
from simin.kit.clock import FixedClock
from simin.kit.errors import RejectedError
from simin.workflows import (
    directive_names_effect,
    directives_have_effects,
    dispatch,
    effects_are_audited,
)
from tests.factories.directive_town import reader, told
from tests.factories.effect_town import DAY, PLAIN, SUBJECT, asked, days, look, wobble
from tests.factories.observed import NOON, ZONE


def stood() -> queries.Question:
    found = queries.of_subject(SUBJECT)
    assert found is not None
    return found


def lived(clock: FixedClock, effect: float, until: int) -> None:
    days(-60, 0, lambda day: 30 + wobble(day))
    days(0, until, lambda day: 30 + wobble(day) + effect)
    look(clock, until * DAY)


def test_it_waits_is_estimated_again_and_ends(clock: FixedClock) -> None:
    asked()
    days(-60, 0, lambda day: 30 + wobble(day))
    look(clock, timedelta(hours=1))
    first = stood()
    assert first.state is State.WAITING and first.estimate is not None
    assert first.estimate.verdict is Verdict.UNSAID
    days(0, 9, lambda day: 22 + wobble(day))
    look(clock, 9 * DAY)
    so_far = stood()
    assert so_far.state is State.ESTIMATED and so_far.estimate is not None
    assert so_far.estimate.counts.after == 8
    days(9, 16, lambda day: 22 + wobble(day))
    look(clock, 16 * DAY)
    last = stood()
    assert last.state is State.FINAL and last.estimate is not None
    assert last.estimate.counts.after == 14
    assert last.estimate.effect is not None and -9.5 < last.estimate.effect < -6.5
    assert last.trust is not None and last.trust.origin is Origin.REPLAYED


def test_after_its_last_word_nobody_looks_again(clock: FixedClock) -> None:
    asked()
    lived(clock, -8, 16)
    assert look(clock, 40 * DAY) == 0
    assert stood().state is State.FINAL


def test_a_day_that_is_not_over_is_not_there_yet(clock: FixedClock) -> None:
    asked()
    days(-60, 10, lambda day: 30 + wobble(day))
    look(clock, 9 * DAY + timedelta(hours=1))
    told = stood().estimate
    assert told is not None and told.counts.after == 8 == told.counts.elapsed


def test_a_window_that_ends_without_values_says_so(clock: FixedClock) -> None:
    asked()
    days(-60, 4, lambda day: 30 + wobble(day))
    look(clock, 16 * DAY)
    found = stood()
    assert found.state is State.FINAL and found.estimate is not None
    assert found.estimate.reasons[0].why is Why.TOO_LITTLE_AFTER


def test_another_act_on_the_same_indicator_is_told(clock: FixedClock) -> None:
    asked()
    asked(NOON + 3 * DAY, subject="directive/2022-000002")
    lived(clock, -8, 16)
    found = stood().estimate
    assert found is not None and found.verdict is Verdict.SHARED
    assert found.reasons[0].facts == {"subject": "directive/2022-000002"}


def test_one_that_was_withdrawn_or_acts_elsewhere_does_not_count(clock: FixedClock) -> None:
    asked(told=replace(PLAIN, place="east"))
    asked(told=replace(PLAIN, place="west"), subject="directive/2022-000002")
    asked(subject="directive/2022-000003")
    services.withdraw("directive/2022-000003", by="mayor")
    lived(clock, -8, 16)
    found = stood().estimate
    assert found is not None and found.verdict is Verdict.SAID


def test_a_source_that_was_wrong_in_this_time_says_nothing(clock: FixedClock) -> None:
    asked()
    days(-60, 16, lambda day: 30 + wobble(day))
    wrong = Found(detector="frozen", family="air/pm25", severity=Severity.WRONG)
    observations.report_findings(
        source="network", detectors={"frozen"}, found=[wrong], at=NOON + 5 * DAY, run="run-1"
    )
    look(clock, 16 * DAY)
    found = stood().estimate
    assert found is not None and found.verdict is Verdict.UNSAID
    assert found.reasons[0].why is Why.SOURCE_DOUBTED


def test_a_city_out_of_order_is_a_reason_for_care(clock: FixedClock) -> None:
    asked()
    StageChange.objects.create(
        before=1, level=4, since=NOON + 2 * DAY, reasons=[], origin="measured", explained={}
    )
    lived(clock, -8, 16)
    found = stood().estimate
    assert found is not None and found.verdict is Verdict.SAID
    assert Why.CITY_STAGE in [reason.why for reason in found.reasons]


def test_what_was_asked_before_stays_on_the_record(clock: FixedClock) -> None:
    first = asked()
    assert asked() == first
    second = asked(told=replace(PLAIN, window="28d"))
    assert second != first and stood().window == "28d"
    assert stood().moment == NOON
    (before,) = queries.before_it(SUBJECT)
    assert before.id == first and before.withdrawn_because == "changed"
    dispatch.run_pending([effects_are_audited], clock=clock)
    noted = [one.action for one in audit.entries(subject=SUBJECT)]
    assert sorted(noted) == ["effect.asked", "effect.asked", "effect.withdrawn"]


def test_it_begins_when_its_directive_is_issued(clock: FixedClock) -> None:
    number = directive_names_effect.draft(
        told(), PLAIN, by=reader("mayor"), form_key="one", issue=False
    )
    subject = directive_names_effect.subject_of(number)
    assert EffectQuestion.objects.get(subject=subject).state == State.PLANNED
    clock.advance(DAY)
    directives.act(number, Act.ISSUE, by=reader("mayor"))
    dispatch.run_pending([directives_have_effects], clock=clock)
    begun = EffectQuestion.objects.get(subject=subject)
    assert (begun.state, begun.moment) == (State.WAITING, NOON + DAY)
    directives.act(number, Act.CANCEL, by=reader("mayor"), text="Not needed.")
    dispatch.run_pending([directives_have_effects], clock=clock)
    assert queries.of_subject(subject) is None


def test_a_refused_measure_leaves_no_directive(clock: FixedClock) -> None:
    wrong = replace(PLAIN, window="24h")
    with pytest.raises(RejectedError, match="window"):
        directive_names_effect.draft(told(), wrong, by=reader("mayor"), form_key="one")
    assert not queries.EffectQuestion.objects.exists()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"indicator": "air/none"}, "indicator"),
        ({"direction": "sideways"}, "direction"),
        ({"window": "3w"}, "window"),
        ({"place": "moon"}, "place"),
        ({"baseline_days": 14}, "baseline"),
    ],
)
def test_a_wrong_field_is_named(clock: FixedClock, changed: dict[str, object], field: str) -> None:
    with pytest.raises(RejectedError) as refused:
        asked(told=replace(PLAIN, **changed))  # type: ignore[arg-type]
    assert refused.value.field == field


def test_a_worker_that_comes_second_changes_nothing(clock: FixedClock) -> None:
    """The question was withdrawn while it was reckoned."""
    asked()
    days(-60, 16, lambda day: 30 + wobble(day))

    def meanwhile(indicator: str, *_: object) -> list[object]:
        services.withdraw(SUBJECT, by="mayor")
        return []

    assert services.estimate_due(NOON + 16 * DAY, ZONE, found=meanwhile) == 0  # type: ignore[arg-type]
    assert queries.of_subject(SUBJECT) is None


def test_answers_are_counted_once_and_only_while_they_are_asked(clock: FixedClock) -> None:
    number = asked(told=replace(PLAIN, public=True))
    assert services.notice(number, "better", form_key="a")
    assert not services.notice(number, "worse", form_key="a")
    services.notice(number, "same", form_key="b")
    assert queries.noticed(number) == {"better": 1, "same": 1, "worse": 0}
    with pytest.raises(RejectedError, match="answer"):
        services.notice(number, "great", form_key="c")
    clock.advance(40 * DAY)
    with pytest.raises(queries.UnknownQuestionError):
        services.notice(number, "better", form_key="d")
