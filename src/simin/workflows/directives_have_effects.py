"""What a directive is measured by begins when it is issued, and is not asked once it is cancelled.

What was closed goes on being measured: its effect is often seen only then.
"""

from simin.domains.directives.events import DirectiveMoved
from simin.domains.directives.states import Act
from simin.domains.effects import services as effects
from simin.kit.clock import Clock
from simin.kit.outbox.event import Event
from simin.kit.outbox.queries import Delivered
from simin.workflows.directive_names_effect import subject_of

REACTS_TO: tuple[type[Event], ...] = (DirectiveMoved,)


def react(delivered: Delivered, *, clock: Clock) -> None:
    moved = delivered.event
    if not isinstance(moved, DirectiveMoved):
        return
    if moved.act == Act.ISSUE:
        effects.begin(subject_of(moved.directive), at=moved.at)
    elif moved.act == Act.CANCEL:
        effects.withdraw(subject_of(moved.directive), by=moved.by)
