"""The numbers that the journal goes by: the next free position, what is folded, which catalogue.

Whoever appends waits for the appenders before, so that positions commit in order; whoever folds
waits for the folder before. Neither waits for the other: where the database has one writer, the
next position stands in a file of its own (``chunk_file``).
"""

from django.db.models import F, Max

from simin.domains.observations.models import Chunk, JournalMark, Observation, Segment

_NEXT, _FOLDED, _RECORDED = "next", "folded", "recorded"
_GENERATION, _SUPERSEDED = "generation", "superseded"


def allot(count: int) -> int:
    """The first of ``count`` positions that are the caller's; inside a transaction."""
    _add(_NEXT, count)
    return JournalMark.objects.values_list("number", flat=True).get(name=_NEXT) - count


def lock_fold() -> None:
    """Until the transaction ends nobody else folds, seals or forgets."""
    if not JournalMark.objects.select_for_update().filter(name=_FOLDED).exists():
        _create(_FOLDED)
        JournalMark.objects.select_for_update().filter(name=_FOLDED).exists()


def folded(until: int) -> None:
    """Everything before position ``until`` that was pending is folded."""
    JournalMark.objects.filter(name=_FOLDED, number__lt=until).update(number=until)


def folded_until() -> int:
    """Every chunk before it is folded."""
    found = JournalMark.objects.filter(name=_FOLDED).values_list("number", flat=True).first()
    return found or 0


def recorded() -> None:
    """Rows were kept that never waited."""
    _add(_RECORDED, 1)


def catalogue_changed() -> None:
    """Rows moved between the hot ones and segments, or were forgotten."""
    _add(_GENERATION, 1)


def generation() -> int:
    """While it does not change, no row was moved or forgotten."""
    found = JournalMark.objects.filter(name=_GENERATION).values_list("number", flat=True).first()
    return found or 0


def superseded() -> None:
    """Rows count no more that did."""
    _add(_SUPERSEDED, 1)


def marks() -> dict[str, int]:
    """While none of these numbers changes, no row was added, moved or superseded."""
    found = dict(JournalMark.objects.values_list("name", "number"))
    return {name: found.get(name, 0) for name in _WATCHED}


_WATCHED = (_FOLDED, _RECORDED, _GENERATION, _SUPERSEDED)


def _add(name: str, amount: int) -> None:
    rows = JournalMark.objects.filter(name=name)
    if not rows.update(number=F("number") + amount):
        _create(name)
        rows.update(number=F("number") + amount)


def _create(name: str) -> None:
    number = first_free() if name == _NEXT else 0
    JournalMark.objects.bulk_create([JournalMark(name=name, number=number)], ignore_conflicts=True)


def first_free() -> int:
    """Behind everything that was ever kept."""
    last = (
        Observation.objects.aggregate(last=Max("position"))["last"],
        Segment.objects.aggregate(last=Max("last_position"))["last"],
        Chunk.objects.aggregate(last=Max(F("first") + F("rows") - 1))["last"],
    )
    marks = JournalMark.objects.filter(name__in=(_NEXT, _FOLDED)).values_list("number", flat=True)
    return max([1, *(1 + int(number) for number in last if number is not None), *map(int, marks)])
