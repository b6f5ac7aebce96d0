"""Store what the city observes; doing it again changes nothing but what differs.

Nothing is deleted: a datastream that left the pack keeps its observations. How a source does
(last success, failure) is not the pack's to say and stays.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict

from django.db import models, transaction

from simin.domains.observations import locating
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
from simin.domains.observations.numbering import number
from simin.kit.errors import RejectedError

#: Columns that the pack says nothing of.
_TOLD = {"number", "description", "properties", "made_by"}
_TOLD_OF_STREAMS = {
    "id",
    "description",
    "observation_type",
    "unit_name",
    "unit_definition",
    "observed_area",
    "properties",
    "made_by",
    "keep_days",
    "feature",
}


@transaction.atomic
def define_sources(sources: Iterable[SourceDefinition]) -> None:
    rows = [
        Source(
            id=source.id,
            name=source.name,
            origin=source.origin.value,
            department=source.department,
            budget=source.budget,
            budgets=source.budgets,
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
        ObservedProperty(
            id=p.id,
            name=p.name,
            unit=p.unit,
            definition=p.definition,
            limits=asdict(p.limits),
        )
        for p in properties
    ]
    number(ObservedProperty, rows)
    _store(ObservedProperty, rows, keep=_TOLD)


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
    things = [_thing(stream) for stream in datastreams]
    number(Thing, things)
    _store(Thing, things, keep=_TOLD)
    sensors = [stream.sensor or _as_sensor(stream, names) for stream in datastreams]
    sensed = [Sensor(id=s.id, name=s.name, metadata=s.metadata) for s in sensors]
    number(Sensor, sensed)
    _store(Sensor, sensed, keep=_TOLD | {"metadata_document", "encoding_type"})
    rows = [
        _datastream(stream, sensor, units[stream.property])
        for stream, sensor in zip(datastreams, sensors, strict=True)
    ]
    _name(rows, things)
    _store(Datastream, rows, key="slug", keep=_TOLD_OF_STREAMS)
    locating.place(things)


def _name(rows: Sequence[Datastream], things: Sequence[Thing]) -> None:
    """What the pack does not name is named by its thing and its property, in each language."""
    properties = dict(ObservedProperty.objects.values_list("id", "name"))
    for row, thing in zip(rows, things, strict=True):
        observed = properties[row.property_id]
        row.name = {
            code: f"{said} {observed[code]}"
            for code, said in thing.name.items()
            if code in observed
        }


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
        keep_days=stream.keep_days,
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
