"""Moves on what is remembered of series under one condition: hysteresis, and how long. Pure."""

from dataclasses import dataclass

import numpy as np

from simin.domains.alerts.condition import measured, opens, stays
from simin.domains.alerts.definition import Condition
from simin.domains.alerts.seen import NEVER, Places, Seen, Times, Truth


@dataclass(slots=True)
class Lanes:
    """One row a series, under one condition."""

    open: Truth
    #: Since when it is open.
    since: Times
    #: Since when the limit is met, of one that is not open yet.
    pending: Times
    #: When it was last open.
    last: Times

    @property
    def standing(self) -> Truth:
        """Those of which there is anything to remember."""
        marked: Truth = self.open | (self.pending != NEVER) | (self.last != NEVER)
        return marked

    def counting(self, now: int, within: int) -> Truth:
        """Those that are open, or were ``within`` seconds ago."""
        if not within:
            return self.open
        recent: Truth = self.open | ((self.last != NEVER) & (now - self.last <= within))
        return recent

    def forget(self, now: int, within: int) -> None:
        """What was open longer ago than counts; where nothing before counts, at once."""
        old = now - self.last > within if within else np.full(len(self.last), True)
        self.last[~self.open & old] = NEVER


def resting(count: int) -> Lanes:
    """Lanes of which nothing is remembered."""
    never = np.full(count, NEVER, np.int64)
    return Lanes(np.zeros(count, bool), never, never.copy(), never.copy())


def judge(condition: Condition, lanes: Lanes, rows: Places, seen: Seen) -> None:
    """Move ``rows`` of ``lanes`` on; ``seen`` has one row for each of them.

    What cannot be measured leaves everything as it was. An open one stays open in the band between
    the limit and where it rests; one that is not open does not open there.
    """
    number = measured(condition, seen)
    known = ~np.isnan(number)
    meets, was = opens(condition, seen), lanes.open[rows]
    began = np.where(lanes.pending[rows] == NEVER, seen.at, lanes.pending[rows])
    lasted = seen.at + seen.period - began >= condition.lasting
    fires = ~was & meets & (lasted if condition.lasting else True)
    now_open = np.where(known, (was & stays(condition, seen)) | fires, was)
    waits = ~now_open & np.where(known, meets, lanes.pending[rows] != NEVER)
    lanes.since[rows] = np.where(fires, began, np.where(now_open, lanes.since[rows], NEVER))
    lanes.pending[rows] = np.where(waits, began, NEVER)
    lanes.last[rows] = np.where(was & ~now_open, seen.now, lanes.last[rows])
    lanes.open[rows] = now_open
