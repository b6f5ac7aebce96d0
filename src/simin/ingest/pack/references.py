"""Checks that every name in a pack stands for something in it."""

import itertools
from collections.abc import Iterable
from typing import Any

from simin.ingest.pack.alerts import check_alerts
from simin.ingest.pack.datasets import columns_of
from simin.ingest.pack.indicators import Indicator
from simin.ingest.pack.levels import Scale
from simin.ingest.pack.pack import Pack
from simin.ingest.pack.problem import Problems
from simin.ingest.pack.procedures import check_drills, check_procedures
from simin.ingest.pack.projects import check_projects
from simin.ingest.pack.toml_file import Entries, TomlFile

#: Table, key and the tables whose ids the key may name; keys may be None or a tuple of names.
_RULES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("departments", "parent", ("departments",)),
    ("agencies", "department", ("departments",)),
    ("agencies", "district", ("districts",)),
    ("people", "role", ("roles",)),
    ("people", "department", ("departments",)),
    ("sources", "department", ("departments",)),
    ("things", "district", ("districts",)),
    ("datastreams", "thing", ("things",)),
    ("datastreams", "property", ("properties",)),
    ("datastreams", "source", ("sources",)),
    ("datastream_families", "property", ("properties",)),
    ("datastream_families", "source", ("sources",)),
    ("indicators", "domain", ("domains",)),
    ("indicators", "theme", ("themes",)),
    ("indicators", "levels", ("levels",)),
    ("indicators", "owner", ("departments",)),
    ("indicators", "family", ("datastream_families", "datastreams")),
    ("indicators", "index", ("indexes",)),
    ("criteria", "value_of", ("indicators",)),
    ("kinds", "agency", ("agencies", "departments")),
    ("units", "district", ("districts",)),
    ("units", "agency", ("agencies", "departments")),
    ("units", "serves", ("kinds",)),
    ("nearest", "dataset", ("datasets",)),
    ("nearest", "kinds", ("kinds",)),
    ("generators", "source", ("sources",)),
    ("generators", "family", ("datastream_families", "datastreams")),
    ("generators", "today", ("datastream_families", "datastreams")),
    ("generators", "incident_kind", ("kinds",)),
    ("rules", "owner", ("departments",)),
    ("rules", "domain", ("domains",)),
    ("projects", "department", ("departments",)),
    ("projects", "districts", ("districts",)),
    ("projects", "indicators", ("indicators",)),
    ("pledges", "department", ("departments",)),
    ("pledges", "districts", ("districts",)),
    ("pledges", "projects", ("projects",)),
)


