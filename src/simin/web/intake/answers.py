"""What devices are answered, as bytes: SensorThings 1.1, sections 10.2 and 12.2. Pure."""

from collections.abc import Sequence

import msgspec

type Headers = list[tuple[bytes, bytes]]
type Answer = tuple[int, Headers, bytes]

_JSON = (b"content-type", b"application/json")
_NOSNIFF = (b"x-content-type-options", b"nosniff")
_NO_STORE = (b"cache-control", b"no-store")


def created(address: str, position: int) -> Answer:
    """The one observation, which stands at ``position``."""
    link = f"{address}Observations({position})"
    entity = {"@iot.id": position, "@iot.selfLink": link}
    return _answer(201, msgspec.json.encode(entity), [(b"location", link.encode())])


def created_all(address: str, positions: Sequence[int | None]) -> Answer:
    """One address for each observation, in order; ``error`` for each that was refused."""
    links = [
        "error" if position is None else f"{address}Observations({position})"
        for position in positions
    ]
    return _answer(201, msgspec.json.encode(links), [])


def later(message: str) -> Answer:
    """Nothing was kept; the device keeps it and tries again."""
    body = msgspec.json.encode({"code": 503, "type": "error", "message": message})
    return _answer(503, body, [(b"retry-after", b"1")])


def _answer(status: int, body: bytes, headers: Headers) -> Answer:
    length = (b"content-length", b"%d" % len(body))
    return status, [_JSON, _NOSNIFF, _NO_STORE, length, *headers], body
