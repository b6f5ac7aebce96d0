"""Publish notices."""

from datetime import datetime

from django.db import IntegrityError, transaction

from simin.domains.news.announcement import Announcement
from simin.domains.news.events import NoticePublished
from simin.domains.news.models import Notice
from simin.kit.clock import city_clock
from simin.kit.outbox import services as outbox
from simin.kit.text import Text

__all__ = ["Announcement", "publish"]


@transaction.atomic
def publish(announced: Announcement, *, received_at: datetime | None = None) -> int:
    """The notice's number; the same natural key again gives the same one and changes nothing.

    Raises ``RejectedError`` naming the field.
    """
    announced.check()
    key = {"source": announced.source, "external_id": announced.external_id}
    known = Notice.objects.filter(**key).values_list("id", flat=True).first()
    if known is not None:
        return known
    arrived = received_at or city_clock().now()
    try:
        with transaction.atomic():
            notice = Notice.objects.create(**key, **_fields(announced), received_at=arrived)
    except IntegrityError:
        return Notice.objects.values_list("id", flat=True).get(**key)
    event = NoticePublished(
        notice=notice.id, source=notice.source, published_at=notice.published_at
    )
    outbox.append(event, at=arrived)
    return notice.id


def _fields(announced: Announcement) -> dict[str, object]:
    return {
        "title": dict(announced.title),
        "summary": _stored(announced.summary),
        "category": _stored(announced.category),
        "publisher": _stored(announced.publisher),
        "published_at": announced.published_at,
        "starts_on": announced.starts_on,
        "ends_on": announced.ends_on,
        "district": announced.district,
        "link": announced.link,
        "origin": announced.origin,
        "recorded_at": announced.recorded_at,
    }


def _stored(text: Text | None) -> dict[str, str] | None:
    return dict(text) if text else None
