"""Tells the broker of a pushed feed where we are to be notified, or to leave it.

Only NGSI-LD says how a sender is told; of a webhook what its sender must be told is said instead.
"""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from simin.config.feeds import feed_secrets
from simin.config.installation import Installation
from simin.config.source_kinds import known_kinds
from simin.ingest.feeds import Bearer, Feed, PostedKind, Request, way_of
from simin.ingest.runner.calling import PATIENCE
from simin.kit.errors import RejectedError, SiminError
from simin.kit.http import Answer, Client, FetchError, Limits, Outgoing
from simin.sources.ngsi_ld import registering


class SubscriptionRefusedError(SiminError):
    """The broker did not take the subscription."""


async def subscribe(installation: Installation, feed: Feed, here: str) -> str:
    """What came of it. Raises ``RejectedError``, ``SubscriptionRefusedError``."""
    city = installation.pack.city.id
    make, change = _told(lambda: registering.registration(_notified(feed), city, _address(here)))
    answer = await _sent(installation, feed, make)
    if answer.status == 409:
        answer = await _sent(installation, feed, change)
    if not 200 <= answer.status < 300:
        raise _refusal(answer)
    return registering.subscription_id(feed, city)


async def unsubscribe(installation: Installation, feed: Feed) -> str:
    """The same for the end of it; one that the broker does not know has ended."""
    city = installation.pack.city.id
    request = _told(lambda: registering.withdrawal(_notified(feed), city))
    answer = await _sent(installation, feed, request)
    if answer.status != 404 and not 200 <= answer.status < 300:
        raise _refusal(answer)
    return registering.subscription_id(feed, city)


def is_registered_by_hand(feed: Feed) -> bool:
    kind = known_kinds().get(feed.kind)
    return way_of(feed, kind) == "posted" and feed.kind != "ngsi_ld"


def by_hand(feed: Feed, here: str) -> Iterator[str]:
    """What the sender of a webhook must be told."""
    kind = known_kinds()[feed.kind]
    assert isinstance(kind, PostedKind)
    admission = kind.admission(feed)
    yield f"Tell the sender of {feed.id}:"
    yield f"  address    POST {_address(here)}/hooks/{feed.id}"
    yield "  body       application/json"
    if admission is None or isinstance(admission, Bearer):
        return
    time = f" over TIME.BODY, TIME in {admission.time_header}" if admission.time_header else ""
    yield f"  header     {admission.header}: {admission.prefix}HMAC-{admission.algorithm}{time}"
    yield f"  key        the secret {admission.secret}"
    yield "  answers    202 means kept; 429 and 503 mean later, as retry-after says"


async def _sent(installation: Installation, feed: Feed, request: Request) -> Answer:
    client = Client(private_hosts=installation.pack.city.private_hosts)
    secrets = feed_secrets(installation).secrets(feed.secrets)
    headers = {**feed.headers, **request.headers}
    outgoing = Outgoing(request.url, request.method, headers, request.body, secrets)
    try:
        return await client.fetch(outgoing, Limits(PATIENCE, redirects=0))
    except FetchError as error:
        raise SubscriptionRefusedError(f"the broker was not told: {error.reason}") from error
    finally:
        await client.aclose()


def _refusal(answer: Answer) -> SubscriptionRefusedError:
    said = answer.body.decode(errors="replace").strip()[:300]
    return SubscriptionRefusedError(f"the broker answers with status {answer.status}: {said}")


def _notified(feed: Feed) -> Feed:
    if feed.kind != "ngsi_ld" or way_of(feed, known_kinds().get(feed.kind)) != "posted":
        raise RejectedError("NAME", "nobody notifies this feed; it has no options.notified")
    return feed


def _told[T](make: Callable[[], T]) -> T:
    try:
        return make()
    except ValueError as error:
        raise RejectedError("NAME", str(error)) from error


def _address(here: str) -> str:
    parts = urlsplit(here)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise RejectedError("--here", "give our address as the sender reaches it: https://…")
    return here.rstrip("/")
