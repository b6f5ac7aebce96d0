"""One request of a feed, asked: courtesy, quota, validators, secrets; and what a status means.

Statuses fall into the families of failure here, so that kinds only see answers with content. A
request to another origin than the feed's own gets no secrets: its address may have come from the
source, which may send us anywhere, also from https to http.
"""

import email.utils
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from simin.ingest.feeds import (
    Feed,
    Payload,
    Request,
    SourceError,
    SourceImplausibleError,
    SourceRefusedError,
    SourceUnavailableError,
)
from simin.ingest.runner.hosts import Hosts
from simin.ingest.runner.ports import Network, SecretStore
from simin.kit.clock import Clock
from simin.kit.http import (
    AddressRefusedError,
    Answer,
    AnswerTooLargeError,
    FetchError,
    Limits,
    Outgoing,
    Secrets,
)

#: Seconds that one call may take, redirects and body included.
PATIENCE = 60.0
#: Statuses that pass: too early, too many, timed out, and every fault of the server.
_PASSING = {408, 425, 429}

type Validators = Mapping[str, str]


@dataclass(frozen=True)
class Called:
    """An answer with content, and where it came from."""

    payload: Payload
    #: With placeholders.
    url: str

    @property
    def validators(self) -> dict[str, str]:
        """To be sent with the same request the next time."""
        headers = self.payload.headers
        return {name: headers[name] for name in ("etag", "last-modified") if headers.get(name)}

    @property
    def digest(self) -> str:
        """Of the body: few sources say that nothing changed, and most of what they send did not."""
        return hashlib.blake2b(self.payload.body, digest_size=16).hexdigest()


class Caller:
    """Asks sources."""

    def __init__(
        self,
        network: Network,
        hosts: Hosts,
        secrets: SecretStore,
        real: Clock,
        patience: float = PATIENCE,
    ) -> None:
        self._network = network
        self._hosts = hosts
        self._secrets = secrets
        self._real = real
        self._patience = patience

    def secrets(self, feed: Feed) -> Secrets:
        return self._secrets.secrets(feed.secrets)

    async def call(self, feed: Feed, request: Request, known: Validators) -> Called | None:
        """The answer, or None where the source says that nothing changed.

        Raises one of the three families of ``SourceError``.
        """
        origin = origin_of(request.url)
        own = origin == origin_of(feed.address)
        outgoing = Outgoing(
            request.url,
            request.method,
            {**(feed.headers if own else {}), **request.headers, **_conditions(known)},
            request.body,
            self.secrets(feed) if own else Secrets(),
        )
        async with self._hosts.turn(origin[1], feed.schedule.pause):
            answer = await self._fetched(outgoing, Limits(self._patience, feed.max_bytes))
        if answer.status == 304 and known:
            return None
        if not 200 <= answer.status < 300:
            raise failure(answer, self._real.now())
        return Called(self._payload(request, answer), answer.url)

    async def _fetched(self, outgoing: Outgoing, limits: Limits) -> Answer:
        try:
            return await self._network.fetch(outgoing, limits)
        except AddressRefusedError as error:
            raise SourceRefusedError(error.reason) from error
        except AnswerTooLargeError as error:
            raise SourceImplausibleError(error.reason) from error
        except FetchError as error:
            raise SourceUnavailableError(error.reason) from error

    def _payload(self, request: Request, answer: Answer) -> Payload:
        return Payload(
            request=request.name,
            status=answer.status,
            headers=answer.headers,
            body=answer.body,
            fetched_at=self._real.now(),
        )


def origin_of(url: str) -> tuple[str, str, int | None]:
    """Scheme, host and port; empty where ``url`` is not well formed."""
    try:
        parts = urlsplit(url)
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
        return parts.scheme, (parts.hostname or "").rstrip("."), port
    except ValueError:
        return "", "", None


def failure(answer: Answer, now: datetime) -> SourceError:
    """What an answer without content means."""
    status = answer.status
    if status in _PASSING or status >= 500:
        wish = retry_after(answer.headers.get("retry-after", ""), now)
        return SourceUnavailableError(f"the source answers with status {status}", retry_after=wish)
    return SourceRefusedError(f"the source answers with status {status}")


def retry_after(said: str, now: datetime) -> float | None:
    """Seconds to wait, from a number of seconds or a date."""
    if said.strip().isdecimal():
        return float(said)
    try:
        at = email.utils.parsedate_to_datetime(said)
    except ValueError:
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0.0, (at - now).total_seconds())


def _conditions(known: Validators) -> dict[str, str]:
    names = {"etag": "if-none-match", "last-modified": "if-modified-since"}
    return {names[name]: value for name, value in known.items() if name in names}
