"""The city says so when its stage changes, in one sentence with the reasons."""

from simin.domains.incidents import queries as incidents
from simin.domains.incidents.events import StageChanged
from simin.domains.news import services as news
from simin.domains.picture.card import Origin
from simin.domains.places import queries as places
from simin.kit.clock import Clock
from simin.kit.outbox.event import Event
from simin.kit.outbox.queries import Delivered
from simin.kit.translated import words

SOURCE = "city-stage"
REACTS_TO: tuple[type[Event], ...] = (StageChanged,)


def react(delivered: Delivered, *, clock: Clock) -> None:
    event = delivered.event
    if not isinstance(event, StageChanged):
        return
    change = incidents.stage_change(level=event.level, since=event.at)
    if change is None:
        return
    rises = event.level > event.before
    summary = words("The city stage was raised.") if rises else words("The city stage was lowered.")
    announced = news.Announcement(
        source=SOURCE,
        external_id=f"{event.at.isoformat()}/{event.level}",
        title=change.explained,
        summary=summary,
        category=words("City stage"),
        published_at=event.at,
        origin=Origin(change.origin),
        publisher=places.city().office,
    )
    news.publish(announced, received_at=clock.now())
