"""The city stage: published criteria and facts give a level and its reasons. Pure.

Higher is worse; level 1 is normal and needs no criterion. The stage rises at once and falls only
when what is lower has held for a while, so that a value that trembles around a limit does not
make the city tremble.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import msgspec

from simin.domains.incidents.grades import Severity
from simin.domains.picture.card import Words
from simin.kit.errors import RejectedError

NORMAL = 1
HIGHEST = 5
#: City time for which a lower level must hold before it is announced.
HOLD = timedelta(minutes=10)


class StageName(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    level: int
    name: Words
    colour: str


class DistrictsAt(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many districts stand at ``level`` or worse in ``indicator``."""

    indicator: str
    level: str


class OpenIncidents(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many incidents are open, of ``kind`` (any) and at least of ``severity`` (any)."""

    kind: str | None = None
    severity: Severity | None = None


class Criterion(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One of the three measures, and from which value on it means ``level``."""

    id: str
    level: int
    #: May say ``{count}`` (a whole number) or ``{value}``.
    text: Words
    at_least: float
    districts_at: DistrictsAt | None = None
    open_incidents: OpenIncidents | None = None
    #: An indicator's value.
    value_of: str | None = None

    def check(self) -> None:
        """Raises ``RejectedError`` naming the field."""
        where = f"criteria.{self.id}"
        if not NORMAL < self.level <= HIGHEST:
            raise RejectedError(f"{where}.level", f"{self.level} is not between 2 and {HIGHEST}")
        measures = [self.districts_at, self.open_incidents, self.value_of]
        if sum(measure is not None for measure in measures) != 1:
            raise RejectedError(where, "needs one of districts_at, open_incidents, value_of")
        try:
            said(self, 0.0)
        except (KeyError, IndexError, ValueError) as error:
            raise RejectedError(f"{where}.text", "may hold {count} and {value} only") from error


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What the criteria ask about the city; what is missing is unknown."""

    districts: Mapping[DistrictsAt, int] = {}
    #: Kind and severity to how many are open.
    incidents: Mapping[tuple[str, str], int] = {}
    values: Mapping[str, float] = {}


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """What a criterion found; an unknown value never meets it."""

    criterion: str
    level: int
    text: Words
    met: bool
    #: What was measured; None where it is not known.
    value: float | None
    #: The published limit: met from this value on.
    at_least: float


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """Where the city stands, and the lower level that waits to be announced."""

    level: int = NORMAL
    since: datetime
    lower: int | None = None
    lower_since: datetime | None = None


def measured(criterion: Criterion, facts: Facts) -> float | None:
    """The value that ``criterion`` looks at; None where it is not known."""
    if criterion.districts_at is not None:
        return facts.districts.get(criterion.districts_at)
    if criterion.value_of is not None:
        return facts.values.get(criterion.value_of)
    return _open(criterion.open_incidents or OpenIncidents(), facts.incidents)


def _open(asked: OpenIncidents, incidents: Mapping[tuple[str, str], int]) -> int:
    grades = asked.severity.at_least() if asked.severity else tuple(Severity)
    return sum(
        number
        for (kind, severity), number in incidents.items()
        if asked.kind in (None, kind) and severity in grades
    )


def said(criterion: Criterion, value: float | None) -> Words:
    """The criterion's sentence with what was found; a dash where nothing is known."""
    count = "–" if value is None else f"{value:.0f}"
    shown = "–" if value is None else f"{value:g}"
    return {
        language: text.format(count=count, value=shown) for language, text in criterion.text.items()
    }


def find(criteria: Sequence[Criterion], facts: Facts) -> list[Finding]:
    """What each criterion says about ``facts``, in the order given."""
    return [_find(criterion, measured(criterion, facts)) for criterion in criteria]


def _find(criterion: Criterion, value: float | None) -> Finding:
    return Finding(
        criterion=criterion.id,
        level=criterion.level,
        text=said(criterion, value),
        met=value is not None and value >= criterion.at_least,
        value=value,
        at_least=criterion.at_least,
    )


def level_of(findings: Sequence[Finding]) -> int:
    """The highest level whose criterion is met."""
    return max((finding.level for finding in findings if finding.met), default=NORMAL)


def settle(standing: Standing, assessed: int, now: datetime) -> Standing:
    """Where the city stands after ``assessed`` was found at ``now``.

    It falls to the highest level that was found while it waited, never straight to a lower one.
    """
    if assessed > standing.level:
        return Standing(level=assessed, since=now)
    if assessed == standing.level:
        return Standing(level=standing.level, since=standing.since)
    lower = max(assessed, standing.lower or NORMAL)
    since = standing.lower_since or now
    if now - since >= HOLD:
        return Standing(level=lower, since=now)
    return Standing(level=standing.level, since=standing.since, lower=lower, lower_since=since)
