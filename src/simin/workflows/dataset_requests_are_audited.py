"""Who showed, answered, declined or held back a citizen's request stands in the audit trail."""

from simin.domains.audit.services import record
from simin.domains.dataset_requests.events import RequestDecided
from simin.kit.clock import Clock
from simin.kit.outbox.event import Event
from simin.kit.outbox.queries import Delivered

REACTS_TO: tuple[type[Event], ...] = (RequestDecided,)


def react(delivered: Delivered, *, clock: Clock) -> None:
    match delivered.event:
        case RequestDecided() as decided:
            record(
                account=decided.by,
                action=f"dataset-request.{decided.act}",
                subject=f"dataset-request/{decided.request}",
                details={"reason": decided.reason},
            )
