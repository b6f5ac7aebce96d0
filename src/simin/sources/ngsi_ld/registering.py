"""What a context broker is told so that it notifies us (ETSI GS CIM 009, clauses 5.2.12 and 6.10).

The subscription has an id of ours, so that telling it again changes the one that is there. The
token of ``options.notified`` goes along as a placeholder, filled in when the request is sent.
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import msgspec

from simin.ingest.feeds.contract import Feed, Request
from simin.ingest.rows.mapping_check import fields_of

_ENTITIES = "/entities"
#: Members of an entity, and what we make of its location, that are no attributes of their own.
_NO_ATTRIBUTE = {"id", "type"}
_OF_LOCATION = {"longitude", "latitude"}


def registration(feed: Feed, city: str, here: str) -> tuple[Request, Request]:
    """To make the subscription, and to change the one that is there. Raises ``ValueError``.

    ``here``: our address as the broker reaches it, without a slash at the end.
    """
    base, types, attributes = _asked(feed)
    name = subscription_id(feed, city)
    told: dict[str, Any] = {
        "type": "Subscription",
        "description": f"Simin, feed {feed.id}",
        "entities": [{"type": each} for each in types],
        "notification": {
            "format": "normalized",
            "endpoint": {
                "uri": f"{here}/ngsi-ld/notify/{feed.id}",
                "accept": "application/json",
                "receiverInfo": [{"key": "Authorization", "value": f"Bearer {_token(feed)}"}],
            },
            **({"attributes": attributes} if attributes else {}),
        },
        **({"watchedAttributes": attributes} if attributes else {}),
    }
    return (
        _request(base, "POST", {"id": name, **told}, "subscribe"),
        _request(f"{base}/{quote(name, safe='')}", "PATCH", told, "change the subscription"),
    )


def withdrawal(feed: Feed, city: str) -> Request:
    """To end it. Raises ``ValueError``."""
    base, _, _ = _asked(feed)
    url = f"{base}/{quote(subscription_id(feed, city), safe='')}"
    return Request(url=url, method="DELETE", name="unsubscribe")


def subscription_id(feed: Feed, city: str) -> str:
    return f"urn:ngsi-ld:Subscription:simin:{city}:{feed.id}"


def _request(url: str, method: str, told: dict[str, Any], name: str) -> Request:
    headers = {"content-type": "application/json"}
    body = msgspec.json.encode(told)
    return Request(url=url, method=method, headers=headers, body=body, name=name)


def _token(feed: Feed) -> str:
    notified = feed.options.get("notified")
    if not isinstance(notified, dict):
        raise ValueError("options.notified is needed: a broker shows a token, and cannot sign")
    return f"{{secret:{notified['secret']}}}"


def _asked(feed: Feed) -> tuple[str, list[str], list[str]]:
    """Address of the broker's subscriptions, types of entities, names of attributes."""
    parts = urlsplit(feed.address)
    before, found, _ = parts.path.rpartition(_ENTITIES)
    if not found:
        raise ValueError(f"the address has no {_ENTITIES}, so where subscriptions stand is unknown")
    query = parse_qs(parts.query)
    types = [each for value in query.get("type", []) for each in value.split(",")]
    if not types:
        raise ValueError("the address names no type of entities")
    base = f"{parts.scheme}://{parts.netloc}{before}/subscriptions"
    return base, types, list(dict.fromkeys(_attributes(feed, query.get("attrs", []))))


def _attributes(feed: Feed, named: list[str]) -> Iterator[str]:
    """Those that the address names, or those that the mapping points at."""
    if named:
        yield from (each for value in named for each in value.split(","))
        return
    for pointed_at in fields_of(feed):
        name = pointed_at.lstrip("/").partition("/")[0].partition("@")[0]
        if name in _OF_LOCATION:
            yield "location"
        elif name and name not in _NO_ATTRIBUTE and not name.startswith("$"):
            yield name
