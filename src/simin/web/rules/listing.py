"""The list of rules: found, in the order that was asked for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from simin.domains.alerts import queries
from simin.domains.alerts.queries import RuleState
from simin.domains.identity import queries as identity
from simin.web.presentation.numbers import in_words
from simin.web.presentation.times import CityTime
from simin.web.presentation.vocabulary import LEVELS
from simin.web.rules.hiding import Hiding
from simin.web.rules.summaries import conditions, known
from simin.web.rules.vocabulary import PER, STATES

LONGEST = 100
_GRAVITY = ("very_bad", "bad", "moderate")


@dataclass(frozen=True)
class Line:
    """A rule of the list."""

    told: RuleState
    name: str
    says: str
    more: int
    per: str
    owner: str
    level: str
    severity: str
    #: ``on``, ``off`` or ``muted``.
    state: str
    state_words: str
    muted_until: str
    #: Alerts of it that stand, and those of them that are muted; None: who looks may not know.
    standing: int | None
    silenced: int


_SORTS: dict[str, Callable[[Line], Any]] = {
    "standing": lambda line: (-(line.standing or 0), _GRAVITY.index(line.level), line.name),
    "name": lambda line: line.name,
    "severity": lambda line: (_GRAVITY.index(line.level), line.name),
    "owner": lambda line: (line.owner, line.name),
}


class Listing:
    """``asked`` is the query string: ``q``, ``state`` and ``sort``."""

    def __init__(self, asked: Mapping[str, str], time: CityTime, hiding: Hiding) -> None:
        self.search = asked.get("q", "")[:LONGEST]
        self.state = asked.get("state", "") if asked.get("state", "") in STATES else ""
        self.sort = asked.get("sort", "") if asked.get("sort", "") in _SORTS else "standing"
        self.time, self._hiding = time, hiding
        self._families = known()
        self._owners = {one.id: in_words(one.name) for one in identity.departments()}
        self.all = [self._line(told) for told in queries.rules(time.now)]
        found = [line for line in self.all if self._matches(line)]
        self.lines = sorted(found, key=_SORTS[self.sort])

    @property
    def states(self) -> list[tuple[str, str, int, str, bool]]:
        """Id, word, how many, address and whether it is chosen."""
        return [
            (name, str(word), sum(line.state == name for line in self.all),
             self._address(state="" if self.state == name else name), self.state == name)
            for name, word in STATES.items()
        ]  # fmt: skip

    @property
    def sorts(self) -> list[tuple[str, bool]]:
        return [(name, name == self.sort) for name in _SORTS]

    @property
    def everything(self) -> str:
        return self._address(state="")

    def _address(self, *, state: str) -> str:
        told = {"q": self.search, "state": state, "sort": self.sort}
        return "?" + urlencode({name: value for name, value in told.items() if value})

    def _line(self, told: RuleState) -> Line:
        rule = told.rule
        says = conditions(rule, self._families)
        muted = told.muted(self.time.now)
        state = "off" if not told.enabled else "muted" if muted else "on"
        until = self.time.clock(told.muted_until) if muted and told.muted_until else ""
        return Line(
            told=told,
            name=in_words(rule.name),
            says=says[0],
            more=len(says) - 1,
            per=str(PER[rule.per]),
            owner=self._owners.get(rule.owner or "", rule.owner or "–"),
            level=rule.severity,
            severity=str(LEVELS[rule.severity]),
            state=state,
            state_words=str(STATES[state]),
            muted_until=until,
            standing=None if self._hiding.alerts_of(rule) else told.standing,
            silenced=told.silenced,
        )

    def _matches(self, line: Line) -> bool:
        if self.state and line.state != self.state:
            return False
        told = f"{line.told.rule.id} {line.name} {line.says} {line.owner}"
        return self.search.casefold() in told.casefold()
