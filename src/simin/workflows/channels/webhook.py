"""A webhook: the city's SMS gateway, or whatever else it has, which knows people's numbers.

Signed with HMAC-SHA256 over ``timestamp.body``, so that the gateway knows who asks and that it is
no replay; the same message has the same ``Idempotency-Key``. No telephone number is kept here.
"""

import asyncio
import hashlib
import hmac
from collections.abc import Collection
from zoneinfo import ZoneInfo

import msgspec
from django.conf import settings

from simin.kit.clock import Clock, SystemClock
from simin.kit.delivery import BouncedError, Message, Recipient, UnsentError
from simin.kit.http.client import Answer, Client, Limits, Outgoing
from simin.kit.http.errors import AddressRefusedError, FetchError
from simin.workflows.channels.wording import Link, worded

#: What a gateway says of a person or a message that it will never take.
_NEVER = frozenset({400, 404, 410, 422})
_LIMITS = Limits(seconds=15.0, bytes=64 * 1024, redirects=0)


class Webhook:
    """Everything but 2xx is not now, or never."""

    name = "webhook"

    def __init__(
        self,
        url: str,
        secret: str,
        zone: ZoneInfo,
        link: Link,
        *,
        private_hosts: Collection[str] = (),
        clock: Clock | None = None,
    ) -> None:
        self._url = url
        self._secret = secret.encode()
        self._zone = zone
        self._link = link
        self._private = tuple(private_hosts)
        self._clock = clock or SystemClock()

    def reaches(self, recipient: Recipient) -> bool:
        return True

    def send(self, message: Message) -> None:
        try:
            answer = asyncio.run(self._ask(self._outgoing(message)))
        except AddressRefusedError as error:
            raise BouncedError(error.reason) from error
        except FetchError as error:
            raise UnsentError(error.reason) from error
        if answer.status in _NEVER:
            raise BouncedError(f"the gateway will not take it ({answer.status})")
        if not 200 <= answer.status < 300:
            raise UnsentError(f"the gateway does not take it now ({answer.status})")

    async def _ask(self, outgoing: Outgoing) -> Answer:
        client = Client(private_hosts=self._private)
        try:
            return await client.fetch(outgoing, _LIMITS)
        finally:
            await client.aclose()

    def _outgoing(self, message: Message) -> Outgoing:
        body = msgspec.json.encode(self._told(message))
        # A title is a title, also one that looks like a secret's placeholder.
        body = body.replace(b"{secret:", rb"\u007bsecret:")
        at = str(int(self._clock.now().timestamp()))
        return Outgoing(
            self._url,
            method="POST",
            headers={
                "Content-Type": "application/json",
                "Idempotency-Key": hashlib.sha256(message.key.encode()).hexdigest(),
                "X-Simin-Timestamp": at,
                "X-Simin-Signature": f"sha256={signature(self._secret, at, body)}",
            },
            body=body,
        )

    def _told(self, message: Message) -> dict[str, object]:
        link = self._link(message)
        first, rest = worded(message, self._zone, link, settings.LANGUAGE_CODE)
        return {
            message.about: message.number,
            "drill": message.drill,
            "act": message.act,
            "to": {"account": message.recipient.username, "unit": message.recipient.unit},
            "text": f"{first}\n{rest}",
            "due_at": message.due_at,
            "link": link,
        }


def signature(secret: bytes, timestamp: str, body: bytes) -> str:
    """Hex; what the gateway computes too."""
    return hmac.new(secret, timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()
