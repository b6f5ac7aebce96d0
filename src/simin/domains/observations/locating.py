"""Where the pack's things are, as Locations: their own point, else the point of their district.

A thing that a device has placed stays where the device put it.
"""

from collections.abc import Sequence
from typing import Any

from simin.domains.observations import features
from simin.domains.observations.locations import Location
from simin.domains.observations.models import Thing
from simin.domains.places import queries as places
from simin.domains.places.shapes import District


def place(things: Sequence[Thing]) -> None:
    """Give each of ``things`` the Location that the pack knows of."""
    districts = {district.id: district for district in places.districts()}
    wanted = {thing.pk: found for thing in things if (found := _of(thing, districts))}
    Location.objects.bulk_create(
        {found.slug: found for found in wanted.values()}.values(),
        update_conflicts=True,
        unique_fields=["slug"],
        update_fields=["name", "location", "west", "south", "east", "north"],
        batch_size=500,
    )
    _link({thing: str(found.slug) for thing, found in wanted.items()})
    features.observe([thing.pk for thing in things])


def _link(wanted: dict[str, str]) -> None:
    link = Location.things.through
    ids = dict(Location.objects.filter(slug__in=set(wanted.values())).values_list("slug", "id"))
    rows = link.objects.filter(thing_id__in=wanted).values_list("thing_id", "location_id")
    placed = set(rows)
    elsewhere = {thing for thing, location in placed if location not in ids.values()}
    fresh = {
        (thing, ids[slug]) for thing, slug in wanted.items() if thing not in elsewhere
    } - placed
    moved = {thing for thing, _ in placed} & {thing for thing, _ in fresh}
    link.objects.filter(thing_id__in=moved).delete()
    link.objects.bulk_create(
        [link(thing_id=thing, location_id=location) for thing, location in sorted(fresh)],
        batch_size=500,
    )


def _of(thing: Thing, districts: dict[str, District]) -> Location | None:
    if thing.longitude is not None and thing.latitude is not None:
        return _point(f"thing/{thing.pk}", thing.name, thing.longitude, thing.latitude)
    district = districts.get(thing.district or "")
    if district is None:
        return None
    return _point(f"district/{district.id}", dict(district.name), *district.point)


def _point(slug: str, name: Any, longitude: float, latitude: float) -> Location:
    return Location(
        slug=slug,
        name=name,
        location={"type": "Point", "coordinates": [longitude, latitude]},
        west=longitude,
        south=latitude,
        east=longitude,
        north=latitude,
    )
