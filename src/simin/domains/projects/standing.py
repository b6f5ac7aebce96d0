"""How a project stands, from all that is known of it. Pure.

========  ===========================================================================
schedule  when
========  ===========================================================================
stopped   it is suspended or cancelled
done      it is completed, or reported at 100 %
late      SPI(t) is below 0.90, or its end has passed, or it is forecast to end more
          than 60 days late
at risk   SPI(t) is below 0.97, or a milestone is overdue by more than 14 days
unknown   there is no plan, or no report
on time   else
========  ===========================================================================

It is **over** its budget where what it will cost (EAC) is more than 1.05 of the budget once a tenth
of the work is earned, or where more was spent than the whole budget.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from simin.domains.projects import earned_value as ev
from simin.domains.projects.earned_value import Curve, EarnedValue
from simin.domains.projects.forecast import Forecast, Lack, earned_schedule, forecast
from simin.domains.projects.states import Cost, Phase, Schedule

LATE_PACE, RISKY_PACE = 0.90, 0.97
LATE_DAYS = 60
OVERDUE = timedelta(days=14)
OVERRUN = 1.05
#: Per cent from which costs are extrapolated.
TELLING = 10.0


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known of a project by ``today``; nothing that lies ahead but plans."""

    today: date
    phase: Phase
    starts_on: date
    ends_on: date
    budget: int
    #: By the day of the last report, so that it stands beside what was earned by then; None:
    #: nothing was ever told.
    spent: int | None
    plan: Curve
    reports: Curve
    #: Planned days of milestones that were not reached.
    open_milestones: Sequence[date] = ()
    #: By today, reported on or not.
    spent_since: int = 0


@dataclass(frozen=True, kw_only=True)
class Standing:
    schedule: Schedule
    cost: Cost
    planned: float | None
    actual: float | None
    #: Day of the last report.
    reported_on: date | None
    value: EarnedValue | None
    forecast: Forecast | Lack
    overdue_milestones: int = 0


def standing(facts: Facts) -> Standing:
    told = ev.latest(facts.reports, facts.today)
    ends = forecast(facts.plan, facts.reports)
    value = _value(facts, told)
    overdue = [day for day in facts.open_milestones if day < facts.today - OVERDUE]
    return Standing(
        schedule=_schedule(facts, told, ends, bool(overdue)),
        cost=_cost(facts, value, told),
        planned=ev.at(facts.plan, facts.today),
        actual=told[1] if told else None,
        reported_on=told[0] if told else None,
        value=value,
        forecast=ends,
        overdue_milestones=len(overdue),
    )


def _value(facts: Facts, told: tuple[date, float] | None) -> EarnedValue | None:
    """At the day of the last report: what came after it has not been earned yet."""
    if told is None or not facts.plan or facts.budget <= 0:
        return None
    planned = ev.at(facts.plan, told[0]) or 0.0
    return ev.earned_value(bac=facts.budget, planned=planned, earned=told[1], spent=facts.spent)


def _schedule(
    facts: Facts, told: tuple[date, float] | None, ends: Forecast | Lack, overdue: bool
) -> Schedule:
    if facts.phase in (Phase.SUSPENDED, Phase.CANCELLED):
        return Schedule.STOPPED
    if facts.phase is Phase.COMPLETED or (told and told[1] >= 100):
        return Schedule.DONE
    if facts.today > facts.ends_on:
        return Schedule.LATE
    if told is None or len(facts.plan) < 2:
        begun = facts.today >= facts.starts_on
        return Schedule.UNKNOWN if begun or not facts.plan else Schedule.ON_TIME
    pace = _pace(facts.plan, told)
    if pace < LATE_PACE or (isinstance(ends, Forecast) and ends.days_late > LATE_DAYS):
        return Schedule.LATE
    return Schedule.AT_RISK if pace < RISKY_PACE or overdue else Schedule.ON_TIME


def _pace(plan: Curve, told: tuple[date, float]) -> float:
    """SPI(t) at the last report; before the plan begins nobody is behind."""
    passed = (told[0] - plan[0][0]).days
    return earned_schedule(plan, told[1]) / passed if passed > 0 else 1.0


def _cost(facts: Facts, value: EarnedValue | None, told: tuple[date, float] | None) -> Cost:
    if facts.spent is None or facts.budget <= 0:
        return Cost.UNKNOWN
    if max(facts.spent, facts.spent_since) > facts.budget:
        return Cost.OVER
    if value is None or value.eac is None or told is None or told[1] < TELLING:
        return Cost.UNKNOWN
    return Cost.OVER if value.eac > OVERRUN * facts.budget else Cost.WITHIN
