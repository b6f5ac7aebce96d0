"""What a catalogue says of each family of datastreams: what, from whom, how many, how new.

Asked of what is kept on write; no observation is read.
"""

from django.db.models import Count, Max, Min, Sum

from simin.domains.observations.models import Datastream
from simin.domains.observations.reading import FamilyLine


def lines() -> list[FamilyLine]:
    """All families, in order of name."""
    told = Datastream.objects.order_by("family").values("family")
    rows = told.annotate(
        of=Min("property"),
        measured=Min("unit"),
        brought=Min("source"),
        each=Max("period"),
        streams=Count("id"),
        placed=Count("district"),
        kept=Sum("latest__kept"),
        newest=Max("latest__phenomenon_time"),
        received=Max("latest__received_at"),
    )
    names = ("family", "of", "measured", "brought", "each", "streams", "placed")
    found = rows.values_list(*names, "kept", "newest", "received")
    return [
        FamilyLine(family, of, unit, source, period, streams, placed, kept or 0, newest, received)
        for family, of, unit, source, period, streams, placed, kept, newest, received in found
    ]
