"""Numbers for entities whose key is a slug; given once, never again, also after a deletion."""

from collections.abc import Sequence

from django.db.models import F, Model

from simin.domains.observations.locations import Described, EntityNumber


def take(kind: type[Model], count: int) -> range:
    """The next ``count`` numbers; whoever else takes waits until this transaction ends."""
    name = kind.__name__
    EntityNumber.objects.get_or_create(kind=name)
    EntityNumber.objects.filter(kind=name).update(last=F("last") + count)
    last = EntityNumber.objects.values_list("last", flat=True).get(kind=name)
    return range(last - count + 1, last + 1)


def number[N: Described](kind: type[N], rows: Sequence[N]) -> None:
    """Give each of ``rows`` its number: the one it has, or the next."""
    known = dict(kind._default_manager.filter(number__isnull=False).values_list("pk", "number"))
    fresh = [pk for pk in dict.fromkeys(row.pk for row in rows) if pk not in known]
    if fresh:
        known.update(zip(fresh, take(kind, len(fresh)), strict=True))
    for row in rows:
        row.number = known[row.pk]


def slug_of(kind: str, number: int) -> str:
    """Key of an entity that no pack named."""
    return f"sensorthings/{kind}/{number}"
