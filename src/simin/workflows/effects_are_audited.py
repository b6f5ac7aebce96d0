"""Who says what something is measured by, and who says otherwise later, stands in the audit trail.

So a window that was moved until it looked well is seen to have been moved.
"""

from simin.domains.audit.services import record
from simin.domains.effects.events import EffectAsked, EffectWithdrawn
from simin.kit.clock import Clock
from simin.kit.outbox.event import Event
from simin.kit.outbox.queries import Delivered

REACTS_TO: tuple[type[Event], ...] = (EffectAsked, EffectWithdrawn)


def react(delivered: Delivered, *, clock: Clock) -> None:
    match delivered.event:
        case EffectAsked() as asked:
            details: dict[str, object] = {
                "question": asked.question,
                "indicator": asked.indicator,
                "place": asked.place,
                "direction": asked.direction,
                "window": asked.window,
                "baseline": asked.baseline,
            }
            _record(asked.by, "effect.asked", asked.subject, details)
        case EffectWithdrawn() as gone:
            details = {"question": gone.question, "reason": gone.reason}
            _record(gone.by, "effect.withdrawn", gone.subject, details)


def _record(by: str, action: str, subject: str, details: dict[str, object]) -> None:
    record(account=by, action=action, subject=subject, details=details)
