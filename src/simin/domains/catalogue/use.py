"""How often a data set was taken, by day and form: numbers alone, nothing of who took it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models, transaction
from django.db.models import F, Sum

from simin.domains.catalogue.models import Use

#: A smaller number is not told: behind it might stand a single person.
SMALLEST = 5
#: Days that are summed up, and that numbers of a day are kept.
SPAN, KEPT = 30, 400


@dataclass(frozen=True)
class Uses:
    """Of one form (``csv``, ``api`` …); ``count`` is none where it is too small to tell."""

    kind: str
    count: int | None


@transaction.atomic
def note(counts: Mapping[tuple[str, str], int], *, day: date) -> None:
    """Add to the numbers of ``day``; and forget those that are too old."""
    for (dataset, kind), count in sorted(counts.items()):
        # Another process may write the day's first row at the same time.
        Use.objects.bulk_create(
            [Use(dataset=dataset, kind=kind, day=day, count=0)], ignore_conflicts=True
        )
        row = Use.objects.filter(dataset=dataset, kind=kind, day=day)
        row.update(count=F("count") + count)
    Use.objects.filter(day__lt=day - timedelta(days=KEPT)).delete()


def uses(dataset: str, *, until: date) -> list[Uses]:
    """Of the last ``SPAN`` days, the most frequent form first."""
    found = _within(until).filter(dataset=dataset).values("kind").annotate(sum=Sum("count"))
    told = found.order_by("-sum", "kind").values_list("kind", "sum")
    return [Uses(kind, count if count >= SMALLEST else None) for kind, count in told]


def _within(until: date) -> models.QuerySet[Use]:
    return Use.objects.filter(day__gt=until - timedelta(days=SPAN), day__lte=until)
