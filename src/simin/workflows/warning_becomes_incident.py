"""A warning of another authority that says that something has happened is an incident here.

Which categories of CAP, and how grave they must be, the pack says for each kind. A later message
about the same is an entry of its timeline, and so are its cancelling and its end. An update that is
graver makes the incident as grave; that it is less so, or over, says a person.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from simin.domains.incidents import queries as incidents
from simin.domains.incidents import services
from simin.domains.incidents.grades import Certainty, Severity, Urgency
from simin.domains.incidents.received import FromWarnings
from simin.domains.incidents.services import IncidentReport, Told
from simin.domains.picture.card import Origin
from simin.domains.warnings import queries as warnings
from simin.domains.warnings.events import ReceivedWarningsChanged
from simin.kit.clock import Clock
from simin.kit.outbox.event import Event
from simin.kit.outbox.queries import Delivered
from simin.kit.translated import languages, words

REACTS_TO: tuple[type[Event], ...] = (ReceivedWarningsChanged,)


@dataclass(frozen=True)
class Said:
    """What the first part of a message says."""

    info: Mapping[str, Any]

    def text(self, name: str) -> str:
        return str(self.info.get(name) or "")[:1000]

    @property
    def headline(self) -> dict[str, str]:
        return dict.fromkeys(languages(), self.text("headline") or self.text("event"))

    @property
    def categories(self) -> Sequence[str]:
        return self.info.get("category") or ()

    @property
    def severity(self) -> str:
        return _term(Severity, self.text("severity"))

    @property
    def point(self) -> tuple[float, float] | None:
        """The middle of its only circle; an outline is of an area, not of a place."""
        circles = [one for area in self.info.get("area") or () for one in area.get("circles") or ()]
        return tuple(circles[0]["centre"]) if len(circles) == 1 else None


def _term[T: (Severity, Urgency, Certainty)](kind: type[T], told: str) -> str:
    return kind(told.lower()).value if told.lower() in list(kind) else "unknown"


def react(delivered: Delivered, *, clock: Clock) -> None:
    event = delivered.event
    if not isinstance(event, ReceivedWarningsChanged):
        return
    rows = [warnings.received(number) for number in event.received]
    replaces = bool(rows) and (rows[0].type == "cancel" or not rows[0].ended)
    for row in rows[:1] if replaces else rows:
        told = next((Said(info) for info in row.values.get("info") or ()), Said({}))
        before = _known(row)
        if before is not None:
            _tell(before, row, told)
        elif row.type in ("alert", "update") and row.shown and not row.ended:
            _report(row, told)


def _known(row: warnings.ReceivedWarning) -> str | None:
    """The incident of this message or of one that it refers to, however far back."""
    keys = [row.key, *warnings.refers_to(row)]
    for key in keys:
        found = incidents.known(source=row.source, external_id=key[:200])
        found = found or incidents.noted_in(source=row.source, external_id=key[:200])
        if found:
            return found
    return None


def _report(row: warnings.ReceivedWarning, told: Said) -> None:
    kind = _kind(told)
    if kind is None:
        return
    point = told.point
    services.report(
        IncidentReport(
            source=row.source,
            external_id=row.key[:200],
            kind=kind,
            reported_at=min(row.sent_at, row.received_at),
            origin=Origin(row.origin),
            title=told.headline,
            severity=told.severity,
            urgency=_term(Urgency, told.text("urgency")),
            certainty=_term(Certainty, told.text("certainty")),
            longitude=point[0] if point else None,
            latitude=point[1] if point else None,
            text=told.headline,
            actor=dict.fromkeys(languages(), told.text("sender_name")),
        ),
        received_at=row.received_at,
    )


def _kind(told: Said) -> str | None:
    """The first kind, in the pack's order, that takes such warnings."""
    for kind in incidents.kinds():
        if kind.received is None:
            continue
        takes = msgspec.convert(kind.received, FromWarnings)
        grave = Severity(told.severity).rank <= Severity(takes.least).rank
        if grave and set(takes.categories) & set(told.categories):
            return kind.id
    return None


def _tell(incident: str, row: warnings.ReceivedWarning, told: Said) -> None:
    """Each message once, and once that it ended; what is not for everyone is told to nobody."""
    if not (row.shown or (row.type == "cancel" and row.is_public)):
        return
    first = incidents.known(source=row.source, external_id=row.key[:200]) == incident
    if first and not row.ended:
        return
    ended = row.ended and row.type != "cancel"
    key = f"{row.key[:190]}/ended" if ended else row.key[:200]
    note = Told(
        at=row.received_at,
        actor=dict.fromkeys(languages(), told.text("sender_name")),
        origin=Origin(row.origin),
        text=_sentence(row, told, ended=ended),
        source=row.source,
        external_id=key,
        received_at=row.received_at,
    )
    if services.note(incident, told=note) and row.type == "update" and not ended:
        worse = replace(note, text=None, external_id=f"{key[:190]}/severity")
        services.worsen(incident, severity=told.severity, told=worse)


def _sentence(row: warnings.ReceivedWarning, told: Said, *, ended: bool) -> dict[str, str]:
    if row.type == "cancel":
        return words("The warning that it came by was cancelled")
    if ended:
        return words("The warning “{headline}” is no longer in force", headline=told.headline)
    return words("The warning was updated: {headline}", headline=told.headline)
