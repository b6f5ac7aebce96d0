"""Who sees what: the one decision that the picture, pages, interfaces and exports ask. Pure.

Everything is public unless a rule of the city's policy, the domain's own word (a kind of incident,
a rule of alerts, a project) or a decision of a person withholds it, with a reason of the fixed
list. A decision of a person goes before rules; of two rules the first in the policy's order.

A card is asked about by ``release_of`` (whole) and ``covered`` (its fields). Whoever exports
anything else asks ``sight`` about each column: ``dataset`` is the kind, the id of the data set its
name, and the column the field.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import chain
from zoneinfo import ZoneInfo

import msgspec

from simin.domains.picture.card import (
    Card,
    Mask,
    Release,
    Visibility,
    WithheldField,
    WithholdingReason,
)
from simin.domains.picture.decision import Decided, Decisions
from simin.domains.picture.fields import is_small, masked, values
from simin.domains.picture.rule import Policy, Rule, Thing


class Sight(StrEnum):
    """How much of a column is seen."""

    WHOLE = "whole"
    CELL = "cell"
    SMALL = "small"
    NUMBERS = "numbers"
    NOTHING = "nothing"


@dataclass(frozen=True, kw_only=True)
class Rules:
    """The policy and the decisions in force at a city time: all that the decision needs."""

    policy: Policy
    decisions: Decisions
    now: datetime
    zone: ZoneInfo

    def release_of(self, thing: Thing, said: Release | None = None) -> Release:
        """Who sees the whole of ``thing``; ``said``: what its domain says by itself."""
        decided = self.decided(thing.card, "")
        if decided is not None:
            return Release() if decided.opens else _as_decided(decided)
        if said is not None and said.visibility is Visibility.WITHHELD:
            return said
        rule = self._rule(thing, "")
        return self._as_ruled(rule, thing) if rule else Release()

    def covered(self, card: Card, thing: Thing, parts: Iterable[Thing] = ()) -> Card:
        """``card`` for the office: what is never told struck, what the public lacks listed.

        ``parts``: other things of which it tells too; of each field the strictest holds, until
        somebody decides about the field of ``thing`` itself.
        """
        parts = list(parts)
        for rule in chain.from_iterable(
            self._rules(one, of_fields=True) for one in (thing, *parts)
        ):
            if rule.mask in NEVER_TOLD:
                card = masked(card, rule.field, rule.mask)
        hidden = self._hidden_in_any(thing, parts).values()
        listed = tuple(one for one in hidden if self._hides(card, one))
        return msgspec.structs.replace(card, fields=listed) if listed else card

    def office_sight(self, kind: str, name: str, field: str) -> Sight:
        """How much of ``field`` those see who decide about it: all but what is never told."""
        thing = Thing(card=f"{kind}/{name}", kind=kind, name=name)
        rules = (self._rule(thing, asked) for asked in ("", field))
        never = any(rule is not None and rule.mask is Mask.NEVER for rule in rules)
        return Sight.NOTHING if never else Sight.WHOLE

    def sight(self, kind: str, name: str, field: str, roles: Collection[str] = ()) -> Sight:
        """How much of ``field`` whoever holds ``roles`` sees; a public door asks without roles.

        The whole is asked first: of what is withheld whole nothing is seen in any field. ``name``
        is what rules call the thing (a data set's id).
        """
        if self.office_sight(kind, name, field) is Sight.NOTHING:
            return Sight.NOTHING  # never told, whoever decides what
        thing = Thing(card=f"{kind}/{name}", kind=kind, name=name)
        for asked in ("", field):
            decided = self.decided(thing.card, asked)
            if decided is not None:
                if not decided.opens:
                    return Sight.NOTHING
                continue
            rule = self._rule(thing, asked)
            if rule is not None and (rule.mask is Mask.NEVER or not set(rule.roles) & set(roles)):
                return _SIGHTS[rule.mask]
        return Sight.WHOLE

    def withheld_fields(self, thing: Thing) -> Iterator[tuple[str, Mask, Release]]:
        """Fields of ``thing`` that the public lacks, or gets only coarsely, and why."""
        for told in self._hidden(thing):
            yield told.field, told.mask, told.release
        for rule in self._rules(thing, of_fields=True):
            if rule.mask in NEVER_TOLD:
                yield rule.field, rule.mask, self._as_ruled(rule, thing)

    def decided(self, card: str, field: str = "") -> Decided | None:
        """What a person decided about it, while it holds."""
        found = self.decisions.get((card, field))
        return found if found is not None and found.holds(self.now) else None

    def _rule(self, thing: Thing, field: str) -> Rule | None:
        named = self._rules(thing, of_fields=bool(field))
        return next((rule for rule in named if rule.field == field), None)

    def _rules(self, thing: Thing, *, of_fields: bool) -> Iterator[Rule]:
        """Those in force."""
        for rule in self.policy.rules:
            if bool(rule.field) is of_fields and rule.is_of(thing.kind, thing.name):
                until = self._until(rule, thing)
                if until is None or self.now < until:
                    yield rule

    @staticmethod
    def _until(rule: Rule, thing: Thing) -> datetime | None:
        if rule.delay_minutes is None or thing.since is None:
            return None
        return thing.since + timedelta(minutes=rule.delay_minutes)

    def _as_ruled(self, rule: Rule, thing: Thing) -> Release:
        """Withheld since the day of its event: the time is part of what is withheld.

        What has no event: since the day of the rule.
        """
        day = rule.since if thing.since is None and rule.since else self._day(thing)
        reviewed = max(day, rule.reviewed_on or day)
        return Release(
            visibility=Visibility.WITHHELD,
            reason=rule.reason,
            office=rule.office,
            since=datetime.combine(day, time.min, self.zone).astimezone(UTC),
            review_on=reviewed + timedelta(days=rule.review_after_days),
        )

    def _day(self, thing: Thing) -> date:
        return (thing.since or self.now).astimezone(self.zone).date()

    def _hidden_in_any(self, thing: Thing, parts: list[Thing]) -> dict[str, WithheldField]:
        """By field."""
        found = {one.field: one for one in self._hidden(thing)}
        for one in chain.from_iterable(map(self._hidden, parts)):
            known = found.get(one.field)
            if self.decided(thing.card, one.field) is None and (
                known is None or _STRICTNESS[one.mask] > _STRICTNESS[known.mask]
            ):
                found[one.field] = one
        return found

    def _hidden(self, thing: Thing) -> Iterator[WithheldField]:
        """Each field once, by a decision or by the first rule."""
        decided = {
            field: one
            for (card, field), one in self.decisions.items()
            if field and card == thing.card and one.holds(self.now)
        }
        for one in decided.values():
            if not one.opens:
                yield _field_decided(one)
        seen = set(decided)
        for rule in self._rules(thing, of_fields=True):
            if rule.mask not in NEVER_TOLD and rule.field not in seen:
                seen.add(rule.field)
                yield self._field_ruled(rule, thing)

    def _field_ruled(self, rule: Rule, thing: Thing) -> WithheldField:
        told = self._as_ruled(rule, thing)
        return WithheldField(
            field=rule.field,
            mask=rule.mask,
            reason=rule.reason,
            limit=self._limit(rule.mask),
            office=rule.office,
            since=told.since,
            review_on=told.review_on,
        )

    def _limit(self, mask: Mask) -> float | None:
        if mask is Mask.CELL:
            return self.policy.cell_metres
        return float(self.policy.smallest_count) if mask is Mask.SMALL else None

    def _hides(self, card: Card, one: WithheldField) -> bool:
        """A field that is not there, and a count that is large enough, hide nothing."""
        found = values(card, one.field)
        if one.mask is Mask.SMALL:
            return any(is_small(value, self.policy.smallest_count) for value in found)
        return bool(found)


def _as_decided(one: Decided) -> Release:
    return Release(
        visibility=Visibility.WITHHELD,
        reason=one.reason,
        office=one.office,
        since=one.at,
        review_on=one.review_on,
        until=one.until,
    )


def _field_decided(one: Decided) -> WithheldField:
    return WithheldField(
        field=one.field,
        mask=Mask.WITHHOLD,
        reason=one.reason or WithholdingReason.PRIVACY,
        office=one.office,
        since=one.at,
        review_on=one.review_on,
        until=one.until,
    )


#: Of these there is no commitment: nobody may ever open them.
NEVER_TOLD = frozenset({Mask.NUMBERS, Mask.NEVER})
_STRICTNESS = {Mask.SMALL: 0, Mask.CELL: 0, Mask.WITHHOLD: 1}
_SIGHTS = {
    Mask.WITHHOLD: Sight.NOTHING,
    Mask.NEVER: Sight.NOTHING,
    Mask.CELL: Sight.CELL,
    Mask.SMALL: Sight.SMALL,
    Mask.NUMBERS: Sight.NUMBERS,
}
