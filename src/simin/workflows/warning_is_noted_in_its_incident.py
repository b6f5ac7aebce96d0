"""That the public was warned, and that the warning ended, stands in the incident's timeline."""

from simin.domains.incidents import services as incidents
from simin.domains.incidents.errors import UnknownIncidentError
from simin.domains.incidents.services import Told
from simin.domains.picture.card import Origin
from simin.domains.places import queries as places
from simin.domains.warnings import queries as warnings
from simin.domains.warnings.events import (
    WarningCancelled,
    WarningEvent,
    WarningExpired,
    WarningSent,
    WarningUpdated,
)
from simin.kit.clock import Clock
from simin.kit.outbox.event import Event
from simin.kit.outbox.queries import Delivered
from simin.kit.translated import words

REACTS_TO: tuple[type[Event], ...] = (WarningSent, WarningExpired)
SOURCE = "public-warnings"


def react(delivered: Delivered, *, clock: Clock) -> None:
    event = delivered.event
    if not isinstance(event, WarningEvent):
        return
    told = Told(
        at=event.at,
        actor=places.city().office,
        # The city warned now, about what may be a replay.
        origin=Origin(warnings.warning(event.warning).origin),
        received_at=event.at,
        text=words("Drill, nobody outside hears of it: {said}", said=_sentence(event))
        if event.exercise
        else _sentence(event),
        source=SOURCE,
        external_id=f"{event.warning}/{delivered.position}",
    )
    try:
        incidents.note(event.incident, told=told)
    except UnknownIncidentError:
        return


def _sentence(event: WarningEvent) -> dict[str, str]:
    match event:
        case WarningExpired():
            return words("The warning to the public ran out")
        case WarningCancelled():
            return words("The warning to the public was cancelled")
        case WarningUpdated() as updated:
            return words(
                "The warning to the public was updated: {headline}", headline=updated.headline
            )
        case WarningSent() as issued:
            return words("The public was warned: {headline}", headline=issued.headline)
    return {}
