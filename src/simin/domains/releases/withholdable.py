"""Of which kinds of card something can be withheld at all, and which fields. Pure.

Listed are fields that leave the city by the card and by nothing else. A number of an indicator
leaves by many doors, so an indicator is withheld whole, with the datastreams that it rests on. The
stage, what needs attention, warnings, notices and pledges are for everyone, always.
"""

from collections.abc import Iterator

from simin.domains.picture.card import Mask
from simin.domains.picture.rule import DATASET

#: Kind to the fields that may be withheld; of a data set every column.
KINDS: dict[str, tuple[str, ...]] = {
    "incident": (
        "place.point",
        "place.label",
        "body.agency",
        "body.units",
        "body.timeline",
        "body.timeline.*.text",
        "body.timeline.*.actor",
        "body.impact",
        "body.impact.people.about",
        "body.nearest",
    ),
    "indicator": (),
    "alert": (),
    "project": (),
    DATASET: (),
}
#: Kinds of which one person alone withholds nothing.
TWO_PERSONS = frozenset({"incident"})


def faults(kind: str, field: str, mask: Mask) -> Iterator[tuple[str, str]]:
    """What cannot be: key and why."""
    if kind not in KINDS:
        yield "kind", f"{kind!r} is always public; one of {', '.join(KINDS)}"
        return
    if field and kind != DATASET and field not in KINDS[kind]:
        known = ", ".join(KINDS[kind])
        why = f"one of {known}" if known else f"of {kind} only the whole is withheld"
        yield "field", f"{field!r} is no field that can be withheld: {why}"
    if not field and mask is not Mask.WITHHOLD:
        yield "mask", f"{mask} is done to a field; name one"
    if mask is Mask.CELL and field not in ("", "place.point", "point"):
        yield "mask", "only a point lies in a cell: place.point, or point of a data set"
