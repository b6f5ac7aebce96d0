"""What citizens follow has happened: a warning went out, a project or a pledge moved.

Couples warnings, projects and pledges with who follows them. Only ids are handed on: what is said
is read when it is sent, so that nothing is said that has been withheld meanwhile. Drills never.
"""

from simin.domains.places import queries as places
from simin.domains.projects.events import (
    MilestoneReached,
    PhotoReleased,
    PledgeMoved,
    ProjectEvent,
    StandingChanged,
)
from simin.domains.subscriptions import services
from simin.domains.subscriptions.services import News
from simin.domains.subscriptions.topics import PLEDGES, WARNINGS, rank
from simin.domains.warnings import queries as warnings
from simin.domains.warnings.concerning import concerns
from simin.domains.warnings.events import WarningSent
from simin.kit.clock import Clock, SystemClock
from simin.kit.outbox.event import Event
from simin.kit.outbox.queries import Delivered

REACTS_TO: tuple[type[Event], ...] = (
    WarningSent,
    MilestoneReached,
    StandingChanged,
    PhotoReleased,
    PledgeMoved,
)


def react(delivered: Delivered, *, clock: Clock) -> None:
    news = _news(delivered.event)
    if news is not None:
        services.announce(news, position=delivered.position, at=SystemClock().now())


def _news(event: Event) -> News | None:
    match event:
        case WarningSent(exercise=False):
            return _of_warning(event)
        case MilestoneReached():
            return _of_project(event, act="milestone", milestone=event.milestone)
        case StandingChanged():
            return _of_project(event, act="standing")
        case PhotoReleased(public=True):
            return _of_project(event, act="photo")
        case PledgeMoved():
            topic = f"pledge/{event.pledge}"
            return News(topics=(topic, PLEDGES), what={"card": topic, "act": "moved"})
    return None


def _of_project(event: ProjectEvent, **what: str) -> News:
    topic = f"project/{event.project}"
    return News(topics=(topic,), what={"card": topic, **what})


def _of_warning(event: WarningSent) -> News:
    """Whoever was told of any message of a warning is told of all that follow it."""
    sent = [one.content for one in warnings.messages(event.warning)]
    outlines = {one.id: one.geometry for one in places.districts()}
    touched = {
        district
        for district in outlines
        if any(concerns(content, district, outlines) for content in sent)
    }
    return News(
        topics=(WARNINGS,),
        what={"card": f"warning/{event.warning}", "message": event.identifier},
        districts=tuple(sorted(touched)),
        rank=min(rank(content["severity"]) for content in sent),
    )
