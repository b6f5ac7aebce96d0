"""Hand content to push services, sealed and signed, and say what became of it."""

import asyncio
import hashlib
from collections.abc import Collection, Sequence
from datetime import timedelta

from simin.kit.clock import Clock, SystemClock
from simin.kit.delivery import BouncedError, UnsentError
from simin.kit.errors import RejectedError
from simin.kit.http.client import Client, Limits, Outgoing
from simin.kit.http.errors import AddressRefusedError, FetchError
from simin.kit.web_push import PushKey, Subscription, checked, sealed

#: The browser, or the person in it, wants no more.
GONE = frozenset({404, 410})
#: Not now.
_LATER = frozenset({408, 425, 429})
_LIMITS = Limits(seconds=15.0, bytes=16 * 1024, redirects=0)
#: For so long a service keeps it for a browser that is off.
KEPT = timedelta(days=1)


class PushSender:
    """``hosts``: push services besides those of the browsers that there are."""

    def __init__(
        self, key: PushKey, contact: str, hosts: Collection[str] = (), clock: Clock | None = None
    ) -> None:
        self._key = key
        self._contact = contact
        self._hosts = tuple(hosts)
        self._clock = clock or SystemClock()

    def outgoing(
        self, to: Subscription, content: bytes, topic: str, *, keep: timedelta | None = None
    ) -> Outgoing | None:
        """None for an address that is not taken (any more), or keys that are broken.

        Of one ``topic`` a service keeps the newest only, while the browser is off, and no longer
        than ``keep``.
        """
        try:
            body = sealed(content, checked(to, self._hosts))
        except (RejectedError, ValueError):
            return None
        now = self._clock.now()
        return Outgoing(
            to.endpoint,
            method="POST",
            headers={
                "Authorization": self._key.authorization(
                    to.endpoint, contact=self._contact, now=now
                ),
                "Content-Encoding": "aes128gcm",
                "Content-Type": "application/octet-stream",
                "TTL": str(_seconds(keep)),
                "Urgency": "high",
                "Topic": hashlib.sha256(topic.encode()).hexdigest()[:32],
            },
            body=body,
        )

    def ask(self, asked: Sequence[Outgoing | None]) -> list[int]:
        """The status of each; 0: no answer; 403 for what is not even asked."""
        return asyncio.run(self._ask_all(asked))

    async def _ask_all(self, asked: Sequence[Outgoing | None]) -> list[int]:
        client = Client(private_hosts=self._hosts)
        try:
            return [await _status(client, one) for one in asked]
        finally:
            await client.aclose()


def _seconds(keep: timedelta | None) -> int:
    wanted = KEPT if keep is None else min(keep, KEPT)
    return max(0, int(wanted.total_seconds()))


def taken(statuses: Sequence[int]) -> None:
    """One browser of a person is enough. Raises ``UnsentError`` or ``BouncedError``."""
    if any(200 <= status < 300 for status in statuses):
        return
    if later := [one for one in statuses if one in _LATER or one >= 500 or one == 0]:
        told = f"({later[0]})" if later[0] else "(no answer)"
        raise UnsentError(f"the push service does not take it now {told}")
    told = ", ".join(map(str, sorted({*statuses}))) or "none left"
    raise BouncedError(f"no browser takes it any more ({told})")


async def _status(client: Client, asked: Outgoing | None) -> int:
    if asked is None:
        return 403
    try:
        return (await client.fetch(asked, _LIMITS)).status
    except AddressRefusedError:
        return 403
    except FetchError:
        return 0