class References:
    """The check of one pack."""

    def __init__(
        self,
        pack: Pack,
        entries: dict[str, Entries[Any]],
        recordings: list[tuple[TomlFile, Any]],
        news: tuple[TomlFile, Any] | None,
        problems: Problems,
    ) -> None:
        self._pack = pack
        self._entries = entries
        self._recordings = recordings
        self._news = news
        self._ids = {name: listed.ids for name, listed in entries.items()}
        self._ids["districts"] = {district.id for district in pack.districts}
        self._ids["domains"] = {domain.id for domain in pack.city.domains}
        self._ids["themes"] = {theme.id for theme in pack.city.themes}
        self._ids["datasets"] = {dataset.id for dataset in pack.datasets}
        self._ids["layers"] = {layer.id for layer in pack.facility_layers}
        self._city = TomlFile(pack.folder, "city.toml", problems).read()

    def check(self) -> None:
        for table, key, targets in _RULES:
            self._check_rule(table, key, targets)
        self._check_city()
        self._check_indicators()
        self._check_stage()
        self._check_incidents()
        self._check_levels()
        families = self._known(("datastream_families", "datastreams"))
        tables = columns_of(self._pack.datasets, self._pack.feeds)
        check_alerts(self._entries["rules"], families, tables, self._ids["kinds"])
        units = self._known(("departments", "agencies"))
        check_procedures(self._entries["procedures"], self._ids["kinds"], units)
        states = {kind.id: kind.states for kind in self._pack.incident_kinds}
        check_drills(self._entries["drills"], states, self._ids["districts"])
        check_projects(self._entries["projects"], self._entries["pledges"])
        self._check_files()

    def _known(self, targets: Iterable[str]) -> set[str]:
        return set(itertools.chain.from_iterable(self._ids[target] for target in targets))

    def _check_rule(self, table: str, key: str, targets: tuple[str, ...]) -> None:
        known = self._known(targets)
        for index, entry in self._entries[table].placed:
            named = getattr(entry, key, None)
            for name in named if isinstance(named, tuple) else (named,):
                if name is not None and name not in known:
                    reason = f'"{name}" is not among the {_kind_of(targets)}'
                    self._entries[table].file.add(table, index, key, reason)

    def _check_city(self) -> None:
        for index, domain in enumerate(self._pack.city.domains):
            if domain.indicator and domain.indicator not in self._ids["indicators"]:
                reason = f'"{domain.indicator}" is not among the indicators'
                self._city.add("domains", index, "indicator", reason)
            for name in domain.facilities:
                if name not in self._ids["layers"]:
                    reason = f'"{name}" is not among the facility layers'
                    self._city.add("domains", index, "facilities", reason)
        for table, listed in (
            ("domains", self._pack.city.domains),
            ("themes", self._pack.city.themes),
        ):
            names = [entry.id for entry in listed]
            for index, name in enumerate(names):
                if name in names[:index]:
                    self._city.add(table, index, "id", f'"{name}" stands twice')

    def _check_indicators(self) -> None:
        for index, indicator in self._entries["indicators"].placed:
            for key, reason in self._faults_of(indicator):
                self._entries["indicators"].file.add("indicators", index, key, reason)

    def _faults_of(self, indicator: Indicator) -> Iterable[tuple[str, str]]:
        families = self._known(("datastream_families", "datastreams"))
        if indicator.secondary and indicator.secondary.family not in families:
            yield (
                "secondary",
                f'"{indicator.secondary.family}" is not among the datastream families',
            )
        for name in indicator.inputs.values():
            if name not in families:
                yield "inputs", f'"{name}" is not among the datastream families'
        known = self._index_properties(indicator.index)
        for name in indicator.inputs:
            if indicator.index and name not in known:
                yield "inputs", f'"{name}" is no property of the index "{indicator.index}"'
        if (indicator.aggregate == "index") != (indicator.index is not None):
            yield "aggregate", 'needs index = "…", and only "index" may have one'
        if indicator.aggregate != "index" and indicator.family is None:
            yield "family", "is missing"
        if (indicator.section == "administration") != (indicator.theme is not None):
            yield "theme", "belongs to indicators of the section administration, to each of them"

    def _index_properties(self, name: str | None) -> set[str]:
        return {
            breakpoints.property
            for index in self._pack.indexes
            if index.id == name
            for breakpoints in index.breakpoints
        }

    def _check_stage(self) -> None:
        listed = self._entries["criteria"]
        levels = {stage.level for stage in self._pack.stages}
        for index, criterion in listed.placed:
            ways = (criterion.districts_at, criterion.open_incidents, criterion.value_of)
            if sum(way is not None for way in ways) != 1:
                reason = "give exactly one of districts_at, open_incidents, value_of"
                listed.file.add("criteria", index, "id", reason)
            if criterion.level not in levels:
                listed.file.add("criteria", index, "level", f"no stage has level {criterion.level}")
            at, incidents = criterion.districts_at, criterion.open_incidents
            if at and at.indicator not in self._ids["indicators"]:
                reason = f'"{at.indicator}" is not among the indicators'
                listed.file.add("criteria", index, "districts_at", reason)
            if incidents and incidents.kind and incidents.kind not in self._ids["kinds"]:
                reason = f'"{incidents.kind}" is not among the kinds'
                listed.file.add("criteria", index, "open_incidents", reason)

    def _check_incidents(self) -> None:
        listed = self._entries["kinds"]
        for index, kind in listed.placed:
            if kind.states[0] != "reported" or kind.states[-1] != "closed":
                listed.file.add("kinds", index, "states", 'must go from "reported" to "closed"')
            for state in kind.states:
                if state not in self._pack.states:
                    listed.file.add("kinds", index, "states", f'"{state}" has no words in [states]')
            for alike in kind.duplicates.alike if kind.duplicates else ():
                if alike not in self._ids["kinds"]:
                    reason = f'"{alike}" is not among the kinds'
                    listed.file.add("kinds", index, "duplicates", reason)

    def _check_levels(self) -> None:
        listed = self._entries["levels"]
        for index, scale in listed.placed:
            for key, reason in _faults_of_scale(scale):
                listed.file.add("levels", index, key, reason)
        for position, entry in self._entries["indexes"].placed:
            for breakpoints in entry.breakpoints:
                if breakpoints.property not in self._ids["properties"]:
                    reason = f'"{breakpoints.property}" is not among the properties'
                    self._entries["indexes"].file.add("indexes", position, "breakpoints", reason)
                if len(breakpoints.concentration) != len(breakpoints.index):
                    reason = f"{breakpoints.property}: concentration and index differ in length"
                    self._entries["indexes"].file.add("indexes", position, "breakpoints", reason)

    def _check_files(self) -> None:
        for file, recording in self._recordings:
            if recording.source not in self._ids["sources"]:
                reason = f'"{recording.source}" is not among the sources'
                file.add(None, 0, "source", reason)
            if recording.shift_days % 7:
                file.add(None, 0, "shift_days", f"{recording.shift_days} days are not whole weeks")
        if self._news and self._news[1].source not in self._ids["sources"]:
            reason = f'"{self._news[1].source}" is not among the sources'
            self._news[0].add(None, 0, "source", reason)
        self._check_generated()
        self._check_counts()

    def _check_counts(self) -> None:
        listed = self._entries["datastream_families"]
        for index, family in listed.placed:
            for name in (family.count and family.count.kinds) or ():
                if name not in self._ids["kinds"]:
                    reason = f'"{name}" is not among the kinds'
                    listed.file.add("datastream_families", index, "count", reason)

    def _check_generated(self) -> None:
        listed = self._entries["generators"]
        origins = {source.id: source.origin for source in self._pack.sources}
        for index, generator in listed.placed:
            if origins.get(generator.source, "synthetic") != "synthetic":
                reason = f'"{generator.source}" is not a synthetic source'
                listed.file.add("generators", index, "source", reason)
            dataset = getattr(generator, "dataset", None)
            if dataset is not None and dataset not in {one.id for one in self._pack.datasets}:
                reason = f'"{dataset}" is not among the data sets'
                listed.file.add("generators", index, "dataset", reason)


def _faults_of_scale(scale: Scale) -> Iterable[tuple[str, str]]:
    if scale.direction == "range":
        if not (scale.good_range and scale.moderate_range and scale.bad_range):
            yield "direction", '"range" needs good_range, moderate_range and bad_range'
        return
    limits = (scale.good, scale.moderate, scale.bad)
    known = [limit for limit in limits if limit is not None]
    if len(known) < 3:
        yield "direction", f'"{scale.direction}" needs good, moderate and bad'
    elif known != sorted(known, reverse=scale.direction == "up"):
        yield "good", "good, moderate and bad do not stand in order"


def _kind_of(targets: tuple[str, ...]) -> str:
    return " or ".join(target.replace("_", " ") for target in targets)
