"""Give leaves their place; bring what waits into the files."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from django.db import connection, transaction

from simin.domains.transparency import queries
from simin.domains.transparency.entries import Entry, entry_of
from simin.domains.transparency.errors import LogForkedError
from simin.domains.transparency.log import Log
from simin.domains.transparency.models import Document, Line, Waiting
from simin.kit.outbox.services import take_turns

#: Leaves that are brought into the files by one checkpoint at most.
MOST = 8192
#: Leaves that stay in the database although the files have them: so many may files lack that were
#: copied before the database was.
KEPT = 20_000


def submit(entries: Sequence[Entry]) -> int:
    """Give each its place, in this order; only inside the transaction of what they tell of.

    Numbers of a kind only grow: one that was taken before is passed over, so that whoever is not
    sure may submit again. How many were new.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("leaves are submitted inside a transaction")
    take_turns()
    new = _new(entries)
    if not new:
        return 0
    first = queries.submitted()
    Waiting.objects.bulk_create(
        Waiting(index=index, entry=entry.encoded()) for index, entry in enumerate(new, first)
    )
    for kind, position in {queries.LOG: first + len(new), **_newest(new)}.items():
        _move(kind, position)
    return len(new)


def submit_document(kind: str, told: Mapping[str, Any]) -> int:
    """Keep a document for everyone and give its leaf the next place; its number among its kind.

    The document is ``told`` and where it stands in the log, as one JSON text with sorted keys; only
    inside the transaction of what it tells of, and once for each time that it happened.
    """
    take_turns()
    number, leaf = queries.taken(kind) + 1, queries.submitted()
    everything = {**told, "number": number, "leaf": leaf}
    body = msgspec.json.encode(everything, order="deterministic")
    Document.objects.create(kind=kind, number=number, body=body)
    submit([entry_of(kind, number, body)])
    return number


def _new(entries: Sequence[Entry]) -> list[Entry]:
    taken = {kind: queries.taken(kind) for kind in {entry.kind for entry in entries}}
    new = []
    for entry in entries:
        if entry.number > taken[entry.kind]:
            taken[entry.kind] = entry.number
            new.append(entry)
    return new


def _newest(entries: Sequence[Entry]) -> dict[str, int]:
    """By kind; the entries of a kind stand in the order of their numbers."""
    return {entry.kind: entry.number for entry in entries}


def _move(kind: str, position: int) -> None:
    Line.objects.update_or_create(kind=kind, defaults={"position": position})


def extend(log: Log, *, most: int = MOST) -> int:
    """Bring what waits into ``log``, under one new checkpoint; how many leaves.

    Raises ``LogForkedError`` where files and database do not fit.
    """
    submitted = queries.submitted()
    if log.size > submitted:
        raise LogForkedError(
            f"the log's files hold {log.size} leaves, the database knows of {submitted}: "
            "it was restored from the past; see docs/how-to/prove-the-picture.md"
        )
    _compare(log)
    waiting = queries.waiting(most, first=log.size)
    if submitted > log.size:
        _ensure_next(waiting, log.size)
    if waiting:
        log.append([entry for _, entry in waiting])
        Waiting.objects.filter(index__lt=log.size - KEPT).delete()
    return len(waiting)


def _ensure_next(waiting: Sequence[tuple[int, bytes]], size: int) -> None:
    places = [index for index, _ in waiting]
    if not places or places[0] != size or places[-1] != size + len(places) - 1:
        raise LogForkedError(
            f"the log's files hold {size} leaves, and the leaf that comes next is not in the "
            "database: the files were restored from the past; see docs/how-to/prove-the-picture.md"
        )


def _compare(log: Log) -> None:
    """Once for a log that was opened: are the leaves that both have the same?

    Raises ``LogForkedError`` where the files have something else in the place of one.
    """
    both = [] if log.compared else queries.waiting(KEPT + MOST, below=log.size)
    leaves = log.leaves(both[0][0]) if both else ()
    for (index, entry), leaf in zip(both, leaves, strict=False):
        if leaf != entry:
            raise LogForkedError(
                f"leaf {index} of the log's files is not the one that the database has: "
                "it was restored from the past; see docs/how-to/prove-the-picture.md"
            )
    log.compared = True
