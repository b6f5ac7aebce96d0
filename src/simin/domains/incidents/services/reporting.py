"""Take the first report of an incident, once, and give it its number."""

from datetime import datetime

from django.db import transaction

from simin.domains.incidents import names
from simin.domains.incidents.counting import adds
from simin.domains.incidents.events import IncidentReported
from simin.domains.incidents.models import Incident, IncidentKind, SearchWord, YearlyNumber
from simin.domains.incidents.report import IncidentReport
from simin.domains.incidents.services import counters
from simin.domains.incidents.services.record import Told, entered, tell
from simin.domains.incidents.states import State
from simin.domains.places import queries as places
from simin.domains.places.errors import UnknownDistrictError
from simin.kit.clock import city_clock
from simin.kit.errors import RejectedError
from simin.kit.outbox import services as outbox
from simin.kit.text import Text
from simin.kit.word_search import words_of


@transaction.atomic
def report(told: IncidentReport, *, received_at: datetime | None = None) -> str:
    """The incident's id; the same natural key again gives the same id and changes nothing."""
    told.check()
    known = _known(told)
    if known:
        return known
    kind = _kind(told.kind)
    counter = _locked_year(told.reported_at.astimezone(places.zone()).year)
    return _known(told) or _create(told, kind, _next(counter), received_at or city_clock().now())


def _known(told: IncidentReport) -> str | None:
    same = Incident.objects.filter(source=told.source, external_id=told.external_id)
    return same.values_list("id", flat=True).first()


def _locked_year(year: int) -> YearlyNumber:
    """Whoever reports next waits here until this one commits."""
    outbox.take_turns()
    YearlyNumber.objects.get_or_create(year=year)
    return YearlyNumber.objects.select_for_update().get(year=year)


def _next(counter: YearlyNumber) -> str:
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"{counter.year}-{counter.last:06d}"


def _kind(kind_id: str) -> IncidentKind:
    kind = IncidentKind.objects.filter(id=kind_id).first()
    if kind is None:
        raise RejectedError("kind", f"{kind_id!r} is no kind of incident in this city")
    return kind


def _create(told: IncidentReport, kind: IncidentKind, number: str, received_at: datetime) -> str:
    incident = Incident(id=number, kind=kind, **_fields(told, kind, received_at))
    incident.save(force_insert=True)
    counters.move(dict(adds(counters.counted(incident), places.zone())))
    index(incident)
    first = Told(
        at=told.reported_at,
        actor=told.actor or incident.agency or {},
        origin=told.origin,
        by=told.by,
        received_at=received_at,
    )
    text = told.text or names.state_name(State.REPORTED)
    entered(incident, first, text=text, state=State.REPORTED)
    tell(IncidentReported, incident, at=told.reported_at, received_at=received_at)
    return incident.id


def _fields(told: IncidentReport, kind: IncidentKind, received_at: datetime) -> dict[str, object]:
    return {
        "state": State.REPORTED,
        "state_since": told.reported_at,
        "severity": told.severity,
        "urgency": told.urgency,
        "certainty": told.certainty,
        "drill": told.drill,
        "title": dict(told.title or names.title(kind.name, _place_words(told))),
        "district": told.district,
        "neighbourhood": _stored(told.neighbourhood),
        "longitude": told.longitude,
        "latitude": told.latitude,
        "address": told.address,
        "home": told.home,
        "channel": told.channel,
        "agency": _stored(told.agency or kind.agency),
        "occurred_at": told.occurred_at,
        "detected_at": told.detected_at,
        "reported_at": told.reported_at,
        "last_at": told.reported_at,
        "received_at": received_at,
        "origin": told.origin,
        "recorded_at": told.recorded_at,
        "source": told.source,
        "external_id": told.external_id,
    }


def _place_words(told: IncidentReport) -> Text | None:
    """The neighbourhood, or the district where that is all that is known."""
    if told.neighbourhood:
        return told.neighbourhood
    try:
        return places.district(told.district).name if told.district else None
    except UnknownDistrictError:
        return None


def _stored(text: Text | None) -> dict[str, str] | None:
    return dict(text) if text else None


def index(incident: Incident) -> None:
    """By which words it is found, in place of those before; never by the address of a home."""
    SearchWord.objects.filter(incident=incident).delete()
    texts = [incident.id, incident.title, incident.neighbourhood, incident.kind.name]
    texts += [] if incident.home else [incident.address]
    SearchWord.objects.bulk_create(
        SearchWord(incident=incident, word=word) for word in words_of([*texts, incident.district])
    )
