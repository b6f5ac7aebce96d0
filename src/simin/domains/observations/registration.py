"""Store what the city observes; doing it again changes nothing but what differs.

Nothing is deleted: a datastream that left the pack keeps its observations. How a source does
(last success, failure) is not the pack's to say and stays.
"""

from collections.abc import Collection, Iterable, Sequence

from django.db import models, transaction

from simin.domains.observations.definition import (
    DatastreamDefinition,
    PropertyDefinition,
    SensorDefinition,
    SourceDefinition,
)
from simin.domains.observations.models import (
    Datastream,
    ObservedProperty,
    Sensor,
    Source,
    Thing,
)
from simin.kit.errors import RejectedError


@transaction.atomic
def define_sources(sources: Iterable[SourceDefinition]) -> None:
    rows = [
        Source(
            id=source.id,
            name=source.name,
            origin=source.origin.value,
            department=source.department,
            budget=source.budget,
            licence=source.licence,
            attribution=source.attribution,
            homepage=source.homepage,
            quality=source.quality,
        )
        for source in sources
    ]
    state = {"last_success_at", "down_since", "failure"}
    _store(Source, rows, keep=state)


@transaction.atomic
def define_properties(properties: Iterable[PropertyDefinition]) -> None:
    rows = [
        ObservedProperty(id=p.id, name=p.name, unit=p.unit, definition=p.definition)
        for p in properties
    ]
    _store(ObservedProperty, rows)


@transaction.atomic
def define_datastreams(datastreams: Sequence[DatastreamDefinition]) -> None:
    """Things and sensors come with them; sources and properties must be there.

    Raises ``RejectedError`` that names the datastream and its field; then nothing is stored.
    """
    units = dict(ObservedProperty.objects.values_list("id", "unit"))
    names = dict(Source.objects.values_list("id", "name"))
    for stream in datastreams:
        _require(stream, "property", stream.property, units)
        _require(stream, "source", stream.source, names)
    _store(Thing, [_thing(stream) for stream in datastreams])
    sensors = [stream.sensor or _as_sensor(stream, names) for stream in datastreams]
    _store(Sensor, [Sensor(id=s.id, name=s.name, metadata=s.metadata) for s in sensors])
    rows = [
        _datastream(stream, sensor, units[stream.property])
        for stream, sensor in zip(datastreams, sensors, strict=True)
    ]
    _store(Datastream, rows, key="slug", keep={"id"})


def _require(stream: DatastreamDefinition, field: str, value: str, known: Collection[str]) -> None:
    if value not in known:
        raise RejectedError(f"datastreams.{stream.slug}.{field}", f"{value!r} is not defined")


def _datastream(stream: DatastreamDefinition, sensor: SensorDefinition, unit: str) -> Datastream:
    return Datastream(
        slug=stream.slug,
        family=stream.family,
        district=stream.district,
        thing_id=stream.thing.id,
        sensor_id=sensor.id,
        property_id=stream.property,
        source_id=stream.source,
        unit=stream.unit or unit,
        period=stream.period,
    )


def _thing(stream: DatastreamDefinition) -> Thing:
    thing = stream.thing
    return Thing(
        id=thing.id,
        name=thing.name,
        district=thing.district,
        longitude=thing.longitude,
        latitude=thing.latitude,
    )


def _as_sensor(stream: DatastreamDefinition, names: dict[str, dict[str, str]]) -> SensorDefinition:
    return SensorDefinition(id=stream.source, name=names[stream.source])


def _store[M: models.Model](
    model: type[M], rows: Sequence[M], *, key: str = "id", keep: Collection[str] = ()
) -> None:
    """Insert ``rows`` or update them by ``key``, but for the columns to ``keep``."""
    fields = [field.name for field in model._meta.concrete_fields]
    unique = {getattr(row, key): row for row in rows}
    model._default_manager.bulk_create(
        unique.values(),
        update_conflicts=True,
        unique_fields=[key],
        update_fields=[name for name in fields if name != key and name not in keep],
        batch_size=500,
    )
