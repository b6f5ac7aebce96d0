"""Read notices."""

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import Q

from simin.domains.news.errors import UnknownNoticeError
from simin.domains.news.models import Notice
from simin.kit.paging import Page, checked_limit, seal, unseal

__all__ = ["IN_PICTURE", "Notice", "events", "known", "newest", "notice", "page"]

#: Notices in the picture.
IN_PICTURE = 40
#: Events of a calendar.
IN_CALENDAR = 1000


def notice(number: int) -> Notice:
    """Raises ``UnknownNoticeError``."""
    found = Notice.objects.filter(id=number).first()
    if found is None:
        raise UnknownNoticeError(f"no notice {number}")
    return found


def known(*, source: str, external_ids: Collection[str]) -> set[str]:
    """Those of ``external_ids`` that the source has published before."""
    found = Notice.objects.filter(source=source, external_id__in=external_ids)
    return set(found.values_list("external_id", flat=True))


def newest(limit: int = IN_PICTURE) -> list[Notice]:
    """The newest first."""
    return list(Notice.objects.order_by("-published_at", "-id")[:limit])


def events(*, ending_from: date, district: str = "", limit: int = IN_CALENDAR) -> list[Notice]:
    """What has days and has not ended before ``ending_from``, what ends first first."""
    found = Notice.objects.filter(ends_on__gte=ending_from).order_by("ends_on", "id")
    return list((found.filter(district=district) if district else found)[:limit])


def page(*, district: str = "", cursor: str = "", limit: int = 50) -> Page[Notice]:
    """A page, the newest first. Raises ``RejectedError`` for a wrong cursor or limit."""
    checked_limit(limit)
    found = Notice.objects.order_by("-published_at", "-id")
    if district:
        found = found.filter(district=district)
    if cursor:
        at, last = unseal(cursor, tuple[datetime, int])
        found = found.filter(Q(published_at__lt=at) | Q(published_at=at, id__lt=last))
    rows = list(found[: limit + 1])
    more = len(rows) > limit
    rows = rows[:limit]
    return Page(rows, seal((rows[-1].published_at, rows[-1].id)) if more else None)
