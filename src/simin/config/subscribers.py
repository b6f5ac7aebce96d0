"""What the worker does for citizens who follow something: tell them, and forget them in time.

Imports stand inside, since the processes that only name these do not start Django for it.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simin.workflows.channels import Citizens


def tell_subscribers(citizens: "Citizens") -> int:
    """Bring what happened to whoever follows it."""
    from datetime import UTC, datetime

    from simin.workflows.subscribers_are_reached import reach

    return reach(citizens, datetime.now(UTC))


def look_after_subscriptions() -> int:
    """What was not confirmed or not renewed is forgotten; before that, somebody is reminded."""
    from datetime import UTC, datetime

    from simin.domains.subscriptions.services import look_after

    return look_after(datetime.now(UTC))
