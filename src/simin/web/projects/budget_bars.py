"""Budget by period: what was planned beside what was spent. Pure geometry."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from simin.domains.projects.queries import Whole

WIDTH, ROW, BAR = 560, 66, 12


@dataclass(frozen=True)
class Bar:
    name: str
    #: Top of its row, and the lengths of both bars.
    y: int
    planned_length: float
    spent_length: float
    planned: float
    #: None: the period has not begun.
    spent: float | None
    over: bool


@dataclass(frozen=True)
class BudgetBars:
    bars: tuple[Bar, ...]
    height: int
    width: int = WIDTH
    bar: int = BAR

    @property
    def planned(self) -> float:
        return sum(one.planned for one in self.bars)

    @property
    def spent(self) -> float:
        return sum(one.spent or 0 for one in self.bars)


def budget_bars(whole: Whole, name: Callable[[date, date], str]) -> BudgetBars | None:
    """None without a budget. What was spent outside every period counts to the nearest before."""
    if not whole.budget:
        return None
    spent = [0.0] * len(whole.budget)
    for one in whole.spending:
        place = max((p for p, row in enumerate(whole.budget) if row.from_on <= one.on), default=0)
        spent[place] += one.amount
    most = max(1.0, *(float(row.planned) for row in whole.budget), *spent)
    bars = []
    for place, row in enumerate(whole.budget):
        begun = row.from_on <= whole.today and bool(whole.spending)
        bars.append(
            Bar(
                name=name(row.from_on, row.to_on),
                y=place * ROW,
                planned_length=_length(row.planned, most),
                spent_length=_length(spent[place], most) if begun else 0.0,
                planned=row.planned,
                spent=spent[place] if begun else None,
                over=begun and spent[place] > row.planned,
            )
        )
    return BudgetBars(tuple(bars), len(bars) * ROW)


def _length(amount: float, most: float) -> float:
    return round(max(0.0, amount) / most * WIDTH, 1)
