"""Rows of the tables to shapes and back. No reading and no writing."""

from typing import Any

from simin.domains.places import models
from simin.domains.places.shapes import (
    City,
    District,
    Facility,
    MapLine,
    Neighbourhood,
    Point,
)


def city_of(row: models.City) -> City:
    return City(
        id=row.slug,
        name=row.name,
        office=row.office,
        time_zone=row.time_zone,
        languages=tuple(row.languages),
        accent=row.accent,
        centre=Point(row.longitude, row.latitude),
        domains=tuple(row.domains),
        themes=tuple(row.themes),
    )


def city_columns(city: City) -> dict[str, Any]:
    return {
        "slug": city.id,
        "name": dict(city.name),
        "office": dict(city.office),
        "time_zone": city.time_zone,
        "languages": list(city.languages),
        "accent": dict(city.accent),
        "longitude": city.centre.longitude,
        "latitude": city.centre.latitude,
        "domains": [dict(domain) for domain in city.domains],
        "themes": [dict(theme) for theme in city.themes],
    }


def district_of(row: models.District) -> District:
    return District(
        id=row.id,
        name=row.name,
        geometry=row.geometry,
        point=Point(row.longitude, row.latitude),
        population=row.population,
        rank=row.rank,
    )


def district_row(district: District) -> models.District:
    return models.District(
        id=district.id,
        name=dict(district.name),
        geometry=dict(district.geometry),
        longitude=district.point.longitude,
        latitude=district.point.latitude,
        population=district.population,
        rank=district.rank,
    )


def neighbourhood_of(row: models.Neighbourhood) -> Neighbourhood:
    return Neighbourhood(
        id=row.id,
        district=row.district_id,
        name=row.name,
        point=Point(row.longitude, row.latitude),
    )


def neighbourhood_row(neighbourhood: Neighbourhood) -> models.Neighbourhood:
    return models.Neighbourhood(
        id=neighbourhood.id,
        district_id=neighbourhood.district,
        name=dict(neighbourhood.name),
        longitude=neighbourhood.point.longitude,
        latitude=neighbourhood.point.latitude,
    )


def facility_of(row: models.Facility) -> Facility:
    return Facility(
        kind=row.kind,
        key=row.key,
        name=row.name,
        point=Point(row.longitude, row.latitude),
        district=row.district_id,
        capacity=row.capacity,
        properties=row.properties,
    )


def facility_row(facility: Facility) -> models.Facility:
    return models.Facility(
        kind=facility.kind,
        key=facility.key,
        name=dict(facility.name),
        district_id=facility.district,
        longitude=facility.point.longitude,
        latitude=facility.point.latitude,
        capacity=facility.capacity,
        properties=dict(facility.properties),
    )


def line_of(row: models.MapLine) -> MapLine:
    return MapLine(id=row.id, kind=row.kind, name=row.name, geometry=row.geometry)


def line_row(line: MapLine) -> models.MapLine:
    return models.MapLine(
        id=line.id, kind=line.kind, name=dict(line.name), geometry=dict(line.geometry)
    )
