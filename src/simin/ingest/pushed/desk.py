"""The desk at which posted deliveries are taken: who sends, how much, what, and the answer.

Acknowledged is durable: 202 is said after the records, the counts and the raw payload have
committed. The same delivery again changes nothing, so a sender that did not hear the answer may
send again.
"""

import hmac
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.db import Error as DatabaseError

from simin.ingest.feeds import (
    Bearer,
    Feed,
    Payload,
    PostedKind,
    SourceError,
    SourceKind,
    way_of,
)
from simin.ingest.oversight import mappings
from simin.ingest.pushed import book
from simin.ingest.runner import reading
from simin.ingest.runner.calling import Called
from simin.ingest.runner.keeping import City
from simin.ingest.runner.outcome import Kept
from simin.ingest.runner.ports import SecretStore
from simin.ingest.signature import SignatureError, verify
from simin.kit.allowance import Allowance
from simin.kit.clock import Clock

#: Deliveries of one feed in a minute, where its ``options.calls_a_minute`` says nothing.
CALLS_A_MINUTE = 600
#: Wrong signatures of one caller in a minute; beyond, it is told to wait.
WRONG_A_MINUTE = 30
#: Reasons of rejected records that an answer names.
SHOWN = 20


@dataclass(frozen=True)
class Answered:
    """What the sender is told."""

    status: HTTPStatus
    told: Mapping[str, Any]
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Delivery:
    """What came, before anybody looked at it. Header names in lower case."""

    feed: str
    headers: Mapping[str, str]
    body: bytes
    #: Address of the caller, for the count of its wrong signatures.
    caller: str


class Desk:
    """Takes deliveries for the posted feeds of one city."""

    def __init__(
        self,
        feeds: Sequence[Feed],
        kinds: Mapping[str, SourceKind],
        secrets: SecretStore,
        city: City,
        clock: Clock,
        tick: Callable[[], float],
        closed: Callable[[], str],
    ) -> None:
        """``closed`` says why nothing is taken now; empty: something is."""
        posted = [feed for feed in feeds if way_of(feed, kinds.get(feed.kind)) == "posted"]
        self._feeds = {feed.id: feed for feed in posted if feed.enabled}
        self._kinds = kinds
        self._secrets = secrets
        self._city = city
        self._clock = clock
        self._allowances = {
            feed.id: Allowance.a_minute(_calls_a_minute(feed), clock=tick) for feed in posted
        }
        self._wrong = Allowance.a_minute(WRONG_A_MINUTE, clock=tick)
        self._closed = closed

    def feed(self, name: str) -> Feed | None:
        """The feed that takes deliveries under this name."""
        return self._feeds.get(name)

    def receive(self, delivery: Delivery) -> Answered:
        feed = self.feed(delivery.feed)
        if feed is None:
            return refusal(HTTPStatus.NOT_FOUND, "no feed of this name takes deliveries")
        if len(delivery.body) > feed.max_bytes:
            reason = f"more than {feed.max_bytes} bytes"
            return refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, reason)
        kind = self._kinds[feed.kind]
        assert isinstance(kind, PostedKind)
        try:
            self._admit(feed, kind, delivery)
            return self._not_now(feed) or self._taken(mappings.in_effect([feed])[0], kind, delivery)
        except SignatureError as error:
            return self._unknown(delivery, str(error))
        except DatabaseError:
            return _wait(HTTPStatus.SERVICE_UNAVAILABLE, "it could not be kept; send it again", 30)

    def _not_now(self, feed: Feed) -> Answered | None:
        wait = self._allowances[feed.id].wait(feed.id)
        if wait:
            return _wait(HTTPStatus.TOO_MANY_REQUESTS, "too many deliveries", wait)
        reason = self._closed() or ("this feed is paused" if mappings.paused([feed]) else "")
        return _wait(HTTPStatus.SERVICE_UNAVAILABLE, reason, 60) if reason else None

    def _admit(self, feed: Feed, kind: PostedKind, delivery: Delivery) -> None:
        """Raises ``SignatureError``."""
        admission = kind.admission(feed)
        assert admission is not None
        held = self._secrets.secrets([admission.secret])
        missing = self._secrets.missing([admission.secret])
        secret = b"" if missing else held.fill(f"{{secret:{admission.secret}}}").encode()
        if isinstance(admission, Bearer):
            _check_token(secret, delivery.headers.get("authorization", ""))
        else:
            verify(admission, delivery.body, delivery.headers, secret, now=self._clock.now())

    def _unknown(self, delivery: Delivery, reason: str) -> Answered:
        wait = self._wrong.wait(delivery.caller)
        if wait:
            return _wait(HTTPStatus.TOO_MANY_REQUESTS, "too many wrong signatures", wait)
        return refusal(HTTPStatus.UNAUTHORIZED, reason, {"www-authenticate": "Bearer"})

    def _taken(self, feed: Feed, kind: SourceKind, delivery: Delivery) -> Answered:
        now = self._clock.now()
        payload = Payload(
            request="push",
            status=200,
            headers=_kept_headers(delivery.headers),
            body=self._secrets.secrets(feed.secrets).hide_bytes(delivery.body),
            fetched_at=now,
        )
        called = Called(payload, "")
        try:
            parsed = reading.parsed(kind, feed, payload)
        except SourceError as error:
            return self._unreadable(feed, called, reading.reason_of(error, feed))
        kept = book.take(feed, called, parsed, self._city, city_time=now)
        return _told(kept)

    def _unreadable(self, feed: Feed, called: Called, reason: str) -> Answered:
        book.refuse(feed, called, reason, self._city, city_time=self._clock.now())
        return refusal(HTTPStatus.UNPROCESSABLE_ENTITY, reason)


def refusal(status: HTTPStatus, reason: str, headers: Mapping[str, str] | None = None) -> Answered:
    return Answered(status, {"error": status.phrase, "message": reason}, headers or {})


def _wait(status: HTTPStatus, reason: str, seconds: float) -> Answered:
    return refusal(status, reason, {"retry-after": str(math.ceil(seconds))})


def _told(kept: Kept) -> Answered:
    """202, also where some records were rejected; 422 where all were."""
    counts = {"stored": kept.stored, "repeated": kept.repeated, "rejected": len(kept.rejected)}
    why = [{"where": one.where, "reason": one.reason} for one in kept.rejected[:SHOWN]]
    nothing = kept.rejected and not kept.stored and not kept.repeated
    status = HTTPStatus.UNPROCESSABLE_ENTITY if nothing else HTTPStatus.ACCEPTED
    return Answered(status, {**counts, **({"reasons": why} if why else {})})


def _check_token(secret: bytes, sent: str) -> None:
    if not secret:
        raise SignatureError("there is no secret to check the token with")
    scheme, _, token = sent.partition(" ")
    if scheme.lower() != "bearer" or not hmac.compare_digest(token.strip().encode(), secret):
        raise SignatureError("the header authorization carries no token that is known here")


def _kept_headers(headers: Mapping[str, str]) -> dict[str, str]:
    return {name: headers[name] for name in ("content-type",) if name in headers}


def _calls_a_minute(feed: Feed) -> int:
    said = feed.options.get("calls_a_minute", CALLS_A_MINUTE)
    return said if isinstance(said, int) and said > 0 else CALLS_A_MINUTE


class _Open:
    """The desk that this process was wired with."""

    desk: Desk | None = None


def open_desk(desk: Desk) -> None:
    """Make ``desk`` this process's; the composition root alone calls it."""
    _Open.desk = desk


def opened_desk() -> Desk | None:
    """None where this process takes no deliveries."""
    return _Open.desk
