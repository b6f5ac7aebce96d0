"""Pointing at a place in a JSON document, in the three ways that a feed's TOML may use.

``$…`` is a JSONPath (RFC 9535), ``/…`` a JSON Pointer (RFC 6901), anything else the key of an
object as it stands: keys that hold a dot (``RESULT.CODE``) exist.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from jsonpath import JSONPathError, JSONPointer
from jsonpath import compile as compile_path

type Lookup = Callable[[Any], Any]


@cache
def all_at(pointer: str) -> Callable[[Any], list[Any]]:
    """Everything at ``pointer``; one list found there counts as its members."""
    if pointer.startswith("$"):
        path = compile_path(pointer)
        return lambda document: _members(list(path.findall(document)) if _holds(document) else [])
    one = first_at(pointer)
    return lambda document: _members([one(document)])


@cache
def first_at(pointer: str) -> Lookup:
    """What stands at ``pointer`` first; None where nothing does."""
    if pointer.startswith("$"):
        path = compile_path(pointer)
        return lambda document: (
            next(iter(path.findall(document)), None) if _holds(document) else None
        )
    if pointer.startswith("/"):
        resolved = JSONPointer(pointer)
        return lambda document: (
            resolved.resolve(document, default=None) if _holds(document) else None
        )
    return lambda document: document.get(pointer) if isinstance(document, dict) else None


def wrong_pointer(pointer: str) -> str | None:
    """Why ``pointer`` cannot be read; None where it can."""
    try:
        first_at(pointer)
    except JSONPathError as error:
        return str(error)
    return None


def _holds(document: Any) -> bool:
    """Whether there is something inside; the library would read a plain text as JSON."""
    return isinstance(document, dict | list)


def _members(found: list[Any]) -> list[Any]:
    if len(found) == 1 and isinstance(found[0], list):
        return list(found[0])
    return [each for each in found if each is not None]
