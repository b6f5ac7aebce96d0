"""What a reader may see of the entities.

A datastream is hidden with its indicator: whoever may not see the card sees neither the datastream
nor what only hidden datastreams have. Every look at a table of entities goes through ``visible``,
also those that filters and expansions take. Whoever writes may name what their key opens although
it is hidden: it is found to be written, and never told.
"""

from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from simin.domains.observations.models import (
    Datastream,
    FeatureOfInterest,
    HistoricalLocation,
    Location,
    ObservedProperty,
    Sensor,
    Thing,
)


@dataclass(frozen=True, slots=True)
class Opened:
    """What a key opens to be written."""

    everything: bool = False
    #: Numbers of things, and ids of datastreams.
    things: frozenset[int] = field(default_factory=frozenset)
    datastreams: frozenset[int] = field(default_factory=frozenset)


NOTHING = Opened()


@dataclass(frozen=True, slots=True)
class Viewer:
    """Families whose datastreams are hidden, and the language that names are told in."""

    hidden: frozenset[str] = field(default_factory=frozenset)
    language: str = "en"
    #: Of whoever writes; whoever reads has opened nothing.
    opened: Opened = NOTHING

    @property
    def reading(self) -> "Viewer":
        """The same without a key."""
        return replace(self, opened=NOTHING)

    @property
    def sees_all(self) -> bool:
        return self.opened.everything or not self.hidden

    def shown(self) -> Q:
        """The datastreams that are not hidden, or that the key opens."""
        opened = Q(pk__in=self.opened.datastreams) | Q(thing__number__in=self.opened.things)
        return ~Q(family__in=self.hidden) | opened


TABLES: dict[str, type[Model]] = {
    "Thing": Thing,
    "Location": Location,
    "HistoricalLocation": HistoricalLocation,
    "Datastream": Datastream,
    "Sensor": Sensor,
    "ObservedProperty": ObservedProperty,
    "FeatureOfInterest": FeatureOfInterest,
}
#: From an entity to its datastreams, where it has any of its own.
_STREAMS = {"Thing": "thing", "Sensor": "sensor", "ObservedProperty": "property"}


def visible(entity: str, viewer: Viewer) -> QuerySet[Any]:
    """The rows of ``entity`` that ``viewer`` may see."""
    rows = TABLES[entity]._default_manager.all()
    if viewer.sees_all:
        return rows
    if entity == "Datastream":
        return rows.filter(viewer.shown())
    if entity in _STREAMS:
        return _without(rows, {_STREAMS[entity]: OuterRef("pk")}, viewer)
    if entity == "FeatureOfInterest":
        return _without(rows, {"features": OuterRef("pk")}, viewer)
    things = visible("Thing", viewer)
    if entity == "HistoricalLocation":
        return rows.filter(thing__in=things)
    return rows.exclude(_was_of(Thing.objects.all()), ~_was_of(things))


def _was_of(things: QuerySet[Thing]) -> Q:
    """Where one of ``things`` is, or once was."""
    past = HistoricalLocation.objects.filter(locations=OuterRef("pk"), thing__in=things)
    return Q(Exists(things.filter(locations=OuterRef("pk")))) | Q(Exists(past))


def hidden_streams(viewer: Viewer) -> list[int]:
    """Ids of the datastreams that ``viewer`` may not see."""
    if viewer.sees_all:
        return []
    return list(Datastream.objects.exclude(viewer.shown()).values_list("id", flat=True))


def _without(rows: QuerySet[Any], of: dict[str, Any], viewer: Viewer) -> QuerySet[Any]:
    """``rows`` but for those all of whose datastreams are hidden."""
    streams = Datastream.objects.filter(**of)
    return rows.exclude(Exists(streams), ~Exists(streams.filter(viewer.shown())))
