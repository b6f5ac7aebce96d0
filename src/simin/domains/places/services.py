"""Define the gazetteer: each part is replaced as a whole, by natural key, in one transaction.

Defining the same part twice leaves the same rows. ``at`` is city time.
"""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import models as tables
from django.db import transaction

from simin.domains.places import models, policies, queries, rows
from simin.domains.places.events import PlacesDefined
from simin.domains.places.shapes import City, District, Facility, MapLine, Neighbourhood
from simin.kit.errors import RejectedError
from simin.kit.outbox import services as outbox

#: Rows written in one statement; SQLite takes few parameters.
BATCH = 500


@transaction.atomic
def define_city(city: City, *, at: datetime) -> None:
    """This installation is the picture of ``city``."""
    policies.check_keys("city", [city.id])
    policies.check_point("city.centre", city.centre)
    columns = {**rows.city_columns(city), "edition": _new_edition()}
    models.City.objects.update_or_create(id=1, defaults=columns)
    outbox.append(PlacesDefined(part="city", count=1), at=at)


@transaction.atomic
def define_districts(districts: Iterable[District], *, at: datetime) -> None:
    """The city's districts. Those that are gone take their neighbourhoods with them."""
    given = list(districts)
    policies.check_districts(given)
    _replace(models.District.objects.all(), [rows.district_row(one) for one in given], ["id"])
    _publish(PlacesDefined(part="districts", count=len(given)), at)


@transaction.atomic
def define_neighbourhoods(neighbourhoods: Iterable[Neighbourhood], *, at: datetime) -> None:
    given = list(neighbourhoods)
    policies.check_keys("neighbourhoods", (one.id for one in given))
    _check_places("neighbourhoods", [(one.id, one) for one in given])
    _replace(
        models.Neighbourhood.objects.all(), [rows.neighbourhood_row(one) for one in given], ["id"]
    )
    _publish(PlacesDefined(part="neighbourhoods", count=len(given)), at)


@transaction.atomic
def define_facilities(kind: str, facilities: Iterable[Facility], *, at: datetime) -> None:
    """All facilities of ``kind``. One without a district gets the one that it stands in."""
    given = [_in_its_district(facility) for facility in facilities]
    for facility in given:
        if facility.kind != kind:
            raise RejectedError(f"facilities[{facility.key}].kind", f"is not {kind!r}")
    policies.check_keys(f"facilities[{kind}]", (one.key for one in given))
    _check_places(f"facilities[{kind}]", [(one.key, one) for one in given])
    _replace(
        models.Facility.objects.filter(kind=kind),
        [rows.facility_row(one) for one in given],
        ["kind", "key"],
    )
    _publish(PlacesDefined(part="facilities", kind=kind, count=len(given)), at)


@transaction.atomic
def define_lines(lines: Iterable[MapLine], *, at: datetime) -> None:
    """Rivers and railways of the map."""
    given = list(lines)
    policies.check_lines(given)
    _replace(models.MapLine.objects.all(), [rows.line_row(one) for one in given], ["id"])
    _publish(PlacesDefined(part="lines", count=len(given)), at)


def _in_its_district(facility: Facility) -> Facility:
    if facility.district is not None:
        return facility
    found = queries.district_at(*facility.point)
    return replace(facility, district=found.id) if found else facility


def _check_places(part: str, given: Sequence[tuple[str, Neighbourhood | Facility]]) -> None:
    known = {district.id for district in queries.districts()}
    for key, place in given:
        policies.check_point(f"{part}[{key}]", place.point)
        if place.district is not None and place.district not in known:
            raise RejectedError(f"{part}[{key}].district", f"{place.district!r} is no district")


def _replace[Row: tables.Model](
    before: "tables.QuerySet[Row]", after: Sequence[Row], key: Sequence[str]
) -> None:
    kept = {tuple(_value(row, name) for name in key) for row in after}
    columns = [field.attname for field in before.model._meta.concrete_fields]
    gone = [
        row["pk"] for row in before.values("pk", *key) if tuple(row[k] for k in key) not in kept
    ]
    for start in range(0, len(gone), BATCH):
        before.filter(pk__in=gone[start : start + BATCH]).delete()
    before.model._default_manager.bulk_create(
        after,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=key,
        update_fields=[name for name in columns if name not in {*key, "id"}],
    )


def _value(row: tables.Model, name: str) -> object:
    return getattr(row, name)


def _publish(event: PlacesDefined, at: datetime) -> None:
    updated = models.City.objects.update(edition=_new_edition())
    if not updated:
        raise RejectedError("city", "define the city before its places")
    outbox.append(event, at=at)


def _new_edition() -> str:
    return secrets.token_hex(16)
