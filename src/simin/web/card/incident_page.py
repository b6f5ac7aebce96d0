"""What the page of an incident shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from simin.domains.picture.card import Card
from simin.web.card.vocabulary import SEVERITIES, STATES, UNIT_STATES, word
from simin.web.presentation.incidents import SEVERITY_LEVELS
from simin.web.presentation.numbers import in_words
from simin.web.presentation.spans import to_the_second
from simin.web.presentation.times import CityTime, iso, parsed
from simin.web.presentation.vocabulary import ORIGINS


@dataclass(frozen=True)
class Step:
    """One state of the kind's path."""

    state: str
    #: What it is called while it is current, and while it is not.
    name: str
    plain_name: str
    #: ``done``, ``current`` or ``ahead``.
    phase: str
    clock: str


@dataclass(frozen=True)
class Entry:
    """One line of the timeline; ``origin`` only where it is not measured."""

    at: str
    clock: str
    text: str
    actor: str
    origin: str


@dataclass(frozen=True)
class UnitLine:
    name: str
    state: str


@dataclass(frozen=True)
class Response:
    """Report to arrival, beside the city's own target."""

    took: str
    target: str
    within: bool | None


@dataclass(frozen=True)
class IncidentPage:
    kind: str
    state: str
    #: The level whose colour the severity has.
    level: str
    severity: str
    drill: bool
    steps: tuple[Step, ...]
    timeline: tuple[Entry, ...]
    units: tuple[UnitLine, ...]
    response: Response | None
    #: Id, name and text; what is not known yet has no text.
    facts: tuple[tuple[str, str, str], ...]
    place: str
    #: What of an incident is never public, or is not known, in sentences.
    unsaid: tuple[str, ...]


def incident_page(card: Card, time: CityTime, district: str) -> IncidentPage:
    """``district`` is the district's name in the page's language, or empty."""
    body = card.body
    label = in_words(card.place.label) if card.place else ""
    place = label if district in label else f"{district} {label}".strip()
    return IncidentPage(
        kind=in_words(body.get("kind_name")),
        state=in_words(body.get("state_name")),
        level=SEVERITY_LEVELS.get(body.get("severity", ""), "moderate"),
        severity=word(SEVERITIES, body.get("severity", "unknown")),
        drill=bool(body.get("drill")),
        steps=tuple(_steps(body, time)),
        timeline=tuple(_entry(entry, time) for entry in body.get("timeline") or ()),
        units=tuple(
            UnitLine(in_words(unit["name"]), word(UNIT_STATES, unit["state"]))
            for unit in body.get("units") or ()
        ),
        response=_response(body),
        facts=tuple(_facts(body, time, place)),
        place=place,
        unsaid=tuple(_unsaid(body)),
    )


def _unsaid(body: Mapping[str, Any]) -> list[str]:
    told = [
        _("Where exactly a home is: the map shows the cell of 100 metres in which it lies."),
        _("Names and numbers of people: they are never part of the picture."),
        _("Entries of the log that are for the units alone, and what was directed."),
    ]
    if not body.get("timeline"):
        told.append(_("When each step was taken is not known here."))
    return told


def _steps(body: Mapping[str, Any], time: CityTime) -> list[Step]:
    reached = {
        entry["state"]: entry["at"] for entry in body.get("timeline") or () if entry["state"]
    }
    current = -1 if body.get("step") is None else body["step"]
    return [
        Step(
            state,
            in_words(body.get("state_name")) if position == current else word(STATES, state),
            word(STATES, state),
            "done" if position < current else "current" if position == current else "ahead",
            _clock(reached.get(state), time),
        )
        for position, state in enumerate(body.get("states") or ())
    ]


def _clock(at: str | datetime | None, time: CityTime) -> str:
    moment = parsed(at)
    return time.clock(moment) if moment else ""


def _entry(entry: Mapping[str, Any], time: CityTime) -> Entry:
    origin = entry.get("origin", "measured")
    return Entry(
        iso(parsed(entry["at"])),
        _clock(entry["at"], time),
        in_words(entry.get("text")),
        in_words(entry.get("actor")),
        "" if origin == "measured" else word(ORIGINS, origin),
    )


def _response(body: Mapping[str, Any]) -> Response | None:
    took, target = body.get("response_seconds"), body.get("target_seconds")
    if took is None:
        return None
    return Response(
        to_the_second(took),
        to_the_second(target) if target else "",
        took <= target if target else None,
    )


def terms() -> dict[str, dict[str, str]]:
    """Words that the browser needs to keep an incident's page up to date."""
    phrases = {
        "took": _("on scene after %(took)s"),
        "within": _("within the target of %(target)s"),
        "beyond": _("beyond the target of %(target)s"),
        "minutes": _("%(minutes)d min"),
        "minutes_seconds": _("%(minutes)d min %(seconds)d s"),
    }
    tables = {"severities": SEVERITIES, "unit_states": UNIT_STATES}
    spoken = {name: {key: str(text) for key, text in of.items()} for name, of in tables.items()}
    return {"phrases": phrases, **spoken}


def _facts(body: Mapping[str, Any], time: CityTime, place: str) -> list[tuple[str, str, str]]:
    return [
        ("kind", _("Kind"), in_words(body.get("kind_name"))),
        ("place", _("Place"), place),
        ("agency", _("Responsible"), in_words(body.get("agency"))),
        ("severity", _("Severity"), word(SEVERITIES, body.get("severity", "unknown"))),
        ("occurred_at", _("Occurred"), _clock(body.get("occurred_at"), time)),
        ("detected_at", _("Detected"), _clock(body.get("detected_at"), time)),
        ("reported_at", _("Reported"), _clock(body.get("reported_at"), time)),
        ("closed_at", _("Closed"), _clock(body.get("closed_at"), time)),
    ]
