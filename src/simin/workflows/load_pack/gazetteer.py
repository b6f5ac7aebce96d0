"""The pack's places in the gazetteer's terms. Pure."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from simin.domains.places import shapes
from simin.ingest.pack import Pack
from simin.ingest.pack.places import Facility, FacilityLayer


def city(pack: Pack) -> shapes.City:
    told = pack.city
    return shapes.City(
        id=told.id,
        name=told.name,
        office=told.office,
        time_zone=told.time_zone,
        languages=told.languages,
        accent={"light": told.accent.light, "dark": told.accent.dark},
        centre=shapes.Point(told.centre.longitude, told.centre.latitude),
        domains=tuple(_plain(domain) for domain in told.domains),
        themes=tuple(_plain(theme) for theme in told.themes),
    )


def _plain(entry: msgspec.Struct) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(entry)
    return plain


def districts(pack: Pack) -> Iterator[shapes.District]:
    for rank, district in enumerate(pack.districts):
        yield shapes.District(
            id=district.id,
            name=district.name,
            geometry=district.geometry,
            point=shapes.Point(district.longitude, district.latitude),
            population=district.population,
            rank=rank,
        )


def neighbourhoods(pack: Pack) -> Iterator[shapes.Neighbourhood]:
    for told in pack.neighbourhoods:
        yield shapes.Neighbourhood(
            id=told.id,
            district=told.district,
            name=told.name,
            point=shapes.Point(told.longitude, told.latitude),
        )


def lines(pack: Pack) -> Iterator[shapes.MapLine]:
    for line in pack.lines:
        yield shapes.MapLine(id=line.id, kind=line.kind, name=line.name, geometry=line.geometry)


def facilities(layer: FacilityLayer, rows: Iterable[Facility]) -> Iterator[shapes.Facility]:
    for row in rows:
        yield shapes.Facility(
            kind=layer.id,
            key=row.id,
            name=row.name,
            point=shapes.Point(row.longitude, row.latitude),
            district=row.district,
            capacity=row.capacity,
        )
