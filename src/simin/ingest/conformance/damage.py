"""The ways in which a good payload arrives broken; each is made from it, none by chance."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

import msgspec

#: How many cuts and swaps are made of one payload.
MOST = 150

_EMPTY = (b"", b" \n", b"\x00\x00", b"null", b"[]", b"{}", b'""', b"0", b"<a/>", b"\xef\xbb\xbf")
_STRANGE = (
    b"<!DOCTYPE html><html><body>503 Service Unavailable</body></html>",
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
    b'<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;&c;</a>',
    b"[" * 20_000,
    b'{"a":' * 20_000,
    b"<a>" * 5_000,
    bytes(range(256)) * 4,
    b"PK\x03\x04" + b"\x00" * 60,
)
_OTHERS: tuple[Any, ...] = (None, "", "x", -1, 1e308, True, [], {}, ["x"], {"x": "x"}, "\ud83d")


def damaged(body: bytes) -> Iterator[tuple[str, bytes]]:
    """What was done, and the payload after it."""
    yield from _named("empty", _EMPTY)
    yield from _named("strange", _STRANGE)
    yield from _cut(body)
    yield from _wrongly_encoded(body)
    yield from _swapped_types(body)
    yield from _changed_letters(body)


def _named(name: str, bodies: tuple[bytes, ...]) -> Iterator[tuple[str, bytes]]:
    for place, body in enumerate(bodies):
        yield f"{name} {place}", body


def _cut(body: bytes) -> Iterator[tuple[str, bytes]]:
    for end in range(1, len(body), max(1, len(body) // MOST)):
        yield f"cut off at byte {end}", body[:end]
        if end % 7 == 0:
            yield f"begins at byte {end}", body[end:]


def _wrongly_encoded(body: bytes) -> Iterator[tuple[str, bytes]]:
    for encoding in ("utf-16", "utf-32", "cp949", "big5", "utf-7"):
        with suppress(UnicodeError):
            yield f"encoded as {encoding}", body.decode().encode(encoding)
    yield "every byte turned", bytes(byte ^ 0xFF for byte in body)
    yield "without high bytes", bytes(byte & 0x7F for byte in body)


def _swapped_types(body: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        document = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeError):
        return
    places = list(_places(document, ()))
    for number, place in enumerate(places[:: max(1, len(places) // MOST)]):
        other = _OTHERS[number % len(_OTHERS)]
        with suppress(UnicodeError):
            yield f"{place} became {other!r}", msgspec.json.encode(_with(document, place, other))


def _places(document: Any, path: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    yield path
    for key, value in _inside(document):
        yield from _places(value, (*path, key))


def _inside(document: Any) -> Iterable[tuple[Any, Any]]:
    if isinstance(document, dict):
        return document.items()
    return enumerate(document) if isinstance(document, list) else ()


def _with(document: Any, path: tuple[Any, ...], other: Any) -> Any:
    if not path:
        return other
    key, *rest = path
    if isinstance(document, list):
        changed = list(document)
        changed[key] = _with(document[key], tuple(rest), other)
        return changed
    return {**document, key: _with(document[key], tuple(rest), other)}


def _changed_letters(body: bytes) -> Iterator[tuple[str, bytes]]:
    """Digits that become letters, and separators that become others."""
    for old, new in (
        (b"0", b"x"),
        (b"1", b"-"),
        (b",", b";"),
        (b'"', b"'"),
        (b"\n", b""),
        (b">", b""),
    ):
        yield f"{old!r} became {new!r}", body.replace(old, new)
    for place in range(0, len(body), max(1, len(body) // MOST)):
        yield f"byte {place} turned", body[:place] + bytes([body[place] ^ 0x55]) + body[place + 1 :]
