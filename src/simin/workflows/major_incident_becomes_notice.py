"""Everyone hears of a grave incident when it is reported and when it is over.

Never of a drill, and never of an incident that is withheld: a notice would tell what the card does
not.
"""

from collections.abc import Mapping

from simin.domains.incidents import cards as incident_cards
from simin.domains.incidents.events import (
    IncidentAdvanced,
    IncidentEvent,
    IncidentReported,
)
from simin.domains.incidents.states import State
from simin.domains.news import services as news
from simin.domains.picture.card import Card, Visibility
from simin.domains.places import queries as places
from simin.kit.clock import Clock
from simin.kit.outbox.event import Event
from simin.kit.outbox.queries import Delivered
from simin.kit.translated import words

REACTS_TO: tuple[type[Event], ...] = (IncidentReported, IncidentAdvanced)


def react(delivered: Delivered, *, clock: Clock) -> None:
    event = delivered.event
    if not isinstance(event, IncidentEvent) or not event.major:
        return
    moment = _moment(event)
    if moment is None:
        return
    card = incident_cards.card(event.incident, clock.now())
    if card.release.visibility is Visibility.PUBLIC:
        news.publish(_announcement(card, event, moment), received_at=clock.now())


def _moment(event: IncidentEvent) -> State | None:
    """The state that everyone hears of; None for the steps between."""
    if isinstance(event, IncidentReported):
        return State.REPORTED
    if isinstance(event, IncidentAdvanced) and event.state in (State.CLOSED, State.FALSE_ALARM):
        return State(event.state)
    return None


def _announcement(card: Card, event: IncidentEvent, moment: State) -> news.Announcement:
    agency = _agency(card) or places.city().office
    title, summary = _sentences(moment, card.title, agency)
    return news.Announcement(
        source=card.trust.source,
        external_id=f"{card.id}/{moment}/{event.at.isoformat()}",
        title=title,
        summary=summary,
        category=card.body["kind_name"],
        published_at=event.at,
        district=event.district or "",
        origin=card.trust.origin,
        recorded_at=event.recorded_at,
        publisher=agency,
    )


def _agency(card: Card) -> Mapping[str, str] | None:
    """Not where the card does not tell it either."""
    hidden = any(one.field == "body.agency" for one in card.fields)
    return None if hidden else card.body["agency"]


def _sentences(
    moment: State, incident: Mapping[str, str], agency: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Title and summary."""
    if moment is State.REPORTED:
        return (
            words("{incident}: reported", incident=incident),
            words("{agency} is responding. Please keep clear of the area.", agency=agency),
        )
    if moment is State.FALSE_ALARM:
        return (
            words("{incident}: false alarm", incident=incident),
            words("{agency} found no danger.", agency=agency),
        )
    return (
        words("{incident}: over", incident=incident),
        words("{agency} has ended its work there.", agency=agency),
    )
