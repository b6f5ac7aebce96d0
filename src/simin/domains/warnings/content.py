"""What a warning says, and every field of it that could not be sent so. Pure.

Names of fields in faults are those of forms: ``headline_ko``, ``radius_km``, ``expires``.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import msgspec

from simin.domains.warnings.terms import Category, Certainty, Severity, Urgency

type Words = dict[str, str]
#: A closed ring of longitude and latitude.
type Ring = tuple[tuple[float, float], ...]

#: City time that a warning may last; longer ones are updated.
LONGEST = timedelta(days=7)
WIDEST_KM = 50.0
#: Characters of each text; CAP asks for short headlines (3.2.2).
LENGTHS = {
    "event": 100,
    "headline": 160,
    "description": 2000,
    "instruction": 2000,
    "area": 300,
}
LONGEST_CONTACT = 200
LONGEST_WEB = 500


class Circle(msgspec.Struct, frozen=True, kw_only=True):
    longitude: float
    latitude: float
    radius_km: float


class Area(msgspec.Struct, frozen=True, kw_only=True):
    """A circle, districts, or both; ``polygons`` are the outlines of the districts."""

    description: Words
    circle: Circle | None = None
    #: District ids of the gazetteer.
    districts: tuple[str, ...] = ()
    polygons: tuple[Ring, ...] = ()


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """One ``info`` of CAP in every language of the city."""

    event: Words
    category: Category
    urgency: Urgency
    severity: Severity
    certainty: Certainty
    expires: datetime
    headline: Words
    description: Words
    instruction: Words
    area: Area
    onset: datetime | None = None
    contact: str = ""
    web: str = ""


def faults(content: Content, *, now: datetime, languages: Iterable[str]) -> dict[str, str]:
    """Field to what is wrong with it; the first fault of each."""
    found: dict[str, str] = {}
    for field, reason in _all_faults(content, now, tuple(languages)):
        found.setdefault(field, reason)
    return found


type Faults = Iterator[tuple[str, str]]


def _all_faults(content: Content, now: datetime, languages: tuple[str, ...]) -> Faults:
    texts = {
        "event": content.event,
        "headline": content.headline,
        "description": content.description,
        "instruction": content.instruction,
        "area": content.area.description,
    }
    for name, said in texts.items():
        for language in languages:
            yield from _text(f"{name}_{language}", said.get(language, ""), LENGTHS[name])
    yield from _times(content, now)
    yield from _area(content.area)
    yield from _optional("contact", content.contact, LONGEST_CONTACT)
    yield from _web(content.web)


def _text(field: str, text: str, most: int) -> Faults:
    if not text.strip():
        yield field, "is missing"
    yield from _optional(field, text, most)


def _optional(field: str, text: str, most: int) -> Faults:
    if len(text) > most:
        yield field, f"is longer than {most} characters"
    if any(not sign.isprintable() and sign not in "\n\r\t" for sign in text):
        yield field, "has a control character"


def _times(content: Content, now: datetime) -> Faults:
    for field, at in (("onset", content.onset), ("expires", content.expires)):
        if at is not None and at.tzinfo is None:
            yield field, "has no time zone"
            return
    if content.expires <= now:
        yield "expires", "has passed"
    elif content.expires - now > LONGEST:
        yield "expires", "is more than seven days ahead"
    if content.onset is not None and content.onset >= content.expires:
        yield "onset", "is not before the end"


def _area(area: Area) -> Faults:
    circle = area.circle
    if circle is None and not area.polygons:
        yield "radius_km", "an area is needed: a circle or districts"
    if circle is None:
        return
    if not 0 < circle.radius_km <= WIDEST_KM:
        yield "radius_km", f"is not above 0 and at most {WIDEST_KM:g}"
    if not -180 <= circle.longitude <= 180:
        yield "longitude", "is not between -180 and 180"
    if not -90 <= circle.latitude <= 90:
        yield "latitude", "is not between -90 and 90"


def _web(address: str) -> Faults:
    if not address:
        return
    yield from _optional("web", address, LONGEST_WEB)
    try:
        parts = urlsplit(address)
    except ValueError:
        yield "web", "is no address"
        return
    plain = not any(sign.isspace() for sign in address) and parts.username is None
    if parts.scheme not in ("https", "http") or not parts.hostname or not plain:
        yield "web", "is no address of the web"
