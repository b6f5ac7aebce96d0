"""The pack's kinds of incident, units, stages and criteria as the incidents domain defines them.

Pure.
"""

from collections.abc import Iterator

import msgspec

from simin.domains.incidents import services as incidents
from simin.ingest.pack import Pack
from simin.ingest.pack.words import Words


def kinds(pack: Pack) -> Iterator[incidents.KindDefinition]:
    names = _agency_names(pack)
    for kind in pack.incident_kinds:
        yield incidents.KindDefinition(
            id=kind.id,
            name=kind.name,
            icon=kind.icon,
            states=kind.states,
            agency=names.get(kind.agency),
            target_seconds=kind.target_seconds,
            release=_release(kind.release),
            duplicates=_limits(kind.duplicates),
            received=_received(kind.received),
        )


def counts(pack: Pack) -> Iterator[incidents.CountRule]:
    for family in pack.families:
        if family.count is not None:
            yield incidents.CountRule(
                family=family.id, of=incidents.CountOf(family.count.of), kinds=family.count.kinds
            )


def _release(told: msgspec.Struct | None) -> incidents.ReleaseRule | None:
    if told is None:
        return None
    return msgspec.convert(msgspec.to_builtins(told), incidents.ReleaseRule)


def _limits(told: msgspec.Struct | None) -> incidents.Limits | None:
    return msgspec.convert(msgspec.to_builtins(told), incidents.Limits) if told else None


def _received(told: msgspec.Struct | None) -> incidents.FromWarnings | None:
    return msgspec.convert(msgspec.to_builtins(told), incidents.FromWarnings) if told else None


def roles(pack: Pack) -> list[incidents.Role]:
    return [
        msgspec.convert(msgspec.to_builtins(role), incidents.Role) for role in pack.facility_roles
    ]


def _agency_names(pack: Pack) -> dict[str, Words]:
    departments = {one.id: one.name for one in pack.departments}
    return departments | {one.id: one.name for one in pack.agencies}


def units(pack: Pack) -> Iterator[incidents.UnitDefinition]:
    names = _agency_names(pack)
    for unit in pack.units:
        yield incidents.UnitDefinition(
            id=unit.id,
            name=unit.name,
            kind=unit.kind,
            district=unit.district or "",
            agency=names.get(unit.agency),
        )


def stages(pack: Pack) -> list[incidents.StageName]:
    return [
        incidents.StageName(level=stage.level, name=stage.name, colour=stage.colour)
        for stage in pack.stages
    ]


def criteria(pack: Pack) -> list[incidents.Criterion]:
    return [
        msgspec.convert(_without_nothing(msgspec.to_builtins(one)), incidents.Criterion)
        for one in pack.criteria
    ]


def _without_nothing(plain: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in plain.items() if value is not None}
