"""Whoever changes a project or a pledge stands in the audit trail.

What the clock alone changes (how a project stands) does not: it follows from what stands there.
"""

import msgspec

from simin.domains.audit.services import record
from simin.domains.projects.events import PledgeEvent, ProjectEvent, StandingChanged
from simin.kit.clock import Clock
from simin.kit.outbox.event import Event
from simin.kit.outbox.queries import Delivered

REACTS_TO: tuple[type[Event], ...] = (ProjectEvent, PledgeEvent)
#: Event to the deed's name.
DEEDS = {
    "ProjectRecorded": "project.recorded",
    "SiteReported": "project.reported",
    "MilestoneReached": "project.milestone",
    "PhotoReleased": "project.photo",
    "PledgeRecorded": "pledge.recorded",
    "PledgeMoved": "pledge.moved",
}


def react(delivered: Delivered, *, clock: Clock) -> None:
    told = delivered.event
    if isinstance(told, StandingChanged) or not isinstance(told, ProjectEvent | PledgeEvent):
        return
    plain = msgspec.to_builtins(told)
    kind = "project" if isinstance(told, ProjectEvent) else "pledge"
    record(
        account=plain.pop("by"),
        action=DEEDS[type(told).__name__],
        subject=f"{kind}/{plain.pop(kind)}",
        details={name: value for name, value in plain.items() if name != "at"},
    )
