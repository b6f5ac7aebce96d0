"""The versions that a data set had, as many as are shown; a busy one has thousands."""

from datetime import datetime
from itertools import pairwise

from django.db.models import F, Q, Window
from django.db.models.functions import Lag

from simin.domains.catalogue.models import Version


def versions(name: str, most: int) -> list[Version]:
    """Newest first, without their schemas and files."""
    found = Version.readable.filter(dataset=name).defer("schema", "files")
    return list(found.order_by("-number")[:most])


def standing(name: str, at: datetime) -> int | None:
    """Number of the version that was the newest at ``at``; None: there was none, or it is gone."""
    found = Version.readable.filter(dataset=name, at__lte=at).order_by("-number")
    return found.values_list("number", flat=True).first()


def schema_changes(name: str, most: int) -> list[Version]:
    """Versions whose schema is another than that of the version before, newest first."""
    before = Window(Lag("schema"), order_by=F("number").asc())
    found = Version.readable.filter(dataset=name).defer("files").annotate(before=before)
    changed = found.filter(Q(before__isnull=True) | ~Q(schema=F("before")))
    return list(changed.order_by("-number")[:most])


def new_columns(name: str, most: int) -> set[int]:
    """Numbers of those among the newest ``most`` whose schema is another than the one before."""
    found = Version.readable.filter(dataset=name).order_by("-number")
    told = list(found.values_list("number", "schema")[: most + 1])
    return {number for (number, schema), (_, before) in pairwise(told) if schema != before}


def changes(name: str, since: datetime, until: datetime) -> list[Version]:
    """Those after ``since``, oldest first, without schemas and files; the first ever is no change
    of anything."""
    found = Version.readable.filter(dataset=name, at__gt=since, at__lte=until, number__gt=1)
    return list(found.defer("schema", "files").order_by("number"))


def daily(name: str, since: datetime, until: datetime) -> list[Version]:
    """The last of each day (UTC) in that span, and the one that stood when it began."""
    found = Version.readable.filter(dataset=name, at__lte=until).order_by("number")
    last = {
        at.date(): number for number, at in found.filter(at__gt=since).values_list("number", "at")
    }
    before = found.filter(at__lte=since).last()
    chosen = list(found.filter(number__in=last.values()))
    return [before, *chosen] if before is not None else chosen
