"""The form of a draft: what was typed, what it means, and what is wrong with each field.

What was typed is kept as it was typed, whatever is wrong with it.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.http import QueryDict

from simin.domains.warnings.content import Area, Circle, Content, faults
from simin.domains.warnings.errors import WrongFieldsError
from simin.domains.warnings.outlines import polygons
from simin.domains.warnings.terms import Category, Certainty, Severity, Urgency
from simin.kit.translated import languages

#: Longest text that is taken from a form at all.
LONGEST = 20_000
TEXTS = ("event", "headline", "description", "instruction", "area")
TERMS: dict[str, type[Category] | type[Urgency] | type[Severity] | type[Certainty]] = {
    "category": Category,
    "urgency": Urgency,
    "severity": Severity,
    "certainty": Certainty,
}
PLAIN = ("onset", "expires", "longitude", "latitude", "radius_km", "contact", "web")


@dataclass
class Typed:
    """Fields by name, districts apart, and which draft they were typed over."""

    fields: dict[str, str]
    districts: list[str]
    submission: str
    revision: int = 0
    faults: dict[str, str] = field(default_factory=dict)

    @classmethod
    def sent(cls, post: QueryDict) -> "Typed":
        revision = post.get("revision", "")
        return cls(
            fields={name: post.get(name, "")[:LONGEST].replace("\r\n", "\n") for name in names()},
            districts=post.getlist("districts")[:200],
            submission=post.get("submission", "")[:64],
            revision=int(revision) if revision.isascii() and revision.isdecimal() else 0,
        )

    @classmethod
    def of(cls, content: Content, zone: ZoneInfo, *, revision: int = 0) -> "Typed":
        return cls(
            fields=_fields(content, zone),
            districts=list(content.area.districts),
            submission=uuid.uuid4().hex,
            revision=revision,
        )

    def content(self, *, zone: ZoneInfo, now: datetime) -> Content:
        """What it says. Raises ``WrongFieldsError`` with every fault."""
        reading = _Reading(self.fields, self.districts, zone, now)
        content = reading.content()
        wrong = {**faults(content, now=now, languages=languages()), **reading.faults}
        if wrong:
            raise WrongFieldsError(wrong)
        return content


def names() -> list[str]:
    spoken = [f"{name}_{language}" for name in TEXTS for language in languages()]
    return [*spoken, *TERMS, *PLAIN]


def _fields(content: Content, zone: ZoneInfo) -> dict[str, str]:
    texts = {
        "event": content.event,
        "headline": content.headline,
        "description": content.description,
        "instruction": content.instruction,
        "area": content.area.description,
    }
    circle = content.area.circle
    return {
        **{
            f"{name}_{code}": said.get(code, "")
            for name, said in texts.items()
            for code in languages()
        },
        **{name: str(getattr(content, name)) for name in TERMS},
        "onset": _local(content.onset, zone),
        "expires": _local(content.expires, zone),
        "longitude": f"{circle.longitude:.9g}" if circle else "",
        "latitude": f"{circle.latitude:.9g}" if circle else "",
        "radius_km": f"{circle.radius_km:g}" if circle else "",
        "contact": content.contact,
        "web": content.web,
    }


def _local(at: datetime | None, zone: ZoneInfo) -> str:
    """As ``datetime-local`` wants it."""
    return f"{at.astimezone(zone):%Y-%m-%dT%H:%M}" if at else ""


class _Reading:
    """Reads field after field; one that cannot be read is noted, and the rest is read on."""

    def __init__(
        self, fields: Mapping[str, str], districts: list[str], zone: ZoneInfo, now: datetime
    ) -> None:
        self._fields = fields
        self._districts = districts
        self._zone = zone
        self._now = now
        self.faults: dict[str, str] = {}

    def content(self) -> Content:
        return Content(
            event=self._words("event"),
            category=self._term("category", Category, Category.OTHER),
            urgency=self._term("urgency", Urgency, Urgency.UNKNOWN),
            severity=self._term("severity", Severity, Severity.UNKNOWN),
            certainty=self._term("certainty", Certainty, Certainty.UNKNOWN),
            expires=self._time("expires") or self._now,
            headline=self._words("headline"),
            description=self._words("description"),
            instruction=self._words("instruction"),
            area=self._area(),
            onset=self._time("onset") if self._fields.get("onset") else None,
            contact=self._fields.get("contact", "").strip(),
            web=self._fields.get("web", "").strip(),
        )

    def _words(self, name: str) -> dict[str, str]:
        return {code: self._fields.get(f"{name}_{code}", "").strip() for code in languages()}

    def _term[Term: (Category, Urgency, Severity, Certainty)](
        self, name: str, terms: type[Term], otherwise: Term
    ) -> Term:
        said = self._fields.get(name, "")
        if said in list(terms):
            return terms(said)
        self.faults[name] = "is no such term"
        return otherwise

    def _time(self, name: str) -> datetime | None:
        try:
            at = datetime.fromisoformat(self._fields.get(name, ""))
            return (at if at.tzinfo else at.replace(tzinfo=self._zone)).astimezone(UTC)
        except (ValueError, OverflowError):
            self.faults[name] = "is no time"
            return None

    def _area(self) -> Area:
        try:
            outlines = polygons(self._districts)
        except WrongFieldsError as error:
            self.faults.update(error.faults)
            outlines = ()
        return Area(
            description=self._words("area"),
            circle=self._circle(),
            districts=tuple(self._districts),
            polygons=outlines,
        )

    def _circle(self) -> Circle | None:
        """None where nothing of it was typed."""
        parts = ("longitude", "latitude", "radius_km")
        if not any(self._fields.get(part, "").strip() for part in parts):
            return None
        longitude, latitude, radius = (self._number(part) for part in parts)
        return Circle(longitude=longitude, latitude=latitude, radius_km=radius)

    def _number(self, name: str) -> float:
        try:
            return float(self._fields.get(name, "").strip().replace(",", "."))
        except ValueError:
            self.faults[name] = "is no number"
            return 1.0
