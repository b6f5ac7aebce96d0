"""Make, change and remove entities, each with all that hangs on it in one transaction.

What the pack defines is changed by no device. A refused request leaves nothing behind.
"""

from typing import Any

from simin.domains.observations.models import (
    Datastream,
    HistoricalLocation,
    Location,
    ObservedProperty,
    Sensor,
    Thing,
)
from simin.domains.observations.numbering import slug_of, take
from simin.domains.observations.removing import remove_datastream
from simin.domains.observations.sensorthings import observing
from simin.domains.observations.sensorthings.bodies import Checked, checked, listed, reference
from simin.domains.observations.sensorthings.columns import KEYS
from simin.domains.observations.sensorthings.entities import TYPES
from simin.domains.observations.sensorthings.observed_sql import among
from simin.domains.observations.sensorthings.reading import LARGEST_PAGE, Scope, page
from simin.domains.observations.sensorthings.rows import check_lengths, fill
from simin.domains.observations.sensorthings.viewer import TABLES, Viewer, visible
from simin.domains.observations.sensorthings.writer import (
    DefinedByPackError,
    OutOfScopeError,
    Writer,
)
from simin.kit.clock import city_clock
from simin.kit.errors import RejectedError
from simin.kit.odata.options import Options

#: Entities of one deep insert.
MOST = 1000
_SLUGS: dict[str, type[Thing] | type[Sensor] | type[ObservedProperty]] = {
    "Thing": Thing,
    "Sensor": Sensor,
    "ObservedProperty": ObservedProperty,
}
#: Seconds that a value of a device's datastream stands for, until somebody says otherwise.
_PERIOD = 3600


