"""What is observed where nobody says it: the place of the thing (18-088, 10.2.1).

Observations of feeds name no feature; their datastream knows the one that they are of, so that not
each of ten million rows has to. A device's observations are given theirs one by one, as a device
may move its thing.
"""

from collections.abc import Collection, Mapping, Sequence
from itertools import batched

from simin.domains.observations.locations import Location
from simin.domains.observations.models import Datastream, FeatureOfInterest

_BATCH = 5000
#: What a feature has of its location.
_COPIED = ("name", "description", "encoding_type", "made_by", "west", "south", "east", "north")


def made_of(locations: Collection[Location]) -> dict[int, int]:
    """By location the feature that is made of it, once. Writes only where there is none."""
    known = _known(locations)
    missing = [_feature(location) for location in locations if location.pk not in known]
    if missing:
        FeatureOfInterest.objects.bulk_create(missing, ignore_conflicts=True, batch_size=500)
        known = _known(locations)
    return known


def _known(locations: Collection[Location]) -> dict[int, int]:
    ids: dict[int, int] = {}
    for part in batched((location.pk for location in locations), _BATCH):
        found = FeatureOfInterest.objects.filter(location__in=part)
        ids |= dict(found.values_list("location_id", "pk"))
    return ids


def _tell_anew(locations: Collection[Location]) -> None:
    """What the pack says of a place is said of its feature too; a device's own feature stays."""
    FeatureOfInterest.objects.bulk_create(
        [_feature(location) for location in locations if location.slug is not None],
        update_conflicts=True,
        unique_fields=["location"],
        update_fields=["name", "feature", "west", "south", "east", "north"],
        batch_size=500,
    )


def _feature(location: Location) -> FeatureOfInterest:
    copied = {name: getattr(location, name) for name in _COPIED}
    return FeatureOfInterest(location=location, feature=location.location, **copied)


def observe(things: Sequence[str]) -> None:
    """The datastreams of ``things`` observe where those are.

    A place that a device gave is taken where there was none: what was observed before it moved
    stays where it was.
    """
    for part in batched(dict.fromkeys(things), _BATCH):
        places = places_of(part)
        _tell_anew(distinct(places))
        made = made_of(distinct(places))
        _take({thing: made[place.pk] for thing, place in places.items()}, places)


def places_of(things: Collection[str]) -> dict[str, Location]:
    """The last location of each thing that has any."""
    link = Location.things.through.objects.filter(thing_id__in=things).order_by("location_id")
    last = dict(link.values_list("thing_id", "location_id"))
    known = Location.objects.in_bulk(set(last.values()))
    return {thing: known[location] for thing, location in last.items()}


def distinct(places: Mapping[str, Location]) -> list[Location]:
    return list({place.pk: place for place in places.values()}.values())


def _take(wanted: Mapping[str, int], places: Mapping[str, Location]) -> None:
    streams = [
        stream
        for stream in Datastream.objects.filter(thing__in=wanted).only("thing_id", "feature_id")
        if stream.feature_id is None or places[stream.thing_id].slug is not None
    ]
    fresh = [stream for stream in streams if stream.feature_id != wanted[stream.thing_id]]
    for stream in fresh:
        stream.feature_id = wanted[stream.thing_id]
    Datastream.objects.bulk_update(fresh, ["feature"], batch_size=500)
    link({(stream.feature_id, stream.pk) for stream in fresh if stream.feature_id is not None})


def link(pairs: Collection[tuple[int, int]]) -> None:
    """Note which datastreams have observations of which feature; hides features with them."""
    through = FeatureOfInterest.datastreams.through
    for part in batched(sorted(pairs), _BATCH):
        there = through.objects.filter(datastream_id__in={stream for _, stream in part})
        known = set(there.values_list("featureofinterest_id", "datastream_id"))
        through.objects.bulk_create(
            [
                through(featureofinterest_id=of, datastream_id=stream)
                for of, stream in part
                if (of, stream) not in known
            ],
            ignore_conflicts=True,
            batch_size=500,
        )
