"""The worker hands what happened to whoever follows it, and brings what is due.

Couples subscriptions, the ways to people, and the trail of who read personal data for what.
"""

from datetime import datetime

from simin.domains.audit.services import SYSTEM, record_access
from simin.domains.subscriptions import services
from simin.domains.subscriptions.queries import Announcement
from simin.workflows.channels import Citizens


def reach(citizens: Citizens, now: datetime) -> int:
    """How many messages were sent."""
    for one in services.hand_round(now):
        _read(one)
    return services.deliver_due(citizens.send, now)


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
