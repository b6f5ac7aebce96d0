"""Earned value management in the words of ANSI/EIA-748. Pure.

PV planned value (BCWS), EV earned value (BCWP), AC actual cost (ACWP), BAC budget at completion;
CV = EV − AC, SV = EV − PV, CPI = EV / AC, SPI = EV / PV, EAC = BAC / CPI, ETC = EAC − AC,
VAC = BAC − EAC, TCPI = (BAC − EV) / (BAC − AC). What cannot be divided is None, never a number.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

#: Cumulative per cent by a day, in order of days.
type Curve = Sequence[tuple[date, float]]


@dataclass(frozen=True, kw_only=True)
class EarnedValue:
    """How a project stands at its status date."""

    bac: float
    pv: float
    ev: float
    #: None: nothing is known of what was spent.
    ac: float | None

    @property
    def sv(self) -> float:
        return self.ev - self.pv

    @property
    def spi(self) -> float | None:
        return _ratio(self.ev, self.pv)

    @property
    def cv(self) -> float | None:
        return None if self.ac is None else self.ev - self.ac

    @property
    def cpi(self) -> float | None:
        return None if self.ac is None else _ratio(self.ev, self.ac)

    @property
    def eac(self) -> float | None:
        """What it will cost if it goes on as it did."""
        return _ratio(self.bac, self.cpi) if self.cpi else None

    @property
    def etc(self) -> float | None:
        return None if self.eac is None or self.ac is None else self.eac - self.ac

    @property
    def vac(self) -> float | None:
        return None if self.eac is None else self.bac - self.eac

    @property
    def tcpi(self) -> float | None:
        """How much each won has to bring from now on to stay within the budget."""
        return None if self.ac is None else _ratio(self.bac - self.ev, self.bac - self.ac)


def earned_value(*, bac: float, planned: float, earned: float, spent: float | None) -> EarnedValue:
    """``planned`` and ``earned`` in per cent of the work."""
    return EarnedValue(bac=bac, pv=bac * planned / 100, ev=bac * earned / 100, ac=spent)


def at(curve: Curve, day: date) -> float | None:
    """Per cent at ``day``, straight between the points; None before the first is known at all."""
    if not curve:
        return None
    position = bisect_right(curve, day, key=lambda point: point[0])
    if position == 0:
        return 0.0
    if position == len(curve):
        return curve[-1][1]
    (before, low), (after, high) = curve[position - 1], curve[position]
    share = (day - before).days / (after - before).days
    return low + share * (high - low)


def latest(curve: Curve, day: date) -> tuple[date, float] | None:
    """The newest point not after ``day``."""
    position = bisect_right(curve, day, key=lambda point: point[0])
    return curve[position - 1] if position else None


def _ratio(above: float, below: float) -> float | None:
    return above / below if below > 0 else None
