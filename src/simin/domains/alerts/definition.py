"""What a rule says (``docs/how-to/write-a-rule.md``). Pure; spans are in seconds."""

from collections.abc import Collection, Iterator, Mapping
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from simin.domains.alerts.rows import (
    Columns,
    Where,
    fault_of_place,
    faults_of_columns,
    faults_of_rows,
)
from simin.domains.alerts.vocabulary import (
    DIRECTED,
    FALLING,
    LIMITED,
    SPANNED,
    TABLED,
    WINDOWED,
    Count,
    Direction,
    Grade,
    Kind,
    Of,
    Per,
    Seconds,
    Severity,
    Slug,
    Span,
)
from simin.domains.picture.card import Visibility, WithholdingReason, Words

#: What stands among the rules at the desk and is none.
_ADDRESSES = frozenset({"new"})


class Condition(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """One comparison. It opens at ``limit`` and stays open until beyond ``rests_at``."""

    kind: Kind
    #: Datastreams that it looks at: those of a family.
    family: str = ""
    #: Or the rows of a data set that are like this.
    dataset: str = ""
    where: Annotated[tuple[Where, ...], Meta(max_length=10)] = ()
    #: Columns: the district; the time, with ``over``; the number, with ``row_value``.
    by: str = ""
    time: str = ""
    column: str = ""
    #: What the rows are called where an alert speaks of them.
    called: Words | None = None
    of: Of = Of.EACH
    limit: float | None = None
    #: None: as soon as ``limit`` is not met.
    rests_at: float | None = None
    #: For how long it must hold before it counts; a value holds for its own period.
    lasting: Seconds = 0
    over: Span | None = None
    direction: Direction = "either"
    #: Values that may stand for ever (a rain gauge at 0); only with ``frozen``.
    may_stand_at: tuple[float, ...] = ()

    def faults(self) -> Iterator[tuple[str, str]]:
        """Field and what is wrong with it."""
        if (self.limit is not None) != (self.kind in LIMITED):
            yield "limit", f'"{self.kind}" {"needs a" if self.kind in LIMITED else "has no"} limit'
        may_span = self.kind in WINDOWED
        if not may_span and (self.over is not None) != (self.kind in SPANNED):
            yield "over", f'"{self.kind}" {"needs a" if self.kind in SPANNED else "has no"} span'
        if self.may_stand_at and self.kind is not Kind.FROZEN:
            yield "may_stand_at", 'belongs to "frozen"'
        if self.direction != "either" and self.kind not in DIRECTED:
            yield "direction", f'"{self.kind}" has no direction'
        if self.of is not Of.EACH and self.kind in (Kind.ABSENCE, Kind.TOTAL):
            yield "of", f'"{self.kind}" looks at each datastream'
        yield from self._faults_of_band()
        yield from faults_of_rows(self)

    @property
    def falls(self) -> bool:
        """Whether it is met from the limit downwards."""
        counted = self.kind in WINDOWED and self.direction == "down"
        return self.kind in FALLING or counted

    @property
    def tabled(self) -> bool:
        """Whether it looks at a data set."""
        return self.kind in TABLED

    def _faults_of_band(self) -> Iterator[tuple[str, str]]:
        if self.rests_at is None or self.limit is None:
            if self.rests_at is not None:
                yield "rests_at", "needs a limit"
        elif self.kind is Kind.EQ:
            yield "rests_at", '"eq" has no band'
        elif self.falls and self.rests_at < self.limit:
            yield "rests_at", f"{self.rests_at:g} lies below the limit {self.limit:g}"
        elif not self.falls and self.rests_at > self.limit:
            yield "rests_at", f"{self.rests_at:g} lies above the limit {self.limit:g}"


class ReleaseRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who sees alerts of a rule; without one everyone does."""

    visibility: Visibility
    reason: WithholdingReason | None = None
    office: Words | None = None
    #: Days after which the withholding is looked at again.
    review_after_days: Annotated[int, Meta(ge=1, le=3650)] = 30


class OpensIncident(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Each alert of the rule is an incident too; whoever acts on alerts opens it."""

    #: Id of a kind of incident.
    kind: Slug
    severity: Grade = "unknown"


class Rule(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """When the city is alerted, where, and how gravely."""

    id: Slug
    name: Words
    severity: Severity
    conditions: Annotated[tuple[Condition, ...], Meta(min_length=1, max_length=20)]
    #: How many of the conditions must be true of one place.
    needs: Literal["any", "all"] | Count = "any"
    per: Per = Per.DISTRICT
    #: For the city: in how many districts; for a district: of how many datastreams.
    at_least: Count = 1
    #: A condition that was true counts for so long after.
    within: Seconds = 0
    #: For how long it must rest before the alert has ended; what comes sooner is the same event.
    quiet: Seconds = 3600
    #: What to do about it.
    advice: Words | None = None
    #: Of the glance map.
    domain: str | None = None
    owner: str | None = None
    release: ReleaseRule | None = None
    opens_incident: OpensIncident | None = None

    @property
    def needed(self) -> int:
        if self.needs == "any":
            return 1
        return len(self.conditions) if self.needs == "all" else self.needs

    @property
    def families(self) -> set[str]:
        """Of datastreams."""
        return {one.family for one in self.conditions if one.family}

    @property
    def datasets(self) -> set[str]:
        return {one.dataset for one in self.conditions if one.dataset}

    def faults(
        self,
        families: Collection[str] | None = None,
        tables: Mapping[str, Columns] | None = None,
    ) -> list[tuple[str, str]]:
        """Field and what is wrong with it; ``families`` and ``tables`` are those that there are."""
        found = []
        if self.id in _ADDRESSES:
            found.append(("id", f'"{self.id}" is the address of a page'))
        if isinstance(self.needs, int) and self.needs > len(self.conditions):
            found.append(("needs", f"{self.needs} of {len(self.conditions)} cannot be"))
        if self.at_least > 1 and self.per is Per.DATASTREAM:
            found.append(("at_least", "one datastream is one place"))
        if not any(said.strip() for said in self.name.values()):
            found.append(("name", "says nothing in any language"))
        for place, one in enumerate(self.conditions):
            wrong = [*one.faults(), *self._faults_beside(one, families, tables)]
            found += [(f"conditions[{place}].{field}", why) for field, why in wrong]
        return [*found, *self._faults_of_release()]

    def _faults_beside(
        self,
        one: Condition,
        families: Collection[str] | None,
        tables: Mapping[str, Columns] | None,
    ) -> Iterator[tuple[str, str]]:
        """What is wrong with a condition in its rule, and with what it names."""
        if fault := fault_of_place(one, self.per):
            yield fault
        if families is not None and not one.tabled and one.family not in families:
            yield "family", f'"{one.family}" is not among the datastream families'
        if tables is not None and one.dataset:
            if one.dataset in tables:
                yield from faults_of_columns(one, tables[one.dataset])
            else:
                yield "dataset", f'"{one.dataset}" is not among the data sets'

    def _faults_of_release(self) -> list[tuple[str, str]]:
        told = self.release
        if told and told.visibility is Visibility.WITHHELD and told.reason is None:
            return [("release.reason", "is missing")]
        return []
