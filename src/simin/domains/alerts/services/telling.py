"""What is known of the series that are judged: whether a value may be used, what it is called."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec
import numpy as np

from simin.domains.alerts.condition import measured, opens
from simin.domains.alerts.definition import Condition, Rule
from simin.domains.alerts.measured import Table
from simin.domains.alerts.models import Lane
from simin.domains.alerts.reasons import Reason, moment
from simin.domains.alerts.series import Series
from simin.domains.alerts.services.life import Place
from simin.domains.alerts.vocabulary import Kind, Of, Per
from simin.domains.alerts.watch import Watch
from simin.domains.observations import queries as observations
from simin.domains.observations.finding import Finding, Severity
from simin.domains.observations.reading import Latest, Stream
from simin.domains.picture.card import Words
from simin.domains.places import queries as places

#: Seconds for which a version stands: until there is another one.
_STANDS = 366 * 86_400


class Told:
    """What came last, with its datastreams, sources and findings; read once a round."""

    def __init__(self, known: Iterable[Latest], lanes: Iterable[Lane], table: Table) -> None:
        self._table = table
        self._latest = {one.slug: one for one in known}
        beside = {one.series for one in lanes} - self._latest.keys()
        if beside:
            self._latest |= {one.slug: one for one in observations.latest(beside)}
        streams = observations.datastreams_named(self._latest.keys())
        self._streams = {one.slug: one for one in streams}
        sources = {one.source for one in streams}
        self._findings: dict[str, list[Finding]] = {}
        for one in observations.findings(sources) if sources else ():
            self._findings.setdefault(one.source, []).append(one)
        self._sources = observations.sources(sources) if sources else {}
        self._properties: dict[str, Words] | None = None
        self._districts: dict[str, Words] | None = None

    def hear(self, newer: Iterable[Latest]) -> None:
        """From now on these are what came last."""
        self._latest |= {one.slug: one for one in newer}

    def series(self, slug: str) -> Series | None:
        if slug in self._table:
            return self._table.series(slug)
        one = self._streams.get(slug)
        return Series(slug, one.family, one.district or "", one.period) if one else None

    def heard(self, slug: str) -> int | None:
        """When anything last came of it, in seconds."""
        one = self._latest.get(slug)
        return int(one.phenomenon_time.timestamp()) if one else None

    def value(self, slug: str) -> tuple[float, int] | None:
        """Its newest value and time; None where it may not be used."""
        if slug in self._table:
            return self._table.value(slug)
        one = self._latest.get(slug)
        if one is None or not one.valid or one.result is None or self._discredited(one):
            return None
        return one.result, int(one.phenomenon_time.timestamp())

    def _discredited(self, one: Latest) -> bool:
        return any(
            finding.discredits(source=one.source, family=one.family, slug=one.slug)
            for finding in self._findings.get(one.source, ())
        )

    def _doubts(self, one: Latest) -> dict[str, datetime]:
        return {
            finding.detector: finding.since
            for finding in self._findings.get(one.source, ())
            if finding.severity is Severity.DOUBTFUL and _speaks_of(finding, one)
        }

    def speak(
        self, place: Place, told: Condition, rule: Rule, watch: Watch, row: int, since: int
    ) -> None:
        """Add to ``place`` why ``told`` is true of the series of ``row``."""
        series = watch.series[row]
        reason = self._reason_of(told, series, since)
        if reason is None:
            return
        seen = watch.seen.of(np.array([row], np.intp))
        number = measured(told, seen)[0]
        value = watch.seen.value[row]
        measures = {
            "value": None if np.isnan(value) else float(value),
            # How long nothing has come is told by since when; it would change all the time.
            "measured": None if np.isnan(number) or told.kind is Kind.ABSENCE else float(number),
        }
        band = told.rests_at is not None and not bool(opens(told, seen)[0])
        place.reasons.append(msgspec.structs.replace(reason, **measures, in_band=band))
        if rule.per is not Per.CITY:
            place.district = series.district
            place.name = self._place_name(rule, series)

    def _reason_of(self, told: Condition, series: Series, since: int) -> Reason | None:
        if series.slug in self._table:
            return self._reason_of_rows(told, series, since)
        carriers = self._carriers(told, series)
        return self._reason(told, series, carriers, since) if carriers else None

    def _reason_of_rows(self, told: Condition, series: Series, since: int) -> Reason:
        """When it was asked is not told: only a version, or another number, makes it another."""
        known = self._table.of(series.slug)
        return Reason(
            kind=told.kind,
            series=series.slug,
            what=told.called or known.what,
            where=self._district(series.district),
            of=told.of.value,
            value=None,
            unit=known.unit,
            measured=None,
            limit=told.limit,
            rests_at=told.rests_at,
            falls=told.falls,
            over=told.over,
            since=moment(since),
            at=known.changed_at,
            source=known.source,
            source_name=known.source_name,
            origin=known.origin,
            received_at=known.changed_at,
            run=known.run,
            budget=_STANDS,
            down_since=known.down_since,
        )

    def _carriers(self, told: Condition, series: Series) -> list[Latest]:
        """What the value is made of, the newest first."""
        if told.of is Of.EACH:
            one = self._latest.get(series.slug)
            return [one] if one else []
        found = [
            one
            for one in self._latest.values()
            if one.family == told.family
            and (not series.district or one.district == series.district)
            and self.value(one.slug) is not None
        ]
        return sorted(found, key=lambda one: (one.phenomenon_time, one.slug), reverse=True)

    def _reason(
        self, told: Condition, series: Series, carriers: Sequence[Latest], since: int
    ) -> Reason:
        newest = carriers[0]
        stream, source = self._streams[newest.slug], self._sources[newest.source]
        doubts: dict[str, datetime] = {}
        for one in carriers:
            doubts |= self._doubts(one)
        began = newest.phenomenon_time if told.kind is Kind.ABSENCE else moment(since)
        return Reason(
            kind=told.kind,
            series=series.slug,
            what=self._property(stream),
            where=self._district(series.district),
            of=told.of.value,
            value=None,
            unit=stream.unit,
            measured=None,
            limit=told.limit,
            rests_at=told.rests_at,
            over=told.over,
            since=began,
            at=newest.phenomenon_time,
            source=source.id,
            source_name=source.name,
            origin=source.origin.value,
            received_at=newest.received_at,
            recorded_at=newest.recorded_at,
            run=newest.run,
            budget=source.budget_of(newest.run),
            down_since=source.down_since,
            doubts=doubts,
        )

    def _property(self, stream: Stream) -> Words:
        if self._properties is None:
            names = {one.property for one in self._streams.values()}
            self._properties = observations.property_names(names)
        return self._properties.get(stream.property) or {"en": stream.property}

    def _district(self, district: str) -> Words:
        if self._districts is None:
            self._districts = {one.id: dict(one.name) for one in places.districts()}
        return self._districts.get(district, {"en": district}) if district else {}

    def _place_name(self, rule: Rule, series: Series) -> Words:
        if rule.per is Per.DATASTREAM:
            named = observations.thing_names([series.slug])
            return named.get(series.slug) or self._district(series.district)
        return self._district(series.district)


def _speaks_of(finding: Finding, one: Latest) -> bool:
    if not finding.concerns(source=one.source, family=one.family):
        return False
    about_one = bool(finding.family) and finding.subject.startswith(f"{finding.family}/")
    return finding.subject == one.slug or not about_one
