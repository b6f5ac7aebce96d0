"""What the worker does for citizens who left an address: tell them, and forget it in time.

It is done in a thread of its own: a mail server that hangs holds up no directive. Imports stand
inside, since the processes that only name these do not start Django for it.
"""

from functools import partial
from typing import TYPE_CHECKING

from simin.config.rounds import Chore

if TYPE_CHECKING:
    from simin.workflows.channels import Citizens


#: Real seconds of a turn in which messages of one channel are begun, so that others have theirs.
TURN = 5.0
#: Real seconds between two looks at what is due.
BEAT = 1.0


def chores_for(citizens: "Citizens") -> list[Chore]:
    return [
        Chore("tell subscribers", BEAT, partial(tell_subscribers, citizens), personal=True),
        Chore("tell who asked for data", 60, tell_data_requests, personal=True),
        Chore("look after subscriptions", 3600, look_after_subscriptions, personal=True),
    ]


def tell_subscribers(citizens: "Citizens") -> int:
    """Bring what happened to whoever follows it."""
    from datetime import UTC, datetime

    from simin.workflows.subscribers_are_reached import reach

    return reach(citizens, datetime.now(UTC), seconds=TURN)


def look_after_subscriptions() -> int:
    """What was not confirmed or not renewed is forgotten; before that, somebody is reminded."""
    from datetime import UTC, datetime

    from simin.domains.subscriptions.services import look_after

    return look_after(datetime.now(UTC))


def tell_data_requests() -> int:
    """Who asked for data is told the answer, and addresses that are too old go."""
    from datetime import UTC, datetime

    from django.conf import settings

    from simin.domains.dataset_requests.services import forget_contacts
    from simin.workflows.dataset_requests_are_told import tell

    gone = forget_contacts(now=datetime.now(UTC))
    return gone + (tell() if settings.SIMIN_MAIL else 0)
