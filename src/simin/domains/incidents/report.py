"""What a channel tells of an incident, checked. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

import msgspec

from simin.domains.incidents.channel import Channel
from simin.domains.incidents.duplicates import Limits
from simin.domains.incidents.grades import Certainty, Severity, Urgency
from simin.domains.incidents.received import FromWarnings
from simin.domains.picture.card import (
    Origin,
    Release,
    Visibility,
    WithholdingReason,
    Words,
)
from simin.kit.errors import RejectedError
from simin.kit.text import Text


class ReleaseRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who sees incidents of a kind before anyone has decided about one of them."""

    visibility: Visibility
    reason: WithholdingReason | None = None
    office: Words | None = None
    #: Days after the report on which the withholding is looked at again.
    review_after_days: int = 30

    def release(self, day: date, zone: ZoneInfo) -> Release:
        """The release of an incident reported on ``day`` of the city's calendar.

        It is withheld since that day: the time of the report is part of what is withheld.
        """
        if self.visibility is Visibility.PUBLIC:
            return Release()
        return Release(
            visibility=self.visibility,
            reason=self.reason,
            office=self.office,
            since=datetime.combine(day, time.min, zone).astimezone(UTC),
            review_on=day + timedelta(days=self.review_after_days),
        )


@dataclass(frozen=True, kw_only=True)
class KindDefinition:
    """A kind of incident, as the city pack says."""

    id: str
    name: Text
    icon: str
    states: tuple[str, ...]
    agency: Text | None = None
    target_seconds: int | None = None
    release: ReleaseRule | None = None
    #: When another is proposed as the same; None: as for every kind.
    duplicates: Limits | None = None
    #: Which warnings of other authorities say that one happened; None: none.
    received: FromWarnings | None = None


class CountOf(StrEnum):
    """What a counted family says."""

    #: Being dealt with now.
    OPEN = "open"
    #: Reported since midnight of the city's calendar.
    TODAY = "today"
    #: Per cent of this month's arrivals that came within the kind's target.
    WITHIN_TARGET = "within_target"


@dataclass(frozen=True, kw_only=True)
class CountRule:
    """A family of datastreams whose values are counted from incidents."""

    family: str
    of: CountOf
    #: None: all kinds.
    kinds: tuple[str, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class UnitDefinition:
    """A unit, as the city pack says."""

    id: str
    name: Text
    kind: str
    district: str = ""
    agency: Text | None = None


@dataclass(frozen=True, kw_only=True)
class IncidentReport:
    """The first that a channel tells. ``source`` and ``external_id`` are its natural key."""

    source: str
    external_id: str
    kind: str
    reported_at: datetime
    origin: Origin
    #: None: made of kind and place.
    title: Text | None = None
    severity: str = Severity.UNKNOWN
    urgency: str = Urgency.UNKNOWN
    certainty: str = Certainty.UNKNOWN
    drill: bool = False
    district: str = ""
    neighbourhood: Text | None = None
    longitude: float | None = None
    latitude: float | None = None
    #: A street, a building.
    address: str = ""
    #: Somebody's home.
    home: bool = False
    #: Of ``channel.Channel``; empty: a feed.
    channel: str = ""
    #: None: the kind's.
    agency: Text | None = None
    occurred_at: datetime | None = None
    detected_at: datetime | None = None
    recorded_at: datetime | None = None
    #: What the first timeline entry says and who says it; None: the state's name, the agency.
    text: Text | None = None
    actor: Text | None = None
    #: Username of the person of the city who typed it.
    by: str = ""

    def check(self) -> None:
        """Raises ``RejectedError`` naming the first field that cannot be taken."""
        for field in ("source", "external_id"):
            if not getattr(self, field):
                raise RejectedError(field, "is half of the natural key and must be given")
        check_grades(self.severity, self.urgency, self.certainty)
        _one_of(Origin, "origin", self.origin)
        if self.channel:
            _one_of(Channel, "channel", self.channel)
        if len(self.address) > 200:
            raise RejectedError("address", "is longer than 200 characters")
        for field in ("reported_at", "occurred_at", "detected_at", "recorded_at"):
            checked_time(field, getattr(self, field))
        for field in ("occurred_at", "detected_at"):
            if (getattr(self, field) or self.reported_at) > self.reported_at:
                raise RejectedError(field, "is after the report")
        check_point(self.longitude, self.latitude)


def checked_time(field: str, at: datetime | None) -> None:
    if at is not None and at.tzinfo is None:
        raise RejectedError(field, "has no time zone")


def checked_words(field: str, text: Mapping[str, str]) -> None:
    if not any(said.strip() for said in text.values()):
        raise RejectedError(field, "says nothing in any language")


def check_grades(severity: str, urgency: str, certainty: str) -> None:
    _one_of(Severity, "severity", severity)
    _one_of(Urgency, "urgency", urgency)
    _one_of(Certainty, "certainty", certainty)


def _one_of(kind: type[StrEnum], field: str, word: str) -> None:
    if word not in list(kind):
        raise RejectedError(field, f"{word!r} is none of {', '.join(kind)}")


def check_point(longitude: float | None, latitude: float | None) -> None:
    if (longitude is None) != (latitude is None):
        raise RejectedError("longitude", "longitude and latitude come together")
    if longitude is not None and not -180 <= longitude <= 180:
        raise RejectedError("longitude", f"{longitude} is not between -180 and 180")
    if latitude is not None and not -90 <= latitude <= 90:
        raise RejectedError("latitude", f"{latitude} is not between -90 and 90; swapped?")
