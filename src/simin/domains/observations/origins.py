"""How a source's observations come to be may change: a key comes, and a recording steps aside.

Each origin keeps datastreams of its own, and those of the origin that counts bear the plain names.
The others stand aside under ``air/pm25/mapo@replayed``, of a source ``air-network@replayed``, with
everything that was ever observed of them. So no hour, day, latest value or correction ever mixes
what was measured with what was replayed, and either goes on where it stopped.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Replace

from simin.domains.observations.errors import UnknownSourceError
from simin.domains.observations.events import SourceOriginChanged
from simin.domains.observations.models import Datastream, LatestObservation, Source
from simin.domains.picture.card import Origin
from simin.kit.outbox.services import append as publish

#: How a source does, which belongs to its origin.
_STATE = ("last_success_at", "down_since", "failure")


@transaction.atomic
def change_origin(source: str, origin: Origin, *, at: datetime) -> bool:
    """What ``source`` tells from now on comes to be as ``origin``; whether that is news.

    ``at`` is city time. Raises ``UnknownSourceError``.
    """
    row = Source.objects.select_for_update().filter(id=source).first()
    if row is None:
        raise UnknownSourceError(f"no source has the id {source!r}")
    before = Origin(row.origin)
    if before is origin:
        return False
    if _was_observed(row):
        _set_aside(row, before)
        _bring_back(row, origin)
    row.origin = origin.value
    row.save()
    publish(SourceOriginChanged(source=source, origin=origin.value, before=before.value), at=at)
    return True


def _was_observed(row: Source) -> bool:
    """A source of which nothing ever came has nothing to set aside."""
    aside = Source.objects.filter(id__in=_all_aside(row))
    return aside.exists() or LatestObservation.objects.filter(datastream__source=row).exists()


def _set_aside(row: Source, origin: Origin) -> None:
    suffix = f"@{origin.value}"
    columns = {**_columns(row), "id": row.id + suffix}
    aside, _ = Source.objects.update_or_create(id=columns.pop("id"), defaults=columns)
    Datastream.objects.filter(source=row).update(
        slug=Concat(F("slug"), Value(suffix)),
        family=Concat(F("family"), Value(suffix)),
        source=aside,
    )
    for name in _STATE:
        setattr(row, name, "" if name == "failure" else None)


def _bring_back(row: Source, origin: Origin) -> None:
    """The origin's own datastreams and state; datastreams that it never had are made."""
    suffix = f"@{origin.value}"
    known = Source.objects.filter(id=row.id + suffix).first()
    for name in _STATE if known else ():
        setattr(row, name, getattr(known, name))
    Datastream.objects.filter(source=row.id + suffix).update(
        slug=Replace(F("slug"), Value(suffix)),
        family=Replace(F("family"), Value(suffix)),
        source=row,
    )
    present = set(Datastream.objects.filter(source=row).values_list("slug", flat=True))
    Datastream.objects.bulk_create(made for made in _counterparts(row) if made.slug not in present)


def _counterparts(row: Source) -> list[Datastream]:
    """Datastreams of all other origins of ``row``, as its own and unsaved."""
    made: dict[str, Datastream] = {}
    for stream in Datastream.objects.filter(source__in=_all_aside(row)):
        slug, family = stream.slug.rpartition("@")[0], stream.family.rpartition("@")[0]
        columns = {**_columns(stream), "slug": slug, "family": family, "source_id": row.id}
        columns.pop("id")
        made[slug] = Datastream(**columns)
    return list(made.values())


def _all_aside(row: Source) -> list[str]:
    return [f"{row.id}@{origin.value}" for origin in Origin]


def _columns(row: Source | Datastream) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
