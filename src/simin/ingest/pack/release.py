"""``release.toml``: what is not public, why, and how coarse the rest is told.

A city without the file withholds nothing but what its kinds of incident, rules of alerts and
projects say by themselves.
"""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec
from msgspec import Meta

from simin.domains.identity.policies import STAFF_ROLES
from simin.domains.picture.card import Mask, WithholdingReason
from simin.domains.picture.rule import DATASET, Policy, Rule
from simin.domains.releases.withholdable import faults
from simin.ingest.pack.city import Slug
from simin.ingest.pack.toml_file import Entries, TomlFile
from simin.ingest.pack.words import Entry, Words

if TYPE_CHECKING:
    from simin.ingest.pack.pack import Pack

_USUAL = Policy()
type Reason = Literal["privacy", "investigation", "security", "third_party", "draft"]
type Masked = Literal["withhold", "cell", "small", "numbers", "never"]


class ReleaseSettings(Entry, frozen=True, kw_only=True):
    """The table ``[told]``."""

    smallest_count: Annotated[int, Meta(ge=2, le=100)] = _USUAL.smallest_count
    cell_metres: Annotated[float, Meta(ge=100, le=10_000)] = _USUAL.cell_metres
    openable_days: Annotated[int, Meta(ge=1, le=36_500)] = _USUAL.openable_days


class ReleaseEntry(Entry, frozen=True, kw_only=True):
    """One of ``[[withheld]]``; as ``simin.domains.picture.rule.Rule``."""

    id: Slug
    kind: str
    names: tuple[str, ...] = ()
    field: str = ""
    mask: Masked = "withhold"
    reason: Reason
    office: Words
    review_after_days: Annotated[int, Meta(ge=1, le=3650)] = 90
    reviewed_on: date | None = None
    delay_minutes: Annotated[int, Meta(ge=1, le=525_600)] | None = None
    roles: tuple[str, ...] = ()

    def rule(self) -> Rule:
        told = {name: getattr(self, name) for name in self.__struct_fields__}
        told |= {"mask": Mask(self.mask), "reason": WithholdingReason(self.reason)}
        return Rule(**told)


def read_release(file: TomlFile, entries: Entries[ReleaseEntry]) -> Policy:
    """What ``file`` says; the usual for what it does not say."""
    settings = file.part("told", ReleaseSettings) or ReleaseSettings()
    rules = tuple(entry.rule() for entry in entries.structs())
    return Policy(rules=rules, **msgspec.to_builtins(settings))


def check_release(pack: "Pack", entries: Entries[ReleaseEntry]) -> None:
    """Collect every fault: what cannot be withheld, and names that stand for nothing."""
    for index, entry in entries.placed:
        for key, reason in (
            *faults(entry.kind, entry.field, Mask(entry.mask)),
            *_faults(pack, entry),
        ):
            entries.file.add(entries.table, index, key, reason)


def _faults(pack: "Pack", entry: ReleaseEntry) -> Iterator[tuple[str, str]]:
    known = _known(pack).get(entry.kind)
    for name in entry.names:
        if known is not None and name not in known:
            yield "names", f'"{name}" is no {entry.kind} of the pack'
    if entry.kind == DATASET and entry.field:
        yield from _faults_of_column(pack, entry)
    if entry.roles and entry.kind != DATASET:
        yield "roles", "the picture has two views; only columns of data sets are shown by role"
    for role in entry.roles:
        if role not in STAFF_ROLES:
            yield "roles", f'"{role}" is no role of who works for the city'
    if entry.delay_minutes is not None and entry.kind not in ("incident", "alert"):
        yield "delay_minutes", "only incidents and alerts have an event to count from"


def _known(pack: "Pack") -> dict[str, set[str]]:
    return {
        "incident": {one.id for one in pack.incident_kinds},
        "indicator": {one.id for one in pack.indicators},
        "alert": {one.id for one in pack.alert_rules},
        "project": {one.id for one in pack.projects},
        DATASET: {one.id for one in pack.datasets},
    }


def _faults_of_column(pack: "Pack", entry: ReleaseEntry) -> Iterator[tuple[str, str]]:
    if not entry.names:
        yield "names", "a column is of a data set; name it"
    for told in pack.datasets:
        if told.id not in entry.names:
            continue
        columns: dict[str, Any] = {column.name: column.type for column in told.columns}
        if entry.field == "point":
            if told.longitude is None and told.geometry is None:
                yield "field", f'"{told.id}" has no place'
        elif entry.field not in columns:
            yield "field", f'"{entry.field}" is no column of "{told.id}"'
        elif entry.mask == "small" and columns[entry.field] not in ("number", "integer"):
            yield "mask", f'"{entry.field}" of "{told.id}" is no count'
        elif entry.mask == "numbers" and columns[entry.field] != "text":
            yield "mask", f'"{entry.field}" of "{told.id}" is no text'
