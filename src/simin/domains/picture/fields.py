"""Fields of a card by their path, and what stands in their place where they are not shown. Pure.

A path is dotted: ``place.point``, ``place.label``, ``body.agency``, ``body.timeline.*.text``; ``*``
is every part of a list. A field that a card does not have is no fault: it has nothing to hide.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from simin.domains.picture.card import Card, Mask, Place
from simin.kit.cell import SIDE, cell

POINT = "place.point"
LABEL = "place.label"
#: What nearly tells the field, and goes with it.
BESIDE = {
    POINT: ("body.nearest",),
    "body.impact.people.about": ("body.impact.people.least", "body.impact.people.most"),
}
STRUCK = "•••"
#: Telephone numbers of Korea and of anywhere with a plus, numbers of persons, mail addresses; said
#: without looking around, so that DuckDB strikes the same.
NUMBERS_RE2 = (
    r"\+\d{1,3}[-\s.]?(?:\d{1,4}[-\s.]?){2,4}\d{2,4}"
    r"|\b0\d{1,2}[-\s.)]{0,2}\d{3,4}[-\s.]?\d{4}\b"
    r"|\b1[5-9]\d{2}-\d{4}\b"
    r"|\b\d{6}-[1-8]\d{6}\b"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
)
_NUMBERS = re.compile(NUMBERS_RE2, re.ASCII)


def values(card: Card, field: str) -> list[Any]:
    """Every value at ``field`` that is there, as plain JSON."""
    if field == POINT:
        place = card.place
        known = place is not None and place.longitude is not None and place.latitude is not None
        return [[place.longitude, place.latitude]] if place and known else []
    root, _, rest = field.partition(".")
    return [one for one in _found(_plain(card, root), rest.split(".")) if one not in (None, [], {})]


def masked(card: Card, field: str, mask: Mask, limit: float | None = None) -> Card:
    """``card`` with ``field`` as the public sees it; ``limit`` as in ``WithheldField``.

    With a field goes what would tell it: the name of a place in the title, the bounds of a count.
    """
    shown = _masked(card, field, mask, limit)
    if shown == card:
        return card
    for beside in BESIDE.get(field, ()):
        shown = _masked(shown, beside, Mask.WITHHOLD, limit)
    return _unnamed(shown, card.place) if field == LABEL else shown


def _unnamed(card: Card, place: Place | None) -> Card:
    """The title without the name of ``place``, in any language."""
    names = sorted(filter(None, ((place and place.label) or {}).values()), key=len, reverse=True)
    title = dict(card.title)
    for name in names:
        title = {language: text.replace(name, STRUCK) for language, text in title.items()}
    return msgspec.structs.replace(card, title=title)


def _masked(card: Card, field: str, mask: Mask, limit: float | None) -> Card:
    if field == POINT:
        return _with_point(card, mask, limit or SIDE)
    root, _, rest = field.partition(".")
    changed = _changed(_plain(card, root), rest.split("."), _instead(mask, limit or 0.0))
    if root == "place":
        return msgspec.structs.replace(card, place=msgspec.convert(changed, Place | None))
    return msgspec.structs.replace(card, **{root: changed})


def _plain(card: Card, root: str) -> Any:
    found = getattr(card, root)
    return msgspec.to_builtins(found) if root == "place" else found


def _with_point(card: Card, mask: Mask, metres: float) -> Card:
    place = card.place
    if place is None or place.longitude is None or place.latitude is None:
        return card
    point: tuple[float | None, float | None] = (None, None)
    if mask is Mask.CELL:
        point = cell(place.longitude, place.latitude, metres)
    shown = msgspec.structs.replace(place, longitude=point[0], latitude=point[1])
    return msgspec.structs.replace(card, place=shown)


def _found(told: Any, path: list[str]) -> Iterator[Any]:
    if not path:
        yield told
    elif path[0] == "*" and isinstance(told, list):
        for part in told:
            yield from _found(part, path[1:])
    elif isinstance(told, dict) and path[0] in told:
        yield from _found(told[path[0]], path[1:])


def _changed(told: Any, path: list[str], change: Callable[[Any], Any]) -> Any:
    """A copy; nothing of ``told`` is changed in place."""
    if not path:
        return change(told)
    if path[0] == "*" and isinstance(told, list):
        return [_changed(part, path[1:], change) for part in told]
    if isinstance(told, dict) and path[0] in told:
        return {**told, path[0]: _changed(told[path[0]], path[1:], change)}
    return told


def _instead(mask: Mask, least: float) -> Callable[[Any], Any]:
    match mask:
        case Mask.NUMBERS:
            return struck
        case Mask.SMALL:
            return lambda told: None if is_small(told, least) else told
        case _:
            return _blank


def _blank(told: Any) -> Any:
    """As empty as it can be without being another kind of thing."""
    if isinstance(told, list):
        return []
    if isinstance(told, dict) and all(isinstance(word, str) for word in told.values()):
        return {}
    return "" if isinstance(told, str) else None


def is_small(told: Any, least: float) -> bool:
    """Nought tells of nobody."""
    return isinstance(told, int | float) and not isinstance(told, bool) and 0 < told < least


def struck(told: Any) -> Any:
    """Words, texts and lists of them, without the numbers by which a person is found."""
    if isinstance(told, str):
        return _NUMBERS.sub(STRUCK, told)
    if isinstance(told, dict):
        return {key: struck(one) for key, one in told.items()}
    return [struck(one) for one in told] if isinstance(told, list) else told
