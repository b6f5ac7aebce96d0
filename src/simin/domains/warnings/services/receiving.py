"""Take in what another authority warns of, in whatever order its messages come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from simin.domains.picture.card import Origin
from simin.domains.places import queries as places
from simin.domains.warnings.events import ReceivedWarningsChanged
from simin.domains.warnings.models import ReceivedWarning, Reference
from simin.domains.warnings.models.received import LONGEST_KEY, is_public
from simin.domains.warnings.references import named
from simin.domains.warnings.terms import MessageType
from simin.domains.warnings.touching import touches
from simin.kit.errors import RejectedError
from simin.kit.outbox import services as outbox

#: Where an alert says no end, it is shown for so long (CAP leaves it to who receives it).
WITHOUT_END = timedelta(hours=24)


@dataclass(frozen=True, kw_only=True)
class Received:
    """An alert as the kind of source ``cap`` reads it."""

    source: str
    #: ``sender,identifier,sent``.
    key: str
    values: Mapping[str, Any]
    sent_at: datetime
    origin: Origin


@transaction.atomic
def receive(alert: Received, *, received_at: datetime) -> bool:
    """False where it was known. Raises ``RejectedError`` naming the field."""
    if not alert.key:
        raise RejectedError("key", "an alert is known by sender, identifier and time")
    if len(alert.key) > LONGEST_KEY:
        raise RejectedError("key", f"is longer than {LONGEST_KEY} characters")
    if ReceivedWarning.objects.filter(source=alert.source, key=alert.key).exists():
        return False
    row = _row(alert, received_at)
    references = _references(alert, row)
    replaced = Reference.objects.filter(source=alert.source, key=alert.key).exists()
    row.ended = row.ended or replaced
    row.save(force_insert=True)
    Reference.objects.bulk_create(
        [Reference(by=row, source=alert.source, key=key) for key in references]
    )
    before = ReceivedWarning.objects.filter(source=alert.source, key__in=references, ended=False)
    ended = list(before.values_list("id", flat=True))
    ReceivedWarning.objects.filter(id__in=ended).update(ended=True)
    event = ReceivedWarningsChanged(source=alert.source, received=(row.pk, *ended), at=received_at)
    outbox.append(event, at=received_at)
    return True


def _references(alert: Received, row: ReceivedWarning) -> list[str]:
    """What it replaces; what is named too long to be kept is nothing of ours.

    What is not for everyone takes nothing away from everyone.
    """
    if row.type not in (MessageType.UPDATE, MessageType.CANCEL) or not row.is_public:
        return []
    return [key for key in named(_text(alert, "references")) if len(key) <= LONGEST_KEY]


def _row(alert: Received, received_at: datetime) -> ReceivedWarning:
    kind = _text(alert, "msg_type").lower()
    if kind not in {*MessageType, "ack", "error"}:
        raise RejectedError("msg_type", f"{kind!r} is no type of a message")
    infos: Sequence[Mapping[str, Any]] = alert.values.get("info") or ()
    expires = _expires(alert, infos)
    return ReceivedWarning(
        source=alert.source,
        key=alert.key,
        type=kind,
        values=dict(alert.values),
        sent_at=alert.sent_at,
        expires_at=expires,
        received_at=received_at,
        origin=alert.origin,
        shown=_warns(alert, kind) and bool(infos) and _here(infos),
        # Nothing of a cancel is shown: it only takes others away.
        ended=expires <= received_at or kind not in (MessageType.ALERT, MessageType.UPDATE),
    )


def _warns(alert: Received, kind: str) -> bool:
    return is_public(alert.values) and kind in (MessageType.ALERT, MessageType.UPDATE)


def _here(infos: Sequence[Mapping[str, Any]]) -> bool:
    """Whether any area touches the city; an area without a shape may."""
    areas = [area for info in infos for area in info.get("area") or ()]
    drawn = [area for area in areas if area.get("polygons") or area.get("circles")]
    if not drawn or len(drawn) < len(areas):
        return True
    outlines = [district.geometry for district in places.districts()]
    return not outlines or any(touches(area, outlines) for area in drawn)


def _expires(alert: Received, infos: Sequence[Mapping[str, Any]]) -> datetime:
    """The latest end that any of its parts says."""
    said = [info["expires"] for info in infos if info.get("expires")]
    try:
        ends = [datetime.fromisoformat(text) for text in said]
    except (TypeError, ValueError) as error:
        raise RejectedError("expires", "is no time") from error
    if any(end.tzinfo is None for end in ends):
        raise RejectedError("expires", "has no time zone")
    return max(ends, default=alert.sent_at + WITHOUT_END)


def _text(alert: Received, name: str) -> str:
    return str(alert.values.get(name) or "")
