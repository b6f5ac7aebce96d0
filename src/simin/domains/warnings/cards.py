"""How warnings look in the picture (``docs/reference/cards.md``); none is ever withheld."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

from simin.domains.observations import queries as observations
from simin.domains.observations.reading import SourceState
from simin.domains.picture.card import Card, Freshness, Origin, Place, Section, Trust
from simin.domains.places import queries as places
from simin.domains.warnings import queries
from simin.domains.warnings.content import Area, Content
from simin.domains.warnings.errors import UnknownWarningError
from simin.domains.warnings.models import PublicWarning, ReceivedWarning
from simin.domains.warnings.states import State
from simin.domains.warnings.terms import Severity
from simin.kit.translated import languages, words

#: Before everything else of the section.
FIRST = -2_000_000_000
#: Of a received card's id, whose number is counted apart.
RECEIVED = "received-"


def card_id(number: int) -> str:
    return f"warning/{number}"


def received_id(number: int) -> str:
    return f"warning/{RECEIVED}{number}"


def shown(now: datetime) -> list[Card]:
    """Cards of all that warns the city at ``now``: its own, then other authorities'."""
    others = queries.received_in_force(now)
    sources = observations.sources({one.source for one in others}) if others else {}
    own = [sent_card(one) for one in queries.in_force(now)]
    return [*own, *(_received(one, sources.get(one.source)) for one in others)]


def card(name: str) -> Card:
    """The card ``warning/{name}``, also after its end; raises ``UnknownWarningError``."""
    if name.startswith(RECEIVED):
        received = queries.received(_number(name.removeprefix(RECEIVED)))
        if not received.shown:  # restricted, private, a test, or about somewhere else
            raise UnknownWarningError(f"there is no warning {name}")
        return _received(received, observations.sources([received.source]).get(received.source))
    found = queries.warning(_number(name))
    if found.content is None or found.exercise:  # a draft is nobody's but its authors'
        raise UnknownWarningError(f"there is no warning {name}")
    return sent_card(found)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 12 else 0


def draft_card(warning: PublicWarning) -> Card | None:
    """What the card would be, were the draft approved; None where nothing is being written."""
    draft = queries.draft_of(warning)
    return _told(warning, draft, warning.draft, warning.changed_at) if draft else None


def sent_card(warning: PublicWarning) -> Card:
    """What was sent last, for the desk: also of a drill, which is in no picture."""
    content = queries.content_of(warning)
    assert content is not None and warning.sent_at is not None
    return _told(warning, content, warning.content, warning.sent_at)


def _told(warning: PublicWarning, content: Content, kept: Any, at: datetime) -> Card:
    """``kept`` is the content as the database has it, lists and all."""
    return Card(
        id=card_id(warning.pk),
        kind="warning",
        section=Section.NOW,
        title=content.headline,
        body=_body(warning, content, kept["area"]),
        trust=_trust(warning, at),
        rank=FIRST + content.severity.rank,
        place=_place(content.area),
    )


def _body(warning: PublicWarning, content: Content, area: Any) -> dict[str, Any]:
    sent = queries.messages(warning.pk)
    return {
        "own": True,
        "state": warning.state,
        "state_name": state_name(warning.state),
        "event": content.event,
        "category": [content.category],
        "urgency": content.urgency,
        "severity": content.severity,
        "certainty": content.certainty,
        "sent": iso(warning.sent_at),
        "onset": iso(content.onset),
        "expires": iso(content.expires),
        "ended": iso(warning.ended_at),
        "description": content.description,
        "instruction": content.instruction,
        "area": area,
        "contact": content.contact,
        "web": content.web,
        "reason": warning.reason,
        "incident": warning.incident or None,
        "messages": [
            {"identifier": one.identifier, "type": one.type, "sent": iso(one.sent_at)}
            for one in sent
        ],
    }


def state_name(state: str) -> dict[str, str]:
    match State(state):
        case State.ISSUED:
            return words("In force")
        case State.UPDATED:
            return words("In force, updated")
        case State.CANCELLED:
            return words("Cancelled")
        case State.EXPIRED:
            return words("Expired")
        case State.DRAFTED:
            return words("Waits for approval")
        case State.DISCARDED:
            return words("Discarded")


