"""How a broker that notifies us shows who it is: by the token of its subscription or a signature.

``receiverInfo`` of a subscription's endpoint (ETSI GS CIM 009, clause 5.2.15) carries the token as
the header ``Authorization``.
"""

from collections.abc import Iterator

import msgspec

from simin.ingest.feeds.contract import Feed, Problem
from simin.ingest.feeds.pushed import Bearer, wrong_replays
from simin.ingest.signature import Signing, wrong_signing


def admission_of(feed: Feed) -> Signing | Bearer | None:
    """None: the broker is asked."""
    if "signature" in feed.options:
        return msgspec.convert(feed.options["signature"], Signing)
    notified = feed.options.get("notified")
    return None if notified is None else msgspec.convert(notified, Bearer)


def wrong_admission(feed: Feed) -> Iterator[Problem]:
    signature, notified = feed.options.get("signature"), feed.options.get("notified")
    if signature is not None and (reason := wrong_signing(signature)):
        yield Problem(field="options.signature", reason=reason)
    elif signature is not None:
        yield from wrong_replays(feed, msgspec.convert(signature, Signing))
    if notified is not None and set(notified) != {"secret"}:
        yield Problem(field="options.notified", reason='must be {secret = "NAME"}')
    for said in (signature, notified):
        if said and said.get("secret") not in feed.secrets:
            yield Problem(field="secrets", reason=f"must name {said.get('secret')}")
