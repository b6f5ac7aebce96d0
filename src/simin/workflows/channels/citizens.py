"""Mails and push messages to subscribers: what is followed, where it is read, how it ends.

A mail says why it came, and ends with one click (RFC 8058) in the mail program or on a page.
Nothing of an address is ever logged.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import msgspec
from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.formats import date_format
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from simin.domains.places import queries as places
from simin.domains.subscriptions.queries import (
    Following,
    Subscriber,
    Word,
    confirm_word,
    mine_word,
    stop_word,
)
from simin.kit.clock import city_clock
from simin.kit.delivery import GoneError
from simin.kit.text import pick
from simin.kit.web_push import Subscription
from simin.workflows.channels.posting import Postbox
from simin.workflows.channels.public_words import Said, said_of
from simin.workflows.channels.pushing import GONE, PushSender, taken


@dataclass(frozen=True)
class Citizens:
    """``base``: the city's address without a slash at its end."""

    base: str
    push: PushSender
    #: Whether this installation sends mail.
    mails: bool
    postbox: Postbox = field(default_factory=Postbox)

    @property
    def channels(self) -> Sequence[str]:
        """Browsers first, which answer sooner."""
        return (Subscriber.PUSH, Subscriber.EMAIL) if self.mails else (Subscriber.PUSH,)

    def send(self, word: Word) -> bool:
        """False for what may not be said any more. Raises as a channel does."""
        subscriber = word.subscriber
        with override(subscriber.language):
            said = self._said(word)
            if said is None:
                return False
            if subscriber.channel == Subscriber.PUSH:
                self._push(word, said)
            else:
                self.postbox.post(self._mail(word, said))
        return True

    def rest(self) -> None:
        """For a while there is nothing more to send."""
        self.postbox.close()

    def _said(self, word: Word) -> Said | None:
        if word.announcement is not None:
            return said_of(word.announcement, word.subscriber.language, city_clock().now())
        if word.kind == Word.REMIND:
            text = _("On %(day)s your subscription ends, unless you keep it for another year.")
            day = date_format(_local(word.until), "DATE_FORMAT")
            return Said(_("Do you still want to be told?"), text % {"day": day}, "")
        text = _(
            "Somebody, probably you, asked to be told here. Open this page until %(time)s to"
            " confirm it. If it was not you, do nothing: the address will be deleted."
        ) % {"time": f"{_local(word.until):%Y-%m-%d %H:%M}"}
        return Said(_("Please confirm that you want to be told"), text, "")

    def _mail(self, word: Word, said: Said) -> EmailMessage:
        parts = [said.text, self._way(word, said)]
        headers = {"Auto-Submitted": "auto-generated"}
        if word.kind == Word.TELL and word.following is not None:
            stop = self._at(word, "stop", stop_word(word.following))
            headers["List-Unsubscribe"] = f"<{stop}>"
            headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
            parts.append(self._ending(word, stop))
        title = " ".join(f"{said.title} · {_city()}".split())
        return EmailMessage(
            title[:200], "\n\n".join(parts), to=[word.subscriber.address], headers=headers
        )

    def _way(self, word: Word, said: Said) -> str:
        if said.card:
            return f"{self.base}{_prefix(word.subscriber.language)}/card/{said.card}"
        if word.kind == Word.REMIND:
            return self._mine(word)
        assert isinstance(word.following, Following)
        return self._at(word, "confirm", confirm_word(word.following))

    def _ending(self, word: Word, stop: str) -> str:
        lines = [
            _("You are told because you asked for it."),
            _("No more of this: %(link)s") % {"link": stop},
            _("All that you follow: %(link)s") % {"link": self._mine(word)},
        ]
        return "-- \n" + "\n".join(lines)

    def _mine(self, word: Word) -> str:
        return self._at(word, "mine", mine_word(word.subscriber))

    def _at(self, word: Word, page: str, secret: str) -> str:
        return f"{self.base}{_prefix(word.subscriber.language)}/follow/{page}/{secret}/"

    def _push(self, word: Word, said: Said) -> None:
        one = word.subscriber
        path = self._way(word, said).removeprefix(self.base)
        told = {"title": said.title[:200], "body": said.text[:400], "tag": said.card, "path": path}
        to = Subscription(one.address, one.p256dh, one.auth)
        topic = f"citizen/{said.card or word.kind}"
        content = msgspec.json.encode(told)
        outgoing = self.push.outgoing(to, content, topic, keep=_left(said))
        statuses = self.push.ask([outgoing])
        if statuses[0] in GONE:
            raise GoneError(f"the browser is gone ({statuses[0]})")
        taken(statuses)


def _left(said: Said) -> timedelta | None:
    """Real time in which it can still be told; None: as long as any."""
    clock = city_clock()
    return (said.until - clock.now()) / (clock.speed or 1.0) if said.until else None


def _prefix(language: str) -> str:
    """The first language has none."""
    return "" if language == settings.LANGUAGE_CODE else f"/{language}"


def _local(moment: datetime) -> datetime:
    return moment.astimezone(places.zone() if places.has_city() else UTC)


def _city() -> str:
    if not places.has_city():
        return "Simin"
    return pick(places.city().name, get_language() or settings.LANGUAGE_CODE)
