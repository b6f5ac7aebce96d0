"""Writes families out: one datastream for each district, or one for the city."""

from collections.abc import Iterable

from simin.ingest.pack.observed import Datastream, Family, SingleDatastream, Thing
from simin.ingest.pack.places import District


def expand(
    districts: Iterable[District],
    families: Iterable[Family],
    single: Iterable[SingleDatastream],
    things: Iterable[Thing],
) -> tuple[Datastream, ...]:
    """Every datastream of the city, families first."""
    written = [entry for family in families for entry in _of_family(family, tuple(districts))]
    by_id = {thing.id: thing for thing in things}
    written += [_of_thing(entry, by_id[entry.thing]) for entry in single if entry.thing in by_id]
    return tuple(written)


def _of_family(family: Family, districts: tuple[District, ...]) -> list[Datastream]:
    if family.per == "city":
        return [_member(family, family.id, None, family.thing)]
    return [
        _member(family, f"{family.id}/{district.id}", district.id, _named(family, district))
        for district in districts
    ]


def _named(family: Family, district: District) -> dict[str, str]:
    return {
        code: text.replace("{district}", district.name.get(code, district.id))
        for code, text in family.thing.items()
    }


def _member(family: Family, name: str, district: str | None, thing: dict[str, str]) -> Datastream:
    words = thing.get("en") or next(iter(thing.values()))
    return Datastream(
        id=name,
        family=family.id,
        property=family.property,
        source=family.source,
        district=district,
        thing=f"{family.source}/{'-'.join(words.lower().split())}",
        thing_name=thing,
        keep_days=family.keep_days,
    )


def _of_thing(entry: SingleDatastream, thing: Thing) -> Datastream:
    return Datastream(
        id=entry.id,
        family=entry.id,
        property=entry.property,
        source=entry.source,
        district=thing.district,
        thing=thing.id,
        thing_name=thing.name,
        keep_days=entry.keep_days,
    )