class Session:
    """One request's writing."""

    def __init__(self, writer: Writer, viewer: Viewer) -> None:
        self.writer = writer
        self.viewer = viewer
        self._made = 0

    def create(
        self, entity: str, body: Any, *, at: str = "", given: dict[str, Any] | None = None
    ) -> Any:
        """The new entity's row, or an observation's id; ``given`` are links that are known."""
        self._made += 1
        if self._made > MOST:
            raise RejectedError(at or "body", f"makes more than {MOST} entities at once")
        if entity == "Observation":
            return self._observe(self.wanted(body, at=at, given=given), at)
        told = checked(entity, body, at=at)
        links = self._links(entity, told, at, given or {})
        self._may_make(entity, links)
        row = self._row(entity, links)
        fill(row, told.values, self.viewer.language)
        check_lengths(row)
        row.save()
        self._hang_on(entity, row, told, links, at)
        return row

    def _may_make(self, entity: str, links: dict[str, Any]) -> None:
        if not self.writer.everything and entity != "FeatureOfInterest":
            raise OutOfScopeError(f"make a {entity}")

    def _row(self, entity: str, links: dict[str, Any]) -> Any:
        source = self.writer.source
        if entity in _SLUGS:
            (number,) = take(_SLUGS[entity], 1)
            key = slug_of(entity.lower(), number)
            return _SLUGS[entity](pk=key, number=number, made_by=source)
        if entity == "Datastream":
            return Datastream(
                slug=f"{source}/{take(Datastream, 1)[0]}",
                family=source,
                period=_PERIOD,
                source_id=source,
                made_by=source,
                thing=links["Thing"],
                sensor=links["Sensor"],
                property=links["ObservedProperty"],
            )
        if entity == "HistoricalLocation":
            return HistoricalLocation(thing=links["Thing"])
        return TABLES[entity](made_by=source)

    def _links(self, entity: str, told: Checked, at: str, given: dict[str, Any]) -> dict[str, Any]:
        """The entities that must be there first, found or made."""
        links = dict(given)
        for name, link in TYPES[entity].links.items():
            if link.many or name in links:
                continue
            if name in told.links:
                links[name] = self._entity(link.target, told.links[name], f"{at}{name}")
            elif link.required:
                raise RejectedError(f"{at}{name}", f"is missing; a {entity} must have it")
        return links

    def _entity(self, entity: str, told: Any, at: str) -> Any:
        """An entity that is named, or a new one."""
        key = reference(told, at)
        if key is None:
            return self.create(entity, told, at=f"{at}.")
        row = visible(entity, self.viewer).filter(**{KEYS[entity]: key}).first()
        if row is None:
            raise RejectedError(at, f"{TYPES[entity].plural}({key}) does not exist")
        return row

    def _hang_on(
        self, entity: str, row: Any, told: Checked, links: dict[str, Any], at: str
    ) -> None:
        """Links to many: found or made, and linked with the new entity."""
        # Where a thing is comes first: its observations' features are made of that.
        ordered = sorted(TYPES[entity].links.items(), key=lambda one: one[0] != "Locations")
        for name, link in ordered:
            if not link.many or name not in told.links:
                continue
            members = listed(told.links[name], f"{at}{name}")
            if name == "Locations":
                self._locate(entity, row, members)
            elif name == "Things":
                for member, where in members:
                    self._place(self._entity("Thing", member, where), [row])
            else:
                back = {entity: row}
                for member, where in members:
                    if reference(member, where) is not None:
                        raise RejectedError(where, "belongs to another; send a new one")
                    self.create(link.target, member, at=f"{where}.", given=back)
        if entity == "HistoricalLocation" and "Locations" not in told.links:
            raise RejectedError(f"{at}Locations", "is missing; a HistoricalLocation must have it")

    def _locate(self, entity: str, row: Any, members: list[tuple[Any, str]]) -> None:
        locations = [self._entity("Location", member, where) for member, where in members]
        if entity == "Thing":
            self._place(row, locations)
        else:
            row.locations.set(locations)

    def _place(self, thing: Thing, locations: list[Location]) -> None:
        """A thing that has moved: its old place stays as a HistoricalLocation (18-088, 8.2.3)."""
        if not self.writer.may_change_thing(thing.number or 0):
            raise OutOfScopeError(f"move Things({thing.number})")
        thing.locations.set(locations)
        moved = HistoricalLocation.objects.create(thing=thing, time=city_clock().now())
        moved.locations.set(locations)

    def wanted(
        self, body: Any, *, at: str = "", given: dict[str, Any] | None = None
    ) -> observing.Wanted:
        """An observation before it is taken in."""
        told = checked("Observation", body, at=at)
        links = self._links("Observation", told, at, given or {})
        observing.check_scope(links["Datastream"], self.writer)
        feature = links.get("FeatureOfInterest")
        key = feature.pk if feature is not None else None
        return observing.Wanted(links["Datastream"], told.values, key)

    def _observe(self, wanted: observing.Wanted, at: str) -> int:
        (done,) = observing.take_in(observing.placed([wanted]), self.writer)
        if isinstance(done, RejectedError):
            raise RejectedError(f"{at}{_standard(done.field)}", done.reason)
        return done

    def change(self, entity: str, row: Any, body: Any, *, whole: bool = False) -> None:
        """``PATCH``; with ``whole`` ``PUT``, where what is not said becomes empty."""
        told = checked(entity, body, partial=not whole)
        if entity == "Observation":
            self._change_observation(row, told)
            return
        self._may_change(entity, row, told)
        values = _emptied(entity) | told.values if whole else told.values
        fill(row, values, self.viewer.language)
        for name in told.links:
            self._relink(entity, row, name, told.links[name])
        check_lengths(row)
        row.save()

    def _relink(self, entity: str, row: Any, name: str, told: Any) -> None:
        link = TYPES[entity].links[name]
        if not link.many:
            column = "property" if name == "ObservedProperty" else name.lower()
            found = self._entity(link.target, told, name)
            if name == "Thing" and not self.writer.may_change_thing(found.number or 0):
                raise OutOfScopeError(f"hang anything on Things({found.number})")
            setattr(row, column, found)
        elif name in ("Locations", "Things"):
            members = listed(told, name)
            if name == "Locations":
                self._locate(entity, row, members)
            for member, where in members if name == "Things" else []:
                self._place(self._entity("Thing", member, where), [row])
        else:
            raise RejectedError(name, "is changed where its members are")

    def _change_observation(self, row: Any, told: Checked) -> None:
        observing.check_scope(row.stream, self.writer)
        if "Datastream" in told.links:
            raise RejectedError("Datastream", "stays; remove the observation and send another")
        feature = None
        if "FeatureOfInterest" in told.links:
            feature = self._entity(
                "FeatureOfInterest", told.links["FeatureOfInterest"], "FeatureOfInterest"
            ).pk
        observing.change(row, told.values, feature)

    def _may_change(self, entity: str, row: Any, told: Checked) -> None:
        moved_only = entity == "Thing" and not told.values and set(told.links) <= {"Locations"}
        if not moved_only:
            self._not_the_packs(entity, row)
        if self.writer.everything or (
            entity == "Thing" and self.writer.may_change_thing(row.number)
        ):
            return
        if entity == "Datastream" and self.writer.may_observe(row.pk, row.thing.number or 0):
            return
        raise OutOfScopeError(f"change this {entity}")

    def _not_the_packs(self, entity: str, row: Any) -> None:
        if entity != "HistoricalLocation" and not row.made_by:
            raise DefinedByPackError(f"this {entity}")

    def remove(self, entity: str, row: Any) -> None:
        """With all that cannot be without it (18-088, 10.4)."""
        if entity == "Observation":
            observing.check_scope(row.stream, self.writer)
            observing.remove(row)
            return
        if not self.writer.everything:
            raise OutOfScopeError(f"remove a {entity}")
        self._not_the_packs(entity, row)
        if entity in _SLUGS:
            for stream in Datastream.objects.filter(**{_OWN[entity]: row}):
                self.remove("Datastream", stream)
        if entity == "Datastream":
            remove_datastream(row)
            return
        if entity == "FeatureOfInterest":
            self._remove_observations(row)
        if entity == "Location":
            HistoricalLocation.objects.filter(locations=row).delete()
        row.delete()

    def _remove_observations(self, feature: Any) -> None:
        scope = Scope("Observation", observed=(among("feature", [feature.pk]),))
        while found := page(scope, Options(top=LARGEST_PAGE), self.viewer).rows:
            for seen in found:
                observing.remove(seen)


_OWN = {"Thing": "thing", "Sensor": "sensor", "ObservedProperty": "property"}


def _emptied(entity: str) -> dict[str, Any]:
    """What ``PUT`` does not say."""
    return {"properties": None} if "properties" in TYPES[entity].properties else {}


def _standard(field: str) -> str:
    """The standard's word for a field of the intake."""
    first, *rest = field.split("_")
    return first + "".join(word.capitalize() for word in rest)
