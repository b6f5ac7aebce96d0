"""What a rule says (``docs/how-to/write-a-rule.md``). Pure; spans are in seconds."""

from collections.abc import Collection, Iterator
from enum import StrEnum
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from simin.domains.picture.card import Visibility, WithholdingReason, Words

Seconds = Annotated[int, Meta(ge=0, le=366 * 86400)]
Span = Annotated[int, Meta(ge=1, le=366 * 86400)]
Count = Annotated[int, Meta(ge=1, le=10_000)]
Slug = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,59}$")]


class Kind(StrEnum):
    """What a condition compares."""

    GT = "gt"
    GTE = "gte"
    LT = "lt"
    LTE = "lte"
    EQ = "eq"
    #: Another value than the one before.
    CHANGE = "change"
    #: Per cent from the value before.
    CHANGE_DELTA = "change_delta"
    #: The same value for ``over`` seconds.
    FROZEN = "frozen"
    #: Change in ``over`` seconds, by the two newest values.
    RATE = "rate"
    #: No value for ``over`` seconds.
    ABSENCE = "absence"
    #: Sum of the values of the last ``over`` seconds.
    TOTAL = "total"


class Of(StrEnum):
    """Whose value is compared: that of each datastream, or one made of all of a place."""

    EACH = "each"
    MEAN = "mean"
    MAX = "max"
    MIN = "min"


class Per(StrEnum):
    """What is one alert."""

    DATASTREAM = "datastream"
    DISTRICT = "district"
    CITY = "city"


Severity = Literal["moderate", "bad", "very_bad"]
Direction = Literal["up", "down", "either"]
#: Of CAP 1.2, as incidents have it.
Grade = Literal["extreme", "severe", "moderate", "minor", "unknown"]

RISING = frozenset({Kind.GT, Kind.GTE})
FALLING = frozenset({Kind.LT, Kind.LTE})
#: Look at the value before, or at how long one has stood.
REMEMBERING = frozenset({Kind.CHANGE, Kind.CHANGE_DELTA, Kind.FROZEN, Kind.RATE})
_LIMITED = RISING | FALLING | {Kind.EQ, Kind.CHANGE_DELTA, Kind.RATE, Kind.TOTAL}
_SPANNED = frozenset({Kind.FROZEN, Kind.RATE, Kind.ABSENCE, Kind.TOTAL})
#: What stands among the rules at the desk and is none.
_ADDRESSES = frozenset({"new"})
_DIRECTED = frozenset({Kind.CHANGE_DELTA, Kind.RATE})


class Condition(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """One comparison. It opens at ``limit`` and stays open until beyond ``rests_at``."""

    kind: Kind
    #: Datastreams that it looks at: those of a family.
    family: str
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
        if (self.limit is not None) != (self.kind in _LIMITED):
            yield "limit", f'"{self.kind}" {"needs a" if self.kind in _LIMITED else "has no"} limit'
        if (self.over is not None) != (self.kind in _SPANNED):
            yield "over", f'"{self.kind}" {"needs a" if self.kind in _SPANNED else "has no"} span'
        if self.may_stand_at and self.kind is not Kind.FROZEN:
            yield "may_stand_at", 'belongs to "frozen"'
        if self.direction != "either" and self.kind not in _DIRECTED:
            yield "direction", f'"{self.kind}" has no direction'
        if self.of is not Of.EACH and self.kind in (Kind.ABSENCE, Kind.TOTAL):
            yield "of", f'"{self.kind}" looks at each datastream'
        yield from self._faults_of_band()

    def _faults_of_band(self) -> Iterator[tuple[str, str]]:
        if self.rests_at is None or self.limit is None:
            if self.rests_at is not None:
                yield "rests_at", "needs a limit"
        elif self.kind is Kind.EQ:
            yield "rests_at", '"eq" has no band'
        elif self.kind in FALLING and self.rests_at < self.limit:
            yield "rests_at", f"{self.rests_at:g} lies below the limit {self.limit:g}"
        elif self.kind not in FALLING and self.rests_at > self.limit:
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
        return {one.family for one in self.conditions}

    def faults(self, families: Collection[str] | None = None) -> list[tuple[str, str]]:
        """Field and what is wrong with it; ``families`` are those that there are."""
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
            found += [(f"conditions[{place}].{field}", why) for field, why in one.faults()]
            if families is not None and one.family not in families:
                why = f'"{one.family}" is not among the datastream families'
                found.append((f"conditions[{place}].family", why))
        return [*found, *self._faults_of_release()]

    def _faults_of_release(self) -> list[tuple[str, str]]:
        told = self.release
        if told and told.visibility is Visibility.WITHHELD and told.reason is None:
            return [("release.reason", "is missing")]
        return []
