"""What a feed asks of its broker, and what is wrong with that."""

from collections.abc import Iterator

import msgspec

from simin.ingest.brokers.address import BrokerAddressError, broker_address
from simin.ingest.brokers.topics import topic_filter, wrong_topic
from simin.ingest.feeds.contract import Feed, Problem
from simin.ingest.feeds.pushed import Subscription
from simin.ingest.rows.mapping_check import wrong_options
from simin.kit.http.secrets import placeholders

_OPTIONS: dict[str, type] = {
    "topics": list,
    "qos": int,
    "version": str,
    "user": str,
    "password": str,
    "client": str,
    "ca": str,
    "crs": str,
    "bounds": list,
}
_ASKED = ("qos", "version", "user", "password", "client", "ca")

#: Options that may hold a secret.
_SECRET = ("user", "password", "ca")


def subscription_of(feed: Feed) -> Subscription:
    options = {name: feed.options[name] for name in feed.options if name in _ASKED}
    topics = tuple(topic_filter(topic) for topic in feed.options["topics"])
    return msgspec.convert({**options, "topics": topics}, Subscription)


def wrong_subscription(feed: Feed) -> list[Problem]:
    wrong = wrong_options(feed, _OPTIONS, ("topics",))
    return wrong or list(_wrong(feed))


def _wrong(feed: Feed) -> Iterator[Problem]:
    options = feed.options
    for topic in options["topics"]:
        if reason := wrong_topic(str(topic)):
            yield Problem(field="options.topics", reason=f"{topic}: {reason}")
    if options.get("qos", 1) not in (0, 1):
        yield Problem(field="options.qos", reason="0 or 1; 1 loses nothing")
    if options.get("version", "5") not in ("3.1.1", "5"):
        yield Problem(field="options.version", reason='"3.1.1" or "5"')
    for name in placeholders("".join(options.get(name, "") for name in _SECRET)):
        if name not in feed.secrets:
            yield Problem(field="secrets", reason=f"must name {name}")
    try:
        tls = broker_address(feed.address).tls
        if "ca" in options and not tls:
            yield Problem(field="options.ca", reason="is for an address that begins with mqtts://")
    except BrokerAddressError as error:
        yield Problem(field="address", reason=str(error))
