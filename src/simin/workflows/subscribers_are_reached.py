"""The worker hands what happened to whoever follows it, and brings what is due.

Couples subscriptions, the ways to people, and the trail of who read personal data for what.
"""

from datetime import datetime

from simin.domains.audit.services import SYSTEM, record_access
from simin.domains.subscriptions import services
from simin.domains.subscriptions.queries import Announcement
from simin.workflows.channels import Citizens

#: Steps in which what happened is handed round, in one go.
STEPS = 10


def reach(citizens: Citizens, now: datetime, *, seconds: float = float("inf")) -> int:
    """How many messages were sent; of each channel none is begun after its ``seconds``."""
    for _ in range(STEPS):
        moved = services.hand_round(now)
        for one in moved:
            _read(one)
        if not moved:
            break
    services.give_up_old(now)
    try:
        return services.deliver_due(citizens, now, seconds=seconds)
    finally:
        citizens.rest()


def _read(one: Announcement) -> None:
    """All addresses that follow something are read for one purpose: one line, not one each."""
    if not one.done:
        return
    record_access(
        account=SYSTEM,
        person=f"subscribers/{one.position}",
        purpose="to tell subscribers what they follow",
        fields=["address"],
    )
