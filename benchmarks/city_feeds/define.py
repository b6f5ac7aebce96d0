"""Run inside the city's environment: defines the datastreams of stations and devices."""

from collections.abc import Iterator

from benchmarks.city_feeds.devices import DEVICES, MEASURES, group_of
from benchmarks.city_feeds.shapes import SHAPES, Shape
from simin.config import django_ready
from simin.domains.observations.definition import DatastreamDefinition, ThingDefinition


def main() -> None:
    django_ready.make_ready()
    from simin.domains.observations import services  # noqa: PLC0415 - Django must be ready

    wanted = [*_devices(), *(each for shape in SHAPES for each in _stations(shape))]
    services.define_datastreams([_stream(*each) for each in wanted])
    print(len(wanted))


type Wanted = tuple[str, str, str, str, int]


def _devices() -> Iterator[Wanted]:
    for device in range(DEVICES):
        group = group_of(device)
        for measure in MEASURES:
            probed = group is not None and measure == MEASURES[0]
            family = f"probe/sdot-{group}" if probed else f"sdot/{measure}"
            observed = "anything" if probed else f"sdot-{measure}"
            yield f"sdot/{measure}/{device}", family, observed, "sdot", 120


def _stations(shape: Shape) -> Iterator[Wanted]:
    for feed in shape.feeds():
        for place, measure in enumerate(shape.measures):
            for station in range(shape.stations):
                probed = place == 0 and station == 0
                family = f"probe/{feed}" if probed else f"{feed}/{measure}"
                yield f"{feed}/{measure}/{station}", family, "anything", feed, shape.period


def _stream(
    slug: str, family: str, observed: str, source: str, period: int
) -> DatastreamDefinition:
    head, _, name = slug.rpartition("/")
    thing = f"{head.partition('/')[0]}/{name}"
    words = {"ko": thing, "en": thing}
    return DatastreamDefinition(
        slug=slug, family=family, property=observed, source=source, period=period,
        thing=ThingDefinition(id=thing, name=words, longitude=126.9, latitude=37.5),
    )  # fmt: skip


if __name__ == "__main__":
    main()