def _trust(warning: PublicWarning, sent_at: datetime) -> Trust:
    """A warning does not age: it says until when it stands."""
    return Trust(
        source="public-warnings",
        source_name=dict(places.city().office),
        origin=Origin(warning.origin),
        freshness=Freshness.LIVE,
        phenomenon_time=sent_at,
        received_at=sent_at,
    )


def _place(area: Area) -> Place | None:
    district = area.districts[0] if len(area.districts) == 1 else None
    if district is None and area.circle is None:
        return None
    return Place(
        district=district,
        label=area.description,
        longitude=area.circle.longitude if area.circle else None,
        latitude=area.circle.latitude if area.circle else None,
    )


def _received(warning: ReceivedWarning, source: SourceState | None) -> Card:
    infos: Sequence[Mapping[str, Any]] = warning.values.get("info") or ({},)
    first = infos[0]
    severity = _severity(first)
    return Card(
        id=received_id(warning.pk),
        kind="warning",
        section=Section.NOW,
        title=_title(infos),
        body={
            "own": False,
            "state": State.EXPIRED if warning.ended else State.ISSUED,
            "state_name": words("Over") if warning.ended else words("In force"),
            "event": _spoken(infos, "event"),
            "category": list(first.get("category") or ()),
            "urgency": str(first.get("urgency") or "unknown").lower(),
            "severity": severity,
            "certainty": str(first.get("certainty") or "unknown").lower(),
            "sent": iso(warning.sent_at),
            "onset": first.get("onset"),
            "expires": iso(warning.expires_at),
            "ended": None,
            "description": _spoken(infos, "description"),
            "instruction": _spoken(infos, "instruction"),
            "area": _area(infos),
            "contact": str(first.get("contact") or ""),
            "web": str(first.get("web") or ""),
            "reason": None,
            "incident": None,
            "messages": [],
        },
        trust=_received_trust(warning, source, infos),
        rank=FIRST + 10 + severity.rank,
    )


def _severity(info: Mapping[str, Any]) -> Severity:
    said = str(info.get("severity") or "").lower()
    return Severity(said) if said in list(Severity) else Severity.UNKNOWN


def _title(infos: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    return _spoken(infos, "headline") or _spoken(infos, "event") or words("Warning")


def _spoken(infos: Sequence[Mapping[str, Any]], field: str) -> dict[str, str]:
    """What each ``info`` says in its language; an unknown one is told under its own code."""
    said: dict[str, str] = {}
    for info in infos:
        if info.get(field):
            said.setdefault(str(info.get("language") or "en")[:2].lower(), str(info[field]))
    return said


def _area(infos: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    areas = list(infos[0].get("area") or ())
    said = {
        code: ", ".join(filter(None, (area.get("area_desc") for area in info.get("area") or ())))
        for info in infos
        for code in [str(info.get("language") or "en")[:2].lower()]
    }
    circles = [circle for area in areas for circle in area.get("circles") or ()]
    return {
        "description": {code: text for code, text in said.items() if text},
        "circle": _circle(circles[0]) if circles else None,
        "circles": [_circle(one) for one in circles[1:]],
        "districts": [],
        "polygons": [ring for area in areas for ring in area.get("polygons") or ()],
    }


def _circle(circle: Mapping[str, Any]) -> dict[str, float]:
    longitude, latitude = circle["centre"]
    return {"longitude": longitude, "latitude": latitude, "radius_km": circle["radius_km"]}


def _received_trust(
    warning: ReceivedWarning, source: SourceState | None, infos: Sequence[Mapping[str, Any]]
) -> Trust:
    name = source.name if source else _spoken(infos, "sender_name")
    down = source.down_since if source else None
    return Trust(
        source=warning.source,
        source_name=dict(name) or dict.fromkeys(languages(), warning.source),
        origin=Origin(warning.origin),
        freshness=Freshness.SOURCE_DOWN if down else Freshness.LIVE,
        phenomenon_time=warning.sent_at,
        received_at=warning.received_at,
        down_since=down,
    )


def iso(at: datetime | None) -> str | None:
    """As msgspec writes a time: UTC, ``Z``."""
    return msgspec.to_builtins(at) if at else None
