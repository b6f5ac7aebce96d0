"""Read requests. What is not public is only told where it is asked for as such."""

from collections.abc import Collection

from django.db.models import Count, Q

from simin.domains.dataset_requests.errors import UnknownRequestError
from simin.domains.dataset_requests.models import DatasetRequest
from simin.domains.dataset_requests.states import PUBLIC, State
from simin.kit.paging import Page, seal, unseal

__all__ = ["DatasetRequest", "counts", "of_office", "public", "public_one", "request", "tellable"]

#: Requests of a page.
SHOWN = 30


def public(*, state: str = "", search: str = "", cursor: str | None = None) -> Page[DatasetRequest]:
    """Those that everybody sees, the newest first."""
    rows = DatasetRequest.objects.filter(state__in=PUBLIC)
    if state in PUBLIC:
        rows = rows.filter(state=state)
    for word in search.split()[:8]:
        rows = rows.filter(Q(title__icontains=word) | Q(text__icontains=word))
    if cursor:
        rows = rows.filter(pk__lt=unseal(cursor, int))
    found = list(rows.order_by("-pk")[: SHOWN + 1])
    more = seal(found[SHOWN - 1].pk) if len(found) > SHOWN else None
    return Page(found[:SHOWN], more)


def public_one(number: int) -> DatasetRequest:
    """Raises ``UnknownRequestError``, also for one that is not shown."""
    found = request(number)
    if found.state not in PUBLIC:
        raise UnknownRequestError(str(UnknownRequestError.__doc__))
    return found


def request(number: int) -> DatasetRequest:
    """Raises ``UnknownRequestError``."""
    found = DatasetRequest.objects.filter(pk=number).first()
    if found is None:
        raise UnknownRequestError(str(UnknownRequestError.__doc__))
    return found


def of_office(departments: Collection[str | None] | None) -> list[DatasetRequest]:
    """What waits, the longest first, then what is done, the newest first; None: of all."""
    rows = DatasetRequest.objects.all()
    if departments is not None and None not in departments:
        rows = rows.filter(owner__in=[one for one in departments if one])
    waiting = rows.filter(state__in=(State.HELD, State.OPEN)).order_by("asked_at")[:200]
    done = rows.exclude(state__in=(State.HELD, State.OPEN)).order_by("-ended_at")[:50]
    return [*waiting, *done]


def counts() -> dict[str, int]:
    """State to how many, of those that everybody sees."""
    rows = DatasetRequest.objects.filter(state__in=PUBLIC).values("state").annotate(n=Count("id"))
    return dict(rows.values_list("state", "n"))


def tellable() -> list[int]:
    """Numbers of those whose asker is still to be told."""
    ended = (State.ANSWERED, State.DECLINED, State.REFUSED)
    rows = DatasetRequest.objects.filter(state__in=ended).exclude(contact="")
    return list(rows.order_by("pk").values_list("pk", flat=True)[:50])
