"""Web Push: to every browser in which the person asked to be told.

What is said fits on a locked screen that others see: what kind of thing, its number, when it is
due; never a title, which may name what is withheld. It is encrypted for the browser all the same.
"""

from collections.abc import Collection
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import msgspec
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from simin.domains.identity import queries as identity
from simin.domains.identity import services as people
from simin.domains.identity.queries import PushSubscription
from simin.kit.clock import Clock
from simin.kit.delivery import Message, Recipient
from simin.kit.http.client import Outgoing
from simin.kit.web_push import PushKey, Subscription
from simin.workflows.channels.pushing import GONE, PushSender, taken
from simin.workflows.channels.wording import Link


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
        self._sender = PushSender(key, contact, hosts, clock)
        self._zone = zone
        self._link = link

    def reaches(self, recipient: Recipient) -> bool:
        return bool(identity.browsers(recipient.username))

    def send(self, message: Message) -> None:
        found = identity.browsers(message.recipient.username)
        statuses = self._sender.ask([self._outgoing(one, message) for one in found])
        for browser, status in zip(found, statuses, strict=True):
            if status in GONE:
                people.forget_browser(browser.pk)
        taken(statuses)

    def _outgoing(self, browser: PushSubscription, message: Message) -> Outgoing | None:
        to = Subscription(browser.endpoint, browser.p256dh, browser.auth)
        return self._sender.outgoing(to, self._content(message), _topic(message))

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


def _topic(message: Message) -> str:
    return f"{message.about}/{message.number}"
