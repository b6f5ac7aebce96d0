"""Web Push: to every browser in which the person asked to be told.

What is said fits on a locked screen that others see: what kind of thing, its number, when it is
due; never a title, which may name what is withheld. It is encrypted for the browser all the same.
"""

import asyncio
import hashlib
from collections.abc import Collection, Sequence
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import msgspec
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from simin.domains.identity import queries as identity
from simin.domains.identity import services as people
from simin.domains.identity.queries import PushSubscription
from simin.kit.clock import Clock, SystemClock
from simin.kit.delivery import BouncedError, Message, Recipient, UnsentError
from simin.kit.errors import RejectedError
from simin.kit.http.client import Client, Limits, Outgoing
from simin.kit.http.errors import AddressRefusedError, FetchError
from simin.kit.web_push import PushKey, Subscription, checked, sealed
from simin.workflows.channels.wording import Link

#: The browser, or the person in it, wants no more.
_GONE = frozenset({404, 410})
#: Not now.
_LATER = frozenset({408, 425, 429})
_LIMITS = Limits(seconds=15.0, bytes=16 * 1024, redirects=0)
#: Seconds for which a service keeps it for a browser that is off.
KEPT = 24 * 3600


class Push:
    """Sent if one browser took it; bounced if none is left."""

    name = "push"

    def __init__(
        self,
        key: PushKey,
        contact: str,
        zone: ZoneInfo,
        link: Link,
        *,
        hosts: Collection[str] = (),
        clock: Clock | None = None,
    ) -> None:
        self._key = key
        self._contact = contact
        self._zone = zone
        self._link = link
        self._hosts = tuple(hosts)
        self._clock = clock or SystemClock()

    def reaches(self, recipient: Recipient) -> bool:
        return bool(identity.browsers(recipient.username))

    def send(self, message: Message) -> None:
        found = identity.browsers(message.recipient.username)
        statuses = asyncio.run(self._ask_all([self._outgoing(one, message) for one in found]))
        for browser, status in zip(found, statuses, strict=True):
            if status in _GONE:
                people.forget_browser(browser.pk)
        if any(200 <= status < 300 for status in statuses):
            return
        if later := [one for one in statuses if one in _LATER or one >= 500 or one == 0]:
            told = f"({later[0]})" if later[0] else "(no answer)"
            raise UnsentError(f"the push service does not take it now {told}")
        told = ", ".join(map(str, sorted({*statuses}))) or "none left"
        raise BouncedError(f"no browser takes it any more ({told})")

    async def _ask_all(self, asked: Sequence[Outgoing | None]) -> list[int]:
        client = Client(private_hosts=self._hosts)
        try:
            return [await _status(client, one) for one in asked]
        finally:
            await client.aclose()

    def _outgoing(self, browser: PushSubscription, message: Message) -> Outgoing | None:
        """None for an address that is not taken (any more), or keys that are broken."""
        to = Subscription(browser.endpoint, browser.p256dh, browser.auth)
        try:
            body = sealed(self._content(message), checked(to, self._hosts))
        except (RejectedError, ValueError):
            return None
        now = self._clock.now()
        topic = hashlib.sha256(f"{message.about}/{message.number}".encode()).hexdigest()[:32]
        return Outgoing(
            browser.endpoint,
            method="POST",
            headers={
                "Authorization": self._key.authorization(
                    browser.endpoint, contact=self._contact, now=now
                ),
                "Content-Encoding": "aes128gcm",
                "Content-Type": "application/octet-stream",
                "TTL": str(KEPT),
                "Urgency": "high",
                "Topic": topic,
            },
            body=body,
        )

    def _content(self, message: Message) -> bytes:
        with override(message.recipient.language or settings.LANGUAGE_CODE):
            due = message.due_at.astimezone(self._zone).strftime("%Y-%m-%d %H:%M")
            told = {
                "title": _what(message),
                "body": f"{message.number} · " + _("Due %(time)s") % {"time": due},
                "tag": f"{message.about}-{message.number}",
                "path": urlsplit(self._link(message)).path,
            }
        return msgspec.json.encode(told)


def _what(message: Message) -> str:
    said = _of_step(message.act) if message.about == "step" else _of_directive(message.act)
    return _("[DRILL] %(said)s") % {"said": said} if message.drill else said


def _of_step(act: str) -> str:
    return {
        "open": _("A step is to be done"),
        "late": _("A step is late"),
        "escalate": _("A late step went up to you"),
    }.get(act, _("A step of a procedure"))


def _of_directive(act: str) -> str:
    return {
        "issue": _("New directive"),
        "remind": _("Reminder of a directive"),
        "escalate": _("A directive was escalated"),
        "return": _("A directive was returned"),
        "cancel": _("A directive was cancelled"),
        "report": _("A directive was reported"),
        "undelivered": _("A directive could not be delivered"),
    }.get(act, _("A directive"))


async def _status(client: Client, asked: Outgoing | None) -> int:
    """0: no answer; 403 for what is not even asked."""
    if asked is None:
        return 403
    try:
        return (await client.fetch(asked, _LIMITS)).status
    except AddressRefusedError:
        return 403
    except FetchError:
        return 0
