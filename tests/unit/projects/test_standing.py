"""How a project stands: the table of ``standing``."""

from datetime import date, timedelta
from typing import Any

import pytest

from simin.domains.projects.standing import Facts, standing
from simin.domains.projects.states import Cost, Phase, Schedule

BEGUN = date(2022, 1, 1)
PLAN = [(BEGUN, 0.0), (BEGUN + timedelta(days=200), 100.0)]


def facts(pace: float = 1.0, **changes: Any) -> Facts:
    """Hundred of two hundred days have passed; reported every 25 days."""
    plain: dict[str, Any] = {
        "today": BEGUN + timedelta(days=100),
        "phase": Phase.UNDER_WAY,
        "starts_on": BEGUN,
        "ends_on": BEGUN + timedelta(days=200),
        "budget": 1000,
        "spent": 500,
        "plan": PLAN,
        "reports": [(BEGUN + timedelta(days=day), day / 2 * pace) for day in (25, 50, 75, 100)],
    }
    return Facts(**{**plain, **changes})


@pytest.mark.parametrize(
    ("told", "schedule"),
    [
        (facts(), Schedule.ON_TIME),
        (facts(1.3), Schedule.ON_TIME),
        (facts(0.95), Schedule.AT_RISK),
        (facts(0.8), Schedule.LATE),
        (facts(open_milestones=[BEGUN]), Schedule.AT_RISK),
        (facts(open_milestones=[BEGUN + timedelta(days=95)]), Schedule.ON_TIME),
        (facts(0.8, phase=Phase.SUSPENDED), Schedule.STOPPED),
        (facts(phase=Phase.CANCELLED), Schedule.STOPPED),
        (facts(0.5, phase=Phase.COMPLETED), Schedule.DONE),
        (facts(2.0), Schedule.DONE),
        (facts(today=BEGUN + timedelta(days=201)), Schedule.LATE),
        (facts(reports=[]), Schedule.UNKNOWN),
        (facts(plan=[]), Schedule.UNKNOWN),
        (facts(reports=[], today=BEGUN - timedelta(days=9)), Schedule.ON_TIME),
        (facts(reports=[], plan=[], today=BEGUN - timedelta(days=9)), Schedule.UNKNOWN),
    ],
)
def test_schedules(told: Facts, schedule: Schedule) -> None:
    assert standing(told).schedule is schedule


@pytest.mark.parametrize(
    ("told", "cost"),
    [
        (facts(), Cost.WITHIN),
        (facts(spent=520), Cost.WITHIN),
        (facts(spent=530), Cost.OVER),
        (facts(spent=1001), Cost.OVER),
        (facts(spent=530 - 60, spent_since=1001), Cost.OVER),
        (facts(spent=None), Cost.UNKNOWN),
        (facts(budget=0), Cost.UNKNOWN),
        (facts(spent=0), Cost.UNKNOWN),
        # A twentieth of the work tells nothing of the whole yet.
        (facts(0.1, spent=90), Cost.UNKNOWN),
        (facts(reports=[], spent=90), Cost.UNKNOWN),
    ],
)
def test_costs(told: Facts, cost: Cost) -> None:
    assert standing(told).cost is cost


def test_value_stands_at_the_last_report_and_the_plan_at_today() -> None:
    found = standing(facts(reports=[(BEGUN + timedelta(days=50), 20.0)]))
    assert found.planned == 50
    assert found.value is not None and found.value.pv == 250
    assert found.reported_on == BEGUN + timedelta(days=50)
