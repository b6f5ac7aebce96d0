"""Kinds whose sources speak first: what they are sent, or what they listen to.

A feed is asked unless its kind says otherwise of it. A kind says only who may send and which topics
are meant; connections, signatures and acknowledgements are the runner's.
"""

from collections.abc import Iterator
from typing import Any, Literal, Protocol, runtime_checkable

import msgspec

from simin.ingest.feeds.contract import Feed, Problem, SourceKind
from simin.ingest.signature import Signing

Way = Literal["asked", "posted", "subscribed"]


class Bearer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The sender shows a token (RFC 6750) that both sides know."""

    #: Name of the secret.
    secret: str


class Subscription(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked of an MQTT broker."""

    #: Topic filters of the standard, without our placeholders.
    topics: tuple[str, ...]
    #: 0 or 1. With 2 the broker's and the client's memory of a message would have to commit
    #: together; 1 and a memory of our own give the same.
    qos: int = 1
    version: Literal["3.1.1", "5"] = "5"
    #: May hold ``{secret:NAME}``, like the password.
    user: str = ""
    password: str = ""
    #: Certificates (PEM) of whoever vouches for the broker; may hold ``{secret:NAME}``; empty:
    #: those that the machine trusts.
    ca: str = ""
    #: Client id; empty: made from the installation, the feed and its topics.
    client: str = ""


@runtime_checkable
class PostedKind(SourceKind, Protocol):
    """Its sources may call ``POST /hooks/FEED`` or ``/ngsi-ld/notify/FEED``."""

    def admission(self, feed: Feed) -> Signing | Bearer | None:
        """How a sender shows who it is; None: this feed is asked."""


@runtime_checkable
class SubscribedKind(SourceKind, Protocol):
    """Its sources publish at a broker."""

    def subscription(self, feed: Feed) -> Subscription:
        """What to listen to."""


def wrong_replays(feed: Feed, signing: Signing) -> Iterator[Problem]:
    """What was signed without its time can be sent again for ever by whoever recorded it.

    That is taken for a repeat where every record says of which moment it is; all else would stand
    again as it was told then.
    """
    says_when = feed.mapping.into == "observation" and feed.mapping.at is not None
    if signing.time_header is None and not says_when:
        yield Problem(
            field="options.signature.time_header",
            reason="is needed: without a signed time, a recorded delivery could be sent again",
        )


def way_of(feed: Feed, kind: Any) -> Way:
    """How records of ``feed`` come here; a kind that is not known is asked, which then says so."""
    if isinstance(kind, SubscribedKind):
        return "subscribed"
    if isinstance(kind, PostedKind) and kind.admission(feed) is not None:
        return "posted"
    return "asked"
