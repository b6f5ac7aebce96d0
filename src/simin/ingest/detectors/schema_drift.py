"""Columns that a source renamed, left out, added, typed or coded otherwise, or cut too short.

Two looks at a feed's columns are compared, each from the first rows of an answer. A column that
vanished beside a new one is the same under another name where values, place or name say so; the
finding says which of them did. Few values say nothing about type and codes. A column that some rows
did not name has not vanished where none does.
"""

from collections.abc import Collection, Iterator, Sequence
from difflib import SequenceMatcher

from simin.domains.observations.finding import Found, Severity
from simin.ingest.feeds.profile import ColumnProfile

RENAMED, VANISHED, NEW = "renamed-column", "vanished-column", "new-column"
TYPE, CODES = "changed-type", "changed-codes"
NARROW, OBJECT = "column-too-narrow", "list-became-object"
DETECTORS = (RENAMED, VANISHED, NEW, TYPE, CODES, NARROW, OBJECT)

#: Fewer values than this say nothing about a column.
FEWEST = 5
#: Share of a column's values that are none of the known codes.
UNKNOWN = 0.2
#: Share of a vanished column's values that the new one has too.
SAME_VALUES = 0.5
ALIKE_NAMES = 0.6
#: Characters, and different texts that end there.
SHORTEST_CUT, FEWEST_CUT = 8, 5
_NUMERIC = {"integer", "number"}
_UNSURE = {"empty", "mixed"}


def drift(
    before: Sequence[ColumnProfile], now: Sequence[ColumnProfile], *, needed: Collection[str] = ()
) -> list[Found]:
    """What changed; ``needed``: columns that the feed's mapping points at weigh more."""
    if not before or not now:
        return []
    old = {column.name: column for column in before}
    new = {column.name: column for column in now}
    names = _renamed(before, now)
    found = [
        Found(
            detector=RENAMED,
            subject=gone,
            severity=_weight(gone, needed),
            evidence={"old": gone, "new": came, "why": why},
        )
        for gone, (came, why) in names.items()
    ]
    came = {name for name, _ in names.values()}
    found += [
        Found(detector=VANISHED, subject=name, severity=_weight(name, needed))
        for name, column in old.items()
        if name not in new and name not in names and not column.absent
    ]
    found += [
        Found(
            detector=NEW,
            subject=name,
            severity=Severity.NOTICE,
            evidence={"type": column.type, "example": column.example},
        )
        for name, column in new.items()
        if name not in old and name not in came
    ]
    for name, column in old.items():
        if name in new:
            found += _changed(column, new[name], _weight(name, needed))
    return found


def _weight(name: str, needed: Collection[str]) -> Severity:
    return Severity.DOUBTFUL if name in needed else Severity.NOTICE


def _renamed(
    before: Sequence[ColumnProfile], now: Sequence[ColumnProfile]
) -> dict[str, tuple[str, list[str]]]:
    """Old name to the new one and why, the surest first; each name once."""
    there, here = {each.name for each in now}, {each.name for each in before}
    gone = [(place, each) for place, each in enumerate(before) if each.name not in there]
    came = [(place, each) for place, each in enumerate(now) if each.name not in here]
    pairs = []
    for old_place, old in gone:
        for new_place, new in came:
            why = _why(old, new, beside=_same_place(before, now, old_place, new_place))
            if why:
                pairs.append((-_sureness(why), old_place, old.name, new.name, why))
    names: dict[str, tuple[str, list[str]]] = {}
    for _, _, old_name, new_name, why in sorted(pairs):
        taken = {name for name, _ in names.values()}
        if old_name not in names and new_name not in taken:
            names[old_name] = new_name, why
    return names


def _same_place(
    before: Sequence[ColumnProfile], now: Sequence[ColumnProfile], old: int, new: int
) -> bool:
    """Behind the same column, and before the same one or at the end."""

    def around(columns: Sequence[ColumnProfile], place: int) -> tuple[str, str]:
        names = ["", *(each.name for each in columns), ""]
        return names[place], names[place + 2]

    return around(before, old) == around(now, new)


def _why(old: ColumnProfile, new: ColumnProfile, *, beside: bool) -> list[str]:
    if not _may_be(old, new):
        return []
    shared = set(old.samples) & set(new.samples)
    fewest = min(len(old.samples), len(new.samples))
    values = fewest > 1 and len(shared) >= SAME_VALUES * fewest
    alike = SequenceMatcher(None, _plain(old.name), _plain(new.name)).ratio() >= ALIKE_NAMES
    told = [("values", values), ("position", beside), ("name", alike)]
    return [name for name, holds in told if holds]


def _sureness(why: Sequence[str]) -> int:
    return sum({"values": 4, "position": 2, "name": 1}[each] for each in why)


def _may_be(old: ColumnProfile, new: ColumnProfile) -> bool:
    kinds = {old.type, new.type}
    return old.type == new.type or kinds <= _NUMERIC or bool(kinds & _UNSURE)


def _plain(name: str) -> str:
    return "".join(sign for sign in name.casefold() if sign.isalnum())


def _changed(old: ColumnProfile, new: ColumnProfile, weight: Severity) -> Iterator[Found]:
    if old.type == "list" and new.type == "object":
        yield Found(detector=OBJECT, subject=old.name, severity=weight)
        return
    if min(old.filled, new.filled) >= FEWEST and not _may_be(old, new):
        evidence = {"old": old.type, "new": new.type, "example": new.example}
        yield Found(detector=TYPE, subject=old.name, severity=weight, evidence=evidence)
        return
    yield from _coded(old, new, weight)
    yield from _narrow(old, new)


def _coded(old: ColumnProfile, new: ColumnProfile, weight: Severity) -> Iterator[Found]:
    if not old.codes or not new.codes:
        return
    unknown = [code for code in new.codes if code not in old.codes]
    share = sum(new.shares.get(code, 0.0) for code in unknown)
    if share >= UNKNOWN:
        evidence = {"values": unknown[:10], "share": round(share, 3)}
        yield Found(detector=CODES, subject=old.name, severity=weight, evidence=evidence)


def _narrow(old: ColumnProfile, new: ColumnProfile) -> Iterator[Found]:
    """Texts were longer, and now many different ones end at one length."""
    if (
        new.type == "text"
        and old.longest > new.longest >= SHORTEST_CUT
        and new.at_longest >= FEWEST_CUT
        and old.at_longest < new.at_longest
    ):
        evidence = {"length": new.longest, "before": old.longest, "texts": new.at_longest}
        yield Found(
            detector=NARROW, subject=old.name, severity=Severity.DOUBTFUL, evidence=evidence
        )
