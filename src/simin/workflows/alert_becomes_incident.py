"""An alert whose rule says so is an incident; what becomes of the alert stands in its timeline.

One event is one incident: while an incident of the kind that an alert opened stands in a district,
a further alert there is an entry of it. Whether it is over says a person; that values are back
within their limits is told, and closes nothing. An alert that is withheld opens none: the incident
would tell what the alert may not.
"""

from collections.abc import Sequence
from datetime import datetime

from simin.domains.alerts import cards as alert_cards
from simin.domains.alerts import queries as alerts
from simin.domains.alerts.definition import OpensIncident
from simin.domains.alerts.events import (
    AlertEnded,
    AlertEvent,
    AlertOpened,
    AlertRested,
    AlertReturned,
)
from simin.domains.incidents import queries as incidents
from simin.domains.incidents import services
from simin.domains.incidents.errors import UnknownIncidentError
from simin.domains.incidents.services import IncidentReport, Told
from simin.domains.picture.card import Card, Visibility
from simin.kit.clock import Clock
from simin.kit.outbox.event import Event
from simin.kit.outbox.queries import Delivered
from simin.kit.translated import words
from simin.workflows.withheld_families import as_published

REACTS_TO: tuple[type[Event], ...] = (AlertOpened, AlertRested, AlertReturned, AlertEnded)
SOURCE = "alerts"


def react(delivered: Delivered, *, clock: Clock) -> None:
    react_together([delivered], clock=clock)


def react_together(heard: Sequence[Delivered], *, clock: Clock) -> None:
    """Rules are read once a round: in a storm thousands of alerts open that are no incidents."""
    opening = {rule.id: rule.opens_incident for rule in alerts.watching()}
    for delivered in heard:
        event = delivered.event
        if isinstance(event, AlertOpened):
            if opens := opening.get(event.rule):
                _open(event, opens, clock.now())
        elif isinstance(event, AlertEvent) and (incident := _incident_of(event.alert)):
            card = alert_cards.card(event.alert, clock.now(), as_published())
            _tell(incident, event, card, f"{event.alert}/{delivered.position}")


def _open(event: AlertOpened, opens: OpensIncident, now: datetime) -> None:
    """Of what is muted, alone or by its rule, nobody is told."""
    if alerts.is_muted(event.alert, now):
        return
    card = alert_cards.card(event.alert, now, as_published())
    if card.release.visibility is Visibility.WITHHELD or _incident_of(event.alert):
        return
    standing = incidents.open_of_source(SOURCE, kind=opens.kind, district=event.district or "")
    if standing is None:
        _report(event, opens, card)
    else:
        _tell(standing, event, card, str(event.alert))


def _report(event: AlertOpened, opens: OpensIncident, card: Card) -> None:
    alert = alerts.alert(event.alert)
    services.report(
        IncidentReport(
            source=SOURCE,
            external_id=str(event.alert),
            kind=opens.kind,
            reported_at=alert.opened_at,
            detected_at=alert.opened_at,
            origin=card.trust.origin,
            title=dict(card.title),
            severity=opens.severity,
            urgency="expected",
            certainty="observed",
            district=event.district or "",
            text=words("Alert: {alert}", alert=card.title),
            actor=words("Alert rules"),
        )
    )


def _tell(incident: str, event: AlertEvent, card: Card, key: str) -> None:
    """Never before the alert opened: what came to its end may have come before."""
    text = _sentence(event, card)
    told = Told(
        at=max(card.trust.received_at, alerts.alert(event.alert).opened_at),
        actor=words("Alert rules"),
        origin=card.trust.origin,
        text=text,
        source=SOURCE,
        external_id=key,
    )
    try:
        services.note(incident, told=told)
    except UnknownIncidentError:
        return


def _sentence(event: AlertEvent, card: Card) -> dict[str, str]:
    match event:
        case AlertOpened():
            return words("Another alert: {alert}", alert=card.title)
        case AlertRested():
            return words("{alert}: back within its limits", alert=card.title)
        case AlertReturned():
            return words("{alert}: out of its limits again", alert=card.title)
    return words("{alert}: over", alert=card.title)


def _incident_of(alert: int) -> str | None:
    """The one that it opened, or the one whose entry it became."""
    return incidents.known(source=SOURCE, external_id=str(alert)) or incidents.noted_in(
        source=SOURCE, external_id=str(alert)
    )
